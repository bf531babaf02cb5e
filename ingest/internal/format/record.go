package format

import (
	"strings"
	"time"

	"github.com/newsdex/newsdex/ingest/internal/charset"
	"github.com/newsdex/newsdex/ingest/internal/date"
	"github.com/newsdex/newsdex/ingest/internal/found"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// A Record is a raw article, as its input states it, before cleaning. Its fields are
// those of the public Article.
type Record struct {
	ID, URL                   string
	Item                      string // names the item among those of its page; see Article
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
	base                      string // the URL to which a field's URL is relative; "" if none
}

// found appends a candidate to Found. If its field already has the same value, it appends
// only the source.
func (r *Record) found(c found.Candidate) { r.Found = found.AddCandidate(r.Found, c) }

// setURL sets the URL to an address, resolved against base, "" for no base, and reports
// whether that is an absolute http or https URL. Another address is noted as refused.
func (r *Record) setURL(address, base string, source found.Source) bool {
	if strings.TrimSpace(address) == "" {
		return false
	}
	if r.URL = plain.ResolveURL(base, address); r.URL != "" {
		return true
	}
	r.found(found.Candidate{Field: "url", Value: address, Source: source, Refused: found.NoURL})
	return false
}

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
