package index

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/newsdex/newsdex/index/internal/record"
	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/ingest"
)

// The entries of an index are settled after the last article of a run: of the texts of a
// page that are revisions of one article the newest stands ([ingest.GroupTexts]), and an
// article has its base ID unless another one has it too. Both depend on the entries alone,
// so it is enough to look at the pages and the base IDs of the entries that have changed.
//
// An ID that several articles claim is that of none of them. Each gets the base ID followed
// by what tells it from the others: the item's name in its feed, or else a digest of its
// text; a text that is known by its place gets the name of its source in front.

// A located is an entry with its document.
type located struct {
	segment *postings.Segment
	doc     uint32
}

// entry reads the entry.
func (l located) entry() (record.Record, error) { return l.segment.Record(l.doc) }

// claimants returns the documents of the entries that have a name as ID or as claim.
func claimants(v *postings.Reader, name string) ([]located, error) {
	var all []located
	for _, s := range v.Entries() {
		docs, err := s.DocsOf([]string{name})
		if err != nil {
			return nil, err
		}
		more, err := s.Docs(schema.Claim, name)
		if err != nil {
			return nil, err
		}
		docs.Or(more)
		for it := docs.Iterator(); it.HasNext(); {
			all = append(all, located{s, it.Next()})
		}
	}
	return all, nil
}

// settle settles the entries whose pages or base IDs are noted as unsettled.
func (w *writer) settle(ctx context.Context) error {
	names := slices.Sorted(maps.Keys(w.unsettled))
	clear(w.unsettled)
	if len(names) == 0 {
		return nil
	}
	bases := map[string]struct{}{}
	for _, name := range names {
		bases[name] = struct{}{}
	}
	if err := w.rewrite(ctx, func(v *postings.Reader, yield func(rewrite) bool) error {
		for _, name := range names {
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			if more, err := w.settlePage(v, name, bases, yield); err != nil || !more {
				return err
			}
		}
		return nil
	}); err != nil {
		return fmt.Errorf("settle the texts of pages: %w", err)
	}
	if err := w.rewrite(ctx, func(v *postings.Reader, yield func(rewrite) bool) error {
		for _, name := range slices.Sorted(maps.Keys(bases)) {
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			if more, err := w.settleID(v, name, yield); err != nil || !more {
				return err
			}
		}
		return nil
	}); err != nil {
		return fmt.Errorf("settle the IDs of articles: %w", err)
	}
	clear(w.unsettled) // what settling has changed is settled
	w.counted = true
	return nil
}

// settlePage makes the newest text of each article of a page stand. It notes the base IDs
// of these articles.
func (w *writer) settlePage(v *postings.Reader, page string, bases map[string]struct{}, yield func(rewrite) bool) (more bool, err error) {
	at, err := claimants(v, page)
	if err != nil || len(at) == 0 {
		return true, err
	}
	var texts []ingest.PageText
	var of []located
	var known []knownText
	for _, l := range at {
		rec, err := l.entry()
		if err != nil {
			return false, err
		}
		if rec.Page() == "" && rec.Aside {
			// It waits for an ID, and is no text of a page.
			old := rec
			w.stand(&rec, nil, bases)
			if !yield(rewrite{old: old, rec: rec}) {
				return false, nil
			}
			continue
		}
		if rec.Page() != page {
			continue
		}
		if len(at) == 1 && !rec.Aside && len(rec.Article.Earlier) == 0 {
			return true, nil // the usual case
		}
		text := ingest.NewPageText(&rec.Article)
		text.Revision.ID = rec.BaseID()
		text.Source = w.sources.nameOf(rec.Source)
		texts, of = append(texts, text), append(of, l)
		known = append(known, knownText{isNew: w.isNew(&rec), aside: rec.Aside})
	}
	groups := ingest.GroupTexts(texts)
	if !w.sources.grouped {
		groups = singleTexts(len(texts))
	}
	for _, g := range groups {
		var earlier []ingest.Revision
		for _, i := range g.Earlier[:min(len(g.Earlier), ingest.MaxEarlier)] {
			earlier = append(earlier, texts[i].Revision)
		}
		standing := func(rec *record.Record) { w.stand(rec, earlier, bases) }
		aside := func(rec *record.Record) {
			bases[rec.BaseID()] = struct{}{}
			rec.SetID(rec.BaseID())
			rec.Aside, rec.Article.Earlier = true, nil
		}
		w.countGroup(g, known)
		change := func(i int, f func(*record.Record)) (bool, error) {
			rec, err := of[i].entry()
			if err != nil {
				return false, err
			}
			old := rec
			f(&rec)
			return yield(rewrite{old: old, rec: rec}), nil
		}
		if more, err := change(g.Newest, standing); err != nil || !more {
			return more, err
		}
		for _, i := range g.Earlier {
			if more, err := change(i, aside); err != nil || !more {
				return more, err
			}
		}
		for _, i := range g.Copies {
			if more, err := change(i, aside); err != nil || !more {
				return more, err
			}
		}
	}
	return true, nil
}

