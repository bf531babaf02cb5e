package index

import (
	"context"
	"errors"
	"iter"
	"path/filepath"
	"strings"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/internal/record"
	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/ingest"
)

// Rebuild makes the index in the folder path anew from its stored articles, in the
// current format and with the current analysis and schema. It is the remedy if [Open]
// refuses an index with a [*FingerprintError], or with an [*OlderError] whose
// CanRebuild is true. Readers see the old generation until the new one is published.
// The articles stay as they are, even if they were cleaned differently; their originals
// and the templates of outlets are kept.
//
// It fails like [Open] if the index is damaged, or its format is newer or too old, and
// like [Build] if it cannot be written; then the old generation stays.
func Rebuild(ctx context.Context, path string, o Options) (_ Stats, err error) {
	defer spaceError(path, &err)
	if _, err := currentPointer(path); err != nil {
		return Stats{}, err
	}
	unlock, err := lock(o.disk, path)
	if err != nil {
		return Stats{}, err
	}
	defer func() { err = afterRun(path, err, unlock()) }()
	g, err := openStored(path)
	if err != nil {
		return Stats{}, err
	}
	defer func() { err = afterRun(path, err, g.release()) }()

	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	_, templates, err := g.templates()
	if err != nil {
		return Stats{}, err
	}
	o.Templates = nil // the templates have already learned from these articles
	sources, err := readSources(g.dir, true)
	if err != nil {
		return Stats{}, err
	}
	if g.manifest.Format < 8 {
		sources.grouped = true // as newsdex index made it
	}
	again := task{Options: o, templates: templates, cleaning: g.manifest.Fingerprints.Cleaning, sources: sources}
	again.entries = orCancel((&Snapshot{gen: g}).entries(ctx, sources), cancel)
	return writeGeneration(ctx, path, "", nil, again)
}

// entries returns the entries of a snapshot to be written as they are, with their
// originals. An article of an older format becomes an entry of the folder from which it
// was read.
func (s *Snapshot) entries(ctx context.Context, sources *sourceTable) iter.Seq2[item, error] {
	return func(yield func(item, error) bool) {
		for _, seg := range s.gen.view.Entries() {
			for it := seg.All().Iterator(); it.HasNext(); {
				if err := ctx.Err(); err != nil {
					yield(item{}, err)
					return
				}
				rec, err := seg.Record(it.Next())
				next := item{record: rec, settled: true}
				if err == nil {
					next.original, err = s.original(rec)
				}
				if rec.Source == 0 {
					next.record = sources.adopt(rec)
				} else {
					next.record.Article.Source, next.record.Article.File = "", ""
				}
				if !yield(next, err) {
					return
				}
			}
		}
	}
}

// adopt returns the entry of an article that an older newsdex stored with the name of its
// file and its path in the folder that was read.
func (t *sourceTable) adopt(rec record.Record) record.Record {
	a := &rec.Article
	path, number, _ := strings.Cut(a.Path, ":")
	file := filepath.ToSlash(a.File)
	at := strings.LastIndex(file, "/"+path)
	if a.File == "" || path == "" || at <= 0 {
		return rec
	}
	root := filepath.FromSlash(file[:at])
	a.Source, a.Place = root, ingest.EscapeName(file[at+1:])
	if number != "" {
		a.Place += "\t\t" + number
	}
	rec.Source, rec.Article = t.settle(*a)
	return rec
}

// openStored opens the current generation for its stored articles. It accepts any
// analysis, and every format that stores articles as today's does. All bytes are
// checked.
func openStored(path string) (*generation, error) {
	p, err := currentPointer(path)
	if err != nil {
		return nil, err
	}
	m, err := readNamed(path, p, oldestStored)
	if err != nil {
		return nil, err
	}
	files, err := disk.CheckFiles(filepath.Join(path, p.gen), m.Files, nil, false)
	if err != nil {
		return nil, err
	}
	return openChecked(path, m, postings.NewCache(0), files, nil)
}

// orCancel ends a sequence that must be complete at its first error, and cancels the
// run.
func orCancel[T any](articles iter.Seq2[T, error], cancel context.CancelCauseFunc) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for a, err := range articles {
			if err != nil {
				cancel(err)
				return
			}
			if !yield(a, nil) {
				return
			}
		}
	}
}

// wantsRebuild reports whether an error of [Open] is one that [Rebuild] remedies.
func wantsRebuild(err error) bool {
	var other *FingerprintError
	var older *OlderError
	return errors.As(err, &other) || errors.As(err, &older) && older.CanRebuild()
}
