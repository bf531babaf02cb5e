package index

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"

	"github.com/newsdex/newsdex/index/internal/record"
	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/ingest"
)

// The entries of an index are settled after the last article of a run: of the texts of a
// page that are revisions of one article the newest stands ([ingest.GroupTexts]), and an
// article has its base ID unless another one has it too (settleids.go). Both depend on the
// entries alone, so it is enough to look at the pages and the base IDs of the entries that
// have changed.

// A located is an entry with its document.
type located struct {
	segment *postings.Segment
	doc     uint32
}

// entry reads the entry.
func (l located) entry() (record.Record, error) { return l.segment.Record(l.doc) }

// A decision says what becomes of an entry.
type decision struct {
	aside   bool
	earlier []ingest.Revision // of one that stands
	id      string            // of one that stands; "" for its base ID
}

// A settling decides about entries before any of them is stored.
type settling struct {
	w       *writer
	v       *postings.Reader
	decided map[located]*decision
	bases   map[string]struct{} // base IDs of the entries decided about
}

// claimants returns the documents of the entries that have a name as ID or as claim.
// plain reports that there is only one, which has the name as its ID.
func claimants(v *postings.Reader, name string) (all []located, plain bool, err error) {
	claims := false
	for _, s := range v.Entries() {
		docs, err := s.DocsOf([]string{name})
		if err != nil {
			return nil, false, err
		}
		more, err := s.Docs(schema.Claim, record.ClaimTerm(name))
		if err != nil {
			return nil, false, err
		}
		claims = claims || !more.IsEmpty()
		docs.Or(more)
		for it := docs.Iterator(); it.HasNext(); {
			all = append(all, located{s, it.Next()})
		}
	}
	return all, len(all) == 1 && !claims, nil
}

// settle settles the entries whose pages or base IDs are noted as unsettled.
func (w *writer) settle(ctx context.Context) error {
	if len(w.unsettled) == 0 {
		return nil
	}
	err := w.rewrite(ctx, func(v *postings.Reader, yield func(rewrite) bool) error {
		s := settling{w: w, v: v, decided: map[located]*decision{}, bases: map[string]struct{}{}}
		names := slices.Sorted(maps.Keys(w.unsettled))
		for _, name := range names {
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			if err := s.page(name, w.unsettled[name]); err != nil {
				return err
			}
			s.bases[name] = struct{}{}
		}
		for _, base := range slices.Sorted(maps.Keys(s.bases)) {
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			if err := s.ids(base); err != nil {
				return err
			}
		}
		return s.carryOut(yield)
	})
	if err != nil {
		return err
	}
	clear(w.unsettled)
	w.counted = true
	return nil
}

// carryOut yields the entries in the states that were decided.
func (s *settling) carryOut(yield func(rewrite) bool) error {
	of := map[*postings.Segment]int{}
	for i, seg := range s.v.Entries() {
		of[seg] = i
	}
	order := slices.SortedFunc(maps.Keys(s.decided), func(a, b located) int {
		return cmp.Or(cmp.Compare(of[a.segment], of[b.segment]), cmp.Compare(a.doc, b.doc))
	})
	for _, l := range order {
		rec, err := l.entry()
		if err != nil {
			return err
		}
		old, d := rec, s.decided[l]
		rec.Aside, rec.Article.Earlier = d.aside, d.earlier
		rec.SetID(rec.BaseID())
		if !d.aside && d.id != "" {
			rec.SetID(d.id)
		}
		if !yield(rewrite{old: old, rec: rec}) {
			return nil
		}
	}
	return nil
}

