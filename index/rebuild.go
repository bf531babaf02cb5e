package index

import (
	"context"
	"errors"
	"iter"
	"path/filepath"

	"github.com/newsdex/newsdex/ingest"
)

// Rebuild makes the index in the folder path anew from the articles that are stored
// in it, with the analysis and the schema of this package: what is to be done for
// one that [Open] refuses with a [*FingerprintError]. Readers see the old
// generation until the new one is published. The articles stay as they are, also
// where they were cleaned in another way.
//
// It fails as [Open] does where the index is damaged, and as [Build] where it
// cannot be written; the old generation stays then.
func Rebuild(ctx context.Context, path string, o Options) (_ Stats, err error) {
	if _, err := currentPointer(path); err != nil {
		return Stats{}, err
	}
	unlock, err := o.disk.lock(path)
	if err != nil {
		return Stats{}, err
	}
	defer func() { err = errors.Join(err, unlock()) }()
	g, err := openStored(path)
	if err != nil {
		return Stats{}, err
	}
	defer func() { err = errors.Join(err, g.release()) }()

	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	if _, o.templates, err = g.templates(); err != nil {
		return Stats{}, err
	}
	o.Templates = nil // they have learned from these articles
	o.cleaning = g.manifest.Fingerprints.Cleaning
	return writeGeneration(ctx, path, "", orCancel((&Snapshot{gen: g}).WithOriginals(ctx), cancel), o)
}

// openStored opens the current generation for its stored articles, whatever they
// were analysed with.
func openStored(path string) (*generation, error) {
	p, err := currentPointer(path)
	if err != nil {
		return nil, err
	}
	m, err := readNamed(path, p)
	if err != nil {
		return nil, err
	}
	files, err := checkFiles(filepath.Join(path, p.gen), m.Files, nil, false)
	if err != nil {
		return nil, err
	}
	return openFiles(path, m, newCache(0), files)
}

// orCancel ends a sequence of which nothing may be missing with its first error,
// and the run with it.
func orCancel(articles iter.Seq2[ingest.Article, error], cancel context.CancelCauseFunc) iter.Seq2[ingest.Article, error] {
	return func(yield func(ingest.Article, error) bool) {
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
