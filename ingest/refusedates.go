package ingest

import (
	"time"

	"github.com/newsdex/newsdex/ingest/internal/date"
)

// refuseDates removes dates that cannot be right, whatever the format of the article,
// and records them in Found. The next candidate that can be right replaces a refused
// one.
func refuseDates(a Article, now time.Time) Article {
	if why := date.Refusal(a.Published, now); !a.Published.IsZero() && why != "" {
		a.refuse("published", a.PublishedString(), why)
		a.Published, a.PublishedLayout = a.nextDate("published", now)
	}
	if why := date.Refusal(a.Updated, now); !a.Updated.IsZero() && why != "" {
		a.refuse("updated", a.UpdatedString(), why)
		a.Updated, a.UpdatedLayout = a.nextDate("updated", now)
	}
	if !a.Updated.After(a.Published) {
		a.Updated, a.UpdatedLayout = time.Time{}, ""
	}
	return a
}

// refuse marks the chosen candidate of field as refused. If there is none, the value
// came from a record or from the text.
func (a *Article) refuse(field, value, why string) {
	a.Found = append([]Candidate(nil), a.Found...)
	for i := range a.Found {
		if c := &a.Found[i]; c.Field == field && c.Chosen {
			c.Chosen, c.Refused = false, why
			return
		}
	}
	a.found(Candidate{Field: field, Value: value, Sources: []Provenance{{Kind: InArticle, Name: field}}, Refused: why})
}

// nextDate chooses the first candidate of field that can be right.
func (a *Article) nextDate(field string, now time.Time) (time.Time, string) {
	for i := range a.Found {
		c := &a.Found[i]
		if c.Field != field || c.Refused != "" {
			continue
		}
		at, layout := date.ReadDate(c.Value)
		if at.IsZero() {
			continue
		}
		if c.Refused = date.Refusal(at, now); c.Refused == "" {
			c.Chosen = true
			return at, layout
		}
	}
	return time.Time{}, ""
}
