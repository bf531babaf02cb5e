package format

import (
	"strings"
	"time"

	"github.com/newsdex/newsdex/ingest/internal/charset"
	"github.com/newsdex/newsdex/ingest/internal/date"
	"github.com/newsdex/newsdex/ingest/internal/found"
)

// A Record is an article as its input has it: raw, and without what only cleaning
// can tell. Its fields are those of the public Article.
type Record struct {
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
	Found                     []found.Value
	Origin                    *Origin // nil unless it was asked for
	Repairs                   []charset.Repair
}

// found appends a candidate to those of its field, or its source to the one that
// has the same value.
func (r *Record) found(c found.Candidate) { r.Found = found.AddCandidate(r.Found, c) }

// settled is what a field has, as a candidate writes it.
func (r *Record) settled(field string) string {
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
		return date.DateString(r.Published, r.PublishedLayout)
	case "updated":
		return date.DateString(r.Updated, r.UpdatedLayout)
	case "language":
		return r.Language
	}
	return ""
}
