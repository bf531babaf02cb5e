package index

import (
	"context"
	"errors"
	"iter"
	"path/filepath"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/ingest"
)

// Rebuild makes the index in the folder path anew from the articles that are stored
// in it, in the format of this package and with its analysis and schema: what is to be
// done for one that [Open] refuses with a [*FingerprintError], or with an [*OlderError]
// that says so. Readers see the old generation until the new one is published. The
// articles stay as they are, also where they were cleaned in another way; what they
// were made of and the templates of outlets come along.
//
// It fails as [Open] does where the index is damaged, or of a format that is newer or
// too old, and as [Build] where it cannot be written; the old generation stays then.
func Rebuild(ctx context.Context, path string, o Options) (_ Stats, err error) {
	defer spaceError(path, &err)
	if _, err := currentPointer(path); err != nil {
		return Stats{}, err
	}
	unlock, err := lock(o.disk, path)
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
	_, templates, err := g.templates()
	if err != nil {
		return Stats{}, err
	}
	o.Templates = nil // they have learned from these articles
	again := task{Options: o, templates: templates, cleaning: g.manifest.Fingerprints.Cleaning}
	return writeGeneration(ctx, path, "", orCancel((&Snapshot{gen: g}).WithOriginals(ctx), cancel), again)
}

// openStored opens the current generation for its stored articles, whatever they
// were analysed with, and all whose format has them as today's does. All its bytes are
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

// wantsRebuild reports whether an error of [Open] is of an index that [Rebuild] is for.
func wantsRebuild(err error) bool {
	var other *FingerprintError
	var older *OlderError
	return errors.As(err, &other) || errors.As(err, &older) && older.CanRebuild()
}