// page decides which texts of a page stand. changed reports that texts of it were replaced
// or deleted, not only added.
func (s *settling) page(page string, changed bool) error {
	at, plain, err := claimants(s.v, page)
	if err != nil || len(at) == 0 || plain && !changed {
		return err
	}
	var texts []ingest.PageText
	var of []located
	var known []knownText
	for _, l := range at {
		rec, err := l.entry()
		if err != nil {
			return err
		}
		if rec.Page() == "" && rec.Aside {
			s.decide(l, &rec, decision{}) // it waits for an ID, and is no text of a page
		}
		if rec.Page() != page {
			continue
		}
		text := ingest.NewPageText(&rec.Article)
		text.Revision.ID = rec.BaseID()
		text.Source = s.w.sources.nameOf(rec.Source)
		texts, of = append(texts, text), append(of, l)
		known = append(known, knownText{isNew: s.w.isNew(&rec), aside: rec.Aside, base: rec.BaseID()})
	}
	groups := ingest.GroupTexts(texts)
	if !s.w.sources.grouped {
		groups = singleTexts(len(texts))
	}
	for _, g := range groups {
		s.w.countGroup(g, known)
		var earlier []ingest.Revision
		for _, i := range g.Earlier[:min(len(g.Earlier), ingest.MaxEarlier)] {
			earlier = append(earlier, texts[i].Revision)
		}
		s.decideBase(of[g.Newest], known[g.Newest].base, decision{earlier: earlier})
		for _, i := range slices.Concat(g.Earlier, g.Copies) {
			s.decideBase(of[i], known[i].base, decision{aside: true})
		}
	}
	return nil
}

// decide notes what becomes of an entry.
func (s *settling) decide(l located, rec *record.Record, d decision) {
	s.decideBase(l, rec.BaseID(), d)
}

// decideBase is like decide for an entry with a base ID.
func (s *settling) decideBase(l located, base string, d decision) {
	s.decided[l] = &d
	s.bases[base] = struct{}{}
}

// singleTexts returns n articles of one text each.
func singleTexts(n int) []ingest.PageArticle {
	all := make([]ingest.PageArticle, n)
	for i := range all {
		all[i].Newest = i
	}
	return all
}

// A knownText is the state of a text before its page is settled.
type knownText struct {
	isNew bool // it came in this run
	aside bool
	base  string // its base ID
}

// countGroup corrects the counts of the run by what the texts of an article are. Each new
// text was counted as an added article.
func (w *writer) countGroup(g ingest.PageArticle, known []knownText) {
	if w.counted {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	stood := false // a text that was there stood
	for _, i := range slices.Concat(g.Earlier, g.Copies) {
		stood = stood || !known[i].isNew && !known[i].aside
	}
	count := func(texts []int, n *int) {
		for _, i := range texts {
			if known[i].isNew {
				w.stats.Added--
				*n++
			}
		}
	}
	count(g.Earlier, &w.stats.Superseded)
	count(g.Copies, &w.stats.Copies)
	switch newest := known[g.Newest]; {
	case newest.isNew && stood:
		w.stats.Added--
		w.stats.Replaced++
	case !newest.isNew && newest.aside && w.stats.Deleted > 0:
		w.stats.Deleted-- // an older text takes the place of the one that was deleted
		w.stats.Replaced++
	}
}

// isNew reports whether an entry was added in this run.
func (w *writer) isNew(rec *record.Record) bool {
	if w.fresh {
		return true
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	_, ok := w.added[w.hash(nameOf(rec))]
	return ok
}

// otherTexts returns the texts that are revisions or copies of articles.
func (w *writer) otherTexts(articles []record.Record) (others []record.Record, err error) {
	v, err := w.view()
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, v.Close()) }()
	for i := range articles {
		page := articles[i].Page()
		if page == "" {
			continue
		}
		at, _, err := claimants(v.Reader, page)
		if err != nil {
			return nil, err
		}
		var texts []ingest.PageText
		var of []record.Record
		for _, l := range at {
			rec, err := l.entry()
			if err != nil {
				return nil, err
			}
			if rec.Page() == page {
				text := ingest.NewPageText(&rec.Article)
				text.Source = w.sources.nameOf(rec.Source)
				texts, of = append(texts, text), append(of, rec)
			}
		}
		for _, g := range ingest.GroupTexts(texts) {
			if of[g.Newest].DocumentID() != articles[i].DocumentID() {
				continue
			}
			for _, j := range slices.Concat(g.Earlier, g.Copies) {
				if of[j].Aside {
					others = append(others, of[j])
				}
			}
		}
	}
	return others, nil
}
