package ingest

import (
	"time"

	"github.com/newsdex/newsdex/ingest/internal/date"
)

// A Revision is an earlier text of an article that has a newer one.
type Revision struct {
	ID    string // the ID that the article would have with this text
	Title string // the article's title
	// Path is the article's Path.
	Path string `json:",omitzero"`
	// Published is the article's Updated if that is set, else its Published.
	Published       time.Time `json:",omitzero"`
	PublishedLayout string    `json:",omitzero"` // see [Article].PublishedLayout
	Fingerprint     string    // see [Article].Fingerprint
}

// PublishedString returns the date of the revision as its source gave it.
func (r *Revision) PublishedString() string { return date.DateString(r.Published, r.PublishedLayout) }

// MaxEarlier is the number of earlier revisions that are listed for an article.
const MaxEarlier = 50

func revisionOf(a *Article) Revision {
	r := Revision{ID: a.ID, Title: a.Title, Path: a.Path, Published: a.Published, PublishedLayout: a.PublishedLayout, Fingerprint: a.Fingerprint}
	if !a.Updated.IsZero() {
		r.Published, r.PublishedLayout = a.Updated, a.UpdatedLayout
	}
	return r
}
