package format

import (
	"strings"
	"time"

	"github.com/newsdex/newsdex/ingest/internal/charset"
	"github.com/newsdex/newsdex/ingest/internal/date"
	"github.com/newsdex/newsdex/ingest/internal/found"
)

// A Record is a raw article, as its input states it, before cleaning. Its fields are
// those of the public Article.
type Record struct {
	ID, URL                   string
	Path, File                string // see Article
	Source, Place             string // see Article
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
	Origin                    *Origin // nil unless Input.Origins is set
	Repairs                   []charset.Repair
}

// found appends a candidate to Found. If its field already has the same value, it appends
// only the source.
func (r *Record) found(c found.Candidate) { r.Found = found.AddCandidate(r.Found, c) }

// settled returns the value of a field, in the notation of a candidate.
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
