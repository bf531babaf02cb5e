package ingest

import (
	"cmp"
	"iter"
	"slices"
	"time"

	"github.com/newsdex/newsdex/ingest/internal/date"
)

// A Revision is an earlier text of a page that has a newer one.
type Revision struct {
	ID    string // the article's ID
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

// maxEarlier is the number of earlier revisions that are listed for a page.
const maxEarlier = 50

// Revisions keeps the newest of several articles with the same URL and lists the
// earlier ones with it ([Article].Earlier). The newest is the one retrieved last, or
// else updated or published last. If the dates do not decide because they are missing,
// equal or only days, it is the one read last. Articles with the same URL and the same
// fingerprint are copies, and one is kept.
//
// Articles pass while they are read, so a newer or an older text may come after an
// article has passed. [Revisions.Superseded] and [Revisions.Late] tell at the end how
// to correct this. Known gives access to the articles in an index, so the order of runs
// does not matter either. A text that differs only in cleaning is no revision: the
// texts before cleaning are compared. Records with the same URL and different IDs are
// texts of one page too, but not if they come in different runs. Revisions keeps some
// 300 bytes for each URL. The zero value is ready to use; it is not safe for concurrent
// use.
type Revisions struct {
	// Known, if not nil, returns the article that an index holds under an ID.
	Known func(id string) (Article, bool)
	// Count is the number of earlier revisions met, Copies the number of copies
	// dropped.
	Count, Copies int

	pages      map[uint64]*standing
	superseded []string
}

// A standing is the state of the newest revision of a page.
type standing struct {
	this    Revision
	seen    time.Time // when it was retrieved
	earlier []Revision
	late    bool // earlier has grown since the article passed
}

// Watch returns seq without the articles that are older than one that has passed.
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

// add returns the article that is to pass, if any.
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

// known returns the article of the page in the index.
func (r *Revisions) known(a *Article) (Article, bool) {
	if r.Known == nil {
		return Article{}, false
	}
	b, ok := r.Known(a.ID)
	return b, ok && b.URL == a.URL
}

// merge decides between an article that was read and the article of the same page in
// the index. The older becomes an earlier revision, unless both have the same text,
// cleaned differently.
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

// Superseded returns the IDs of articles that passed before a newer one with another ID
// did. An index should delete them.
func (r *Revisions) Superseded() []string { return slices.Clone(r.superseded) }

// Late yields the IDs of articles that passed before an older one came, with their new
// [Article].Earlier.
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

// newerThan reports whether s is newer than a by their dates.
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
