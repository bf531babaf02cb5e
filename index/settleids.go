package index

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/newsdex/newsdex/index/internal/record"
	"github.com/newsdex/newsdex/index/postings"
)

// An ID that several articles claim is that of none of them. Each gets the base ID followed
// by what tells it from the others: the item's name in its feed, or else a digest of its
// text; a text that is known by its place gets the name of its source in front.

// A claimant is an article that claims an ID.
type claimant struct {
	located
	rec record.Record
}

// ids decides about the IDs of the articles with a base ID.
func (s *settling) ids(base string) error {
	at, plain, err := claimants(s.v, base)
	if err != nil || len(at) == 0 {
		return err
	}
	if plain && s.decided[at[0]] == nil {
		return nil // the usual case
	}
	var all []claimant
	taken := false // by an article that cannot leave the ID
	for _, l := range at {
		rec, err := l.entry()
		if err != nil {
			return err
		}
		aside := rec.Aside
		if d := s.decided[l]; d != nil {
			aside = d.aside
		}
		switch {
		case aside:
		case rec.BaseID() == base && rec.Source != 0:
			all = append(all, claimant{l, rec})
		case rec.Article.ID == base:
			taken = true
		}
	}
	slices.SortFunc(all, func(a, b claimant) int {
		return cmp.Or(
			cmp.Compare(s.w.sources.nameOf(a.rec.Source), s.w.sources.nameOf(b.rec.Source)),
			cmp.Compare(a.rec.Article.Place, b.rec.Article.Place),
			cmp.Compare(a.rec.Article.Digest, b.rec.Article.Digest))
	})
	ids, err := s.w.distinctIDs(s.v, base, taken, all)
	if err != nil {
		return err
	}
	s.w.tellShared(base, all, ids)
	for i, c := range all {
		d := s.decided[c.located]
		if d == nil {
			if c.rec.Article.ID == ids[i] {
				continue
			}
			d = &decision{earlier: c.rec.Article.Earlier}
			s.decided[c.located] = d
		}
		d.id = ids[i]
	}
	return nil
}

// tellShared tells that several articles have a base ID, if one of them came in this run.
func (w *writer) tellShared(base string, all []claimant, ids []string) {
	if len(all) < 2 || w.counted || !slices.ContainsFunc(all, func(c claimant) bool { return w.isNew(&c.rec) }) {
		return
	}
	w.stats.SharedIDs++
	if w.intake == nil || w.intake.asked.OnSharedID == nil {
		return
	}
	shared := SharedID{ID: base, Articles: len(all)}
	for i := range all[:min(len(all), maxSharing)] {
		shared.Places = append(shared.Places, w.sources.placeFor(&all[i].rec))
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
func (w *writer) distinctIDs(v *postings.Reader, base string, taken bool, all []claimant) ([]string, error) {
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
			ids[i] = form(&all[i].rec)
			distinct[ids[i]] = true
			ok, err := isFree(v, ids[i], &all[i].rec, base)
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
