package ingest

import (
	"strings"
	"time"
)

// A record is an article as its input has it: raw, and without what only cleaning
// can tell. Its fields are those of the public Article.
type record struct {
	ID, URL                   string
	Path, File                string // see Article
	Title, Deck, Body, Outlet string
	Authors                   []string
	Published                 time.Time
	PublishedLayout           string
	Updated                   time.Time
	UpdatedLayout             string
	Retrieved                 time.Time
	Language, Section         string
	Tags                      []string
	Found                     []pageValue
	Origin                    *rawOrigin // nil unless it was asked for
	Repairs                   []charsetRepair
}

// found appends a candidate to those of its field, or its source to the one that
// has the same value.
func (r *record) found(c pageCandidate) { r.Found = addCandidate(r.Found, c) }

// settled is what a field has, as a candidate writes it.
func (r *record) settled(field string) string {
	switch field {
	case "url":
		return r.URL
	case "title":
		return r.Title
	case "outlet":
		return r.Outlet
	case "authors":
		return strings.Join(r.Authors, ", ")
	case "published":
		return dateString(r.Published, r.PublishedLayout)
	case "updated":
		return dateString(r.Updated, r.UpdatedLayout)
	case "language":
		return r.Language
	}
	return ""
}