// A knownText is the state of a text before its page is settled.
type knownText struct {
	isNew bool // it came in this run
	aside bool
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

// stand makes an entry stand. An ID that it does not have yet may be taken: settleID gives
// it one.
func (w *writer) stand(rec *record.Record, earlier []ingest.Revision, bases map[string]struct{}) {
	rec.Article.Earlier = earlier
	if rec.Aside {
		rec.SetID(record.AsideID(rec.Key()) + "\x00")
	}
	rec.Aside = false
	bases[rec.BaseID()] = struct{}{}
}

// singleTexts returns n articles of one text each.
func singleTexts(n int) []ingest.PageArticle {
	all := make([]ingest.PageArticle, n)
	for i := range all {
		all[i].Newest = i
	}
	return all
}

// settleID gives the articles with a base ID their IDs.
func (w *writer) settleID(v *postings.Reader, base string, yield func(rewrite) bool) (more bool, err error) {
	at, err := claimants(v, base)
	if err != nil {
		return false, err
	}
	var all []record.Record
	taken := false // by an article that cannot leave the ID
	for _, l := range at {
		rec, err := l.entry()
		switch {
		case err != nil:
			return false, err
		case rec.Aside:
		case rec.BaseID() == base && rec.Source != 0:
			all = append(all, rec)
		case rec.Article.ID == base:
			taken = true
		}
	}
	slices.SortFunc(all, func(a, b record.Record) int {
		return cmp.Or(cmp.Compare(w.sources.nameOf(a.Source), w.sources.nameOf(b.Source)), cmp.Compare(a.Article.Place, b.Article.Place), cmp.Compare(a.Article.Digest, b.Article.Digest))
	})
	ids, err := w.distinctIDs(v, base, taken, all)
	if err != nil {
		return false, err
	}
	w.tellShared(base, all, ids)
	for i, rec := range all {
		old := rec
		rec.SetID(ids[i])
		if !yield(rewrite{old: old, rec: rec}) {
			return false, nil
		}
	}
	return true, nil
}

// tellShared tells that several articles have a base ID, if one of them came in this run.
func (w *writer) tellShared(base string, all []record.Record, ids []string) {
	if len(all) < 2 || w.counted || !slices.ContainsFunc(all, func(r record.Record) bool { return w.isNew(&r) }) {
		return
	}
	w.stats.SharedIDs++
	if w.intake == nil || w.intake.asked.OnSharedID == nil {
		return
	}
	shared := SharedID{ID: base, Articles: len(all)}
	for i := range all[:min(len(all), maxSharing)] {
		shared.Places = append(shared.Places, w.sources.placeFor(&all[i]))
		shared.IDs = append(shared.IDs, ids[i])
	}
	w.intake.asked.OnSharedID(shared)
}

// maxSharing is the limit of places that a [SharedID] names.
const maxSharing = 10

// A SharedID is an ID that the sources of several articles give. Each of these articles
// gets a longer ID.
type SharedID struct {
	ID       string   // the ID that their sources give
	Articles int      // number of the articles
	Places   []string // where some of them were read: "feed.jsonl:17"
	IDs      []string // the IDs that these get, in the same order
}

// distinctIDs returns the IDs of the articles with a base ID, which may be taken already.
func (w *writer) distinctIDs(v *postings.Reader, base string, taken bool, all []record.Record) ([]string, error) {
	ids := make([]string, len(all))
	forms := []func(*record.Record) string{
		func(*record.Record) string { return base },
		func(r *record.Record) string {
			switch {
			case r.InPlace():
				return w.sources.folderOf(r.Source) + "/" + base
			case r.Article.Item != "" && !strings.Contains(base, "#"):
				return base + "#" + r.Article.Item
			}
			return base + "#" + r.Article.Digest
		},
		func(r *record.Record) string { return base + "#" + r.Article.Digest },
		func(r *record.Record) string {
			return fmt.Sprintf("%s#%s-%09x", base, r.Article.Digest, r.SampleNumber())
		},
		func(r *record.Record) string {
			return fmt.Sprintf("%s#%08x-%s", base, r.Source, r.Article.Place)
		},
	}
	if taken {
		forms = forms[1:]
	}
	for _, form := range forms {
		distinct := map[string]bool{}
		free := true
		for i := range all {
			ids[i] = form(&all[i])
			distinct[ids[i]] = true
			ok, err := isFree(v, ids[i], &all[i], base)
			if err != nil {
				return nil, err
			}
			free = free && ok
		}
		if free && len(distinct) == len(all) {
			break
		}
	}
	return ids, nil
}

// isFree reports whether no other article has an ID, or the one that has it shares the base
// ID, and so gets another one too.
func isFree(v *postings.Reader, id string, rec *record.Record, base string) (bool, error) {
	if id == base {
		return true, nil
	}
	holder, ok, err := v.Find(id)
	if err != nil || !ok {
		return err == nil, err
	}
	return holder.BaseID() == base || holder.Key() == rec.Key(), nil
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
		at, err := claimants(v, page)
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
