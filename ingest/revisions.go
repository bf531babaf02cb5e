package ingest

import (
	"cmp"
	"iter"
	"slices"
	"time"

	"github.com/newsdex/newsdex/ingest/internal/date"
)

// A Revision is an earlier text of a page, of which a newer one stands.
type Revision struct {
	ID    string // of its article
	Title string // of its article
	// Path is that of its article.
	Path string `json:",omitzero"`
	// Published is as of its article, with the time at which it was updated
	// where there is one.
	Published       time.Time `json:",omitzero"`
	PublishedLayout string    `json:",omitzero"` // see [Article].PublishedLayout
	Fingerprint     string    // see [Article].Fingerprint
}

// PublishedString returns the date of the revision as its source gave it.
func (r *Revision) PublishedString() string { return date.DateString(r.Published, r.PublishedLayout) }

// maxEarlier is how many earlier revisions of a page are listed.
const maxEarlier = 50

// Revisions sees to it that of several articles with one URL the newest stands,
// and lists the earlier ones with it ([Article].Earlier). The newest is the one
// that was retrieved last, or else updated or published last; where the dates do
// not tell, because they are missing, equal or days alone, the one that is read
// last. Articles with one URL and one fingerprint are copies, and one is enough.
//
// Articles pass while they are read, so one may pass before a newer one comes,
// and one may have passed when an older one does: what is to be done about that
// at the end, [Revisions.Superseded] and [Revisions.Late] tell. What an index holds
// already it asks, so that the order of runs does not matter either. A text that is
// only cleaned otherwise is no revision: what counts is the text before cleaning.
// Records that give one URL and IDs of their own are texts of one page too; those
// that come in different runs are not known to be. It keeps some 300
// bytes for each URL. The zero value is ready to use; it is not safe for
// concurrent use.
type Revisions struct {
	// Known, if not nil, returns the article that an index holds under an ID.
	Known func(id string) (Article, bool)
	// Count is how many earlier revisions were met, and Copies how many
	// copies were passed over.
	Count, Copies int

	pages      map[uint64]*standing
	superseded []string
}

// A standing is what is known of the newest revision of a page.
type standing struct {
	this    Revision
	seen    time.Time // when it was retrieved
	earlier []Revision
	late    bool // earlier has some that the article, when it passed, had not
}

// Watch returns seq without the articles of which newer ones have passed.
func (r *Revisions) Watch(seq iter.Seq2[Article, error]) iter.Seq2[Article, error] {
	return func(yield func(Article, error) bool) {
		for a, err := range seq {
			pass := true
			if err == nil && a.URL != "" {
				a, pass = r.add(a)
			}
			if pass && !yield(a, err) {
				return
			}
		}
	}
}

// add decides about an article: it returns the one to pass, if any.
func (r *Revisions) add(a Article) (Article, bool) {
	if r.pages == nil {
		r.pages = map[uint64]*standing{}
	}
	key := fnv64([]byte(a.URL))
	s := r.pages[key]
	if s == nil {
		s = newStanding(&a)
		if b, ok := r.known(&a); ok {
			a, s = r.merge(a, b)
		}
		r.pages[key] = s
		return a, true
	}
	rev := revisionOf(&a)
	switch {
	case rev.Fingerprint == s.this.Fingerprint, s.has(rev.Fingerprint):
		r.Copies++
		return a, false
	case s.newerThan(&a):
		r.Count++
		s.add(rev)
		s.late = true
		return a, false
	}
	r.Count++
	if s.this.ID != a.ID {
		r.superseded = append(r.superseded, s.this.ID)
	}
	s.add(s.this)
	s.this, s.seen, s.late = rev, a.Retrieved, false
	a.Earlier = slices.Clone(s.earlier)
	return a, true
}

// known returns what the index holds of the page.
func (r *Revisions) known(a *Article) (Article, bool) {
	if r.Known == nil {
		return Article{}, false
	}
	b, ok := r.Known(a.ID)
	return b, ok && b.URL == a.URL
}

// merge decides between an article that was read and the one that the index
// holds of its page: the other becomes an earlier revision, unless it is the same
// text, cleaned otherwise.
func (r *Revisions) merge(a, b Article) (Article, *standing) {
	held := newStanding(&b)
	switch {
	case a.Fingerprint == b.Fingerprint, a.Original() == b.Original():
		s := newStanding(&a)
		s.earlier = b.Earlier
		a.Earlier = b.Earlier
		return a, s
	case held.has(a.Fingerprint):
		r.Copies++
		return b, held
	case held.newerThan(&a):
		r.Count++
		held.add(revisionOf(&a))
		b.Earlier = slices.Clone(held.earlier)
		return b, held
	}
	r.Count++
	s := newStanding(&a)
	s.earlier = slices.Clone(b.Earlier)
	s.add(held.this)
	a.Earlier = slices.Clone(s.earlier)
	return a, s
}

// Superseded returns the IDs of articles that have passed, and of which newer
// ones under other IDs have: an index should delete them.
func (r *Revisions) Superseded() []string { return slices.Clone(r.superseded) }

// Late yields the IDs of articles that passed before an older one came, and what
// [Article].Earlier should be.
func (r *Revisions) Late() iter.Seq2[string, []Revision] {
	return func(yield func(string, []Revision) bool) {
		for _, s := range r.pages {
			if s.late && !yield(s.this.ID, slices.Clone(s.earlier)) {
				return
			}
		}
	}
}

func newStanding(a *Article) *standing {
	return &standing{this: revisionOf(a), seen: a.Retrieved, earlier: a.Earlier}
}

func revisionOf(a *Article) Revision {
	r := Revision{ID: a.ID, Title: a.Title, Path: a.Path, Published: a.Published, PublishedLayout: a.PublishedLayout, Fingerprint: a.Fingerprint}
	if !a.Updated.IsZero() {
		r.Published, r.PublishedLayout = a.Updated, a.UpdatedLayout
	}
	return r
}

// newerThan reports whether dates tell that s is newer than a.
func (s *standing) newerThan(a *Article) bool {
	if !s.seen.IsZero() && !a.Retrieved.IsZero() && !s.seen.Equal(a.Retrieved) {
		return s.seen.After(a.Retrieved)
	}
	b := revisionOf(a)
	if s.this.Published.IsZero() || b.Published.IsZero() {
		return false
	}
	if s.this.PublishedLayout == time.DateOnly || b.PublishedLayout == time.DateOnly {
		return s.this.Published.Format(time.DateOnly) > b.Published.Format(time.DateOnly)
	}
	return s.this.Published.After(b.Published)
}

func (s *standing) has(fingerprint string) bool {
	return slices.ContainsFunc(s.earlier, func(r Revision) bool { return r.Fingerprint == fingerprint })
}

// add lists one more earlier revision, the newest first.
func (s *standing) add(rev Revision) {
	earlier := append(slices.Clone(s.earlier), rev)
	slices.SortStableFunc(earlier, func(x, y Revision) int { return cmp.Compare(y.Published.Unix(), x.Published.Unix()) })
	s.earlier = earlier[:min(len(earlier), maxEarlier)]
}
