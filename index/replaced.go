package index

import (
	"context"
	"errors"
	"maps"
	"slices"

	"github.com/newsdex/newsdex/index/internal/record"
	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/index/schema"
)

// deleteReplaced deletes the texts that their file has no more because it has another text
// with the same ID now: the new text replaces the old one. Several texts of an ID in one
// file are revisions, or different articles, as long as the file has them.
func (w *writer) deleteReplaced(ctx context.Context) error {
	if len(w.renewed) == 0 {
		return nil
	}
	v, err := w.view()
	if err != nil {
		return err
	}
	var gone []record.Record
	for _, base := range slices.Sorted(maps.Keys(w.renewed)) {
		if err = context.Cause(ctx); err != nil {
			break
		}
		if err = w.findReplaced(v.Reader, base, &gone); err != nil {
			break
		}
	}
	if err := errors.Join(err, v.Close()); err != nil {
		return err
	}
	deleted := w.stats.Deleted
	if err := w.deleteEntries(gone); err != nil {
		return err
	}
	n := w.stats.Deleted - deleted // that stood
	w.stats.Deleted = deleted
	w.stats.Replaced += min(n, w.stats.Added)
	w.stats.Added -= min(n, w.stats.Added)
	return nil
}

// findUnplaced finds the entries whose places were lost with their IDs ([Repair]).
func (w *writer) findUnplaced(ctx context.Context) error {
	if w.fresh || w.intake == nil {
		return nil
	}
	v, err := w.view()
	if err != nil {
		return err
	}
	for at, eerr := range entriesOf(v.Reader, record.Unplaced) {
		var rec record.Record
		if err = errors.Join(eerr, context.Cause(ctx)); err == nil {
			rec, err = at.entry()
		}
		if err != nil {
			break
		}
		if w.unplaced == nil {
			w.unplaced = map[string]*unplacedText{}
		}
		w.unplaced[rec.Article.Digest] = &unplacedText{rec: rec}
	}
	return errors.Join(err, v.Close())
}

// An unplacedText is an entry whose place was lost.
type unplacedText struct {
	rec record.Record
	met bool // an entry with a place has the text
}

// deleteUnplaced deletes the entries without a place whose texts were read in this run: the
// entry of that place has the text now, or has taken the one without a place over.
func (w *writer) deleteUnplaced(ctx context.Context) error {
	var gone []record.Record
	for digest, text := range w.unplaced {
		if !text.met {
			continue
		}
		err := w.visit(func(s *postings.Segment) error {
			docs, err := s.Docs(schema.Place, text.rec.Term())
			if err != nil {
				return err
			}
			return eachRecord(s, docs, func(rec record.Record) {
				if rec.Source == record.Unplaced && rec.Article.Digest == digest {
					gone = append(gone, rec)
				}
			})
		})
		if err != nil {
			return err
		}
	}
	return w.deleteEntries(gone)
}

// findReplaced finds the texts of a base ID that were replaced in their files.
func (w *writer) findReplaced(v *postings.Reader, base string, gone *[]record.Record) error {
	at, _, err := claimants(v, base)
	if err != nil || len(at) < 2 {
		return err
	}
	now := map[string]bool{} // the files that have a text of the base ID in this run
	var old []record.Record
	for _, l := range at {
		rec, err := l.entry()
		switch {
		case err != nil:
			return err
		case rec.BaseID() != base || rec.Source == 0 || rec.InPlace():
		case w.isSeen(&rec):
			now[rec.File()] = true
		default:
			old = append(old, rec)
		}
	}
	for _, rec := range old {
		_, name := w.sources.locate(rec.Source, rec.Article.Place)
		if now[rec.File()] && !w.failed.cover(name) {
			*gone = append(*gone, rec)
		}
	}
	return nil
}
