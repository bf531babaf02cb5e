package index

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/internal/originals"
	"github.com/newsdex/newsdex/index/postings"
)

// A Repaired is the result of [Repair].
type Repaired struct {
	// Sound reports that nothing was damaged, and nothing was done.
	Sound bool `json:"sound"`
	// Generation is the generation whose articles were read.
	Generation string `json:"generation"`
	// Expected is the number of articles that it had; -1 if unknown.
	Expected int `json:"expected"`
	// Uncertain is the number of saved articles that may have been deleted, or replaced
	// by another text, before the damage.
	Uncertain int `json:"uncertain"`
	// Remade is the number of saved articles that could not be read, and were read and
	// cleaned again from their originals. What was restored in them by hand, and their
	// earlier texts, are not known any more.
	Remade int `json:"remade"`
	// Lost are the articles that could not be read, as far as they are known.
	Lost []Lost `json:"lost"`
	// LostOriginals are the saved articles whose originals ([Index.Original]) could not
	// be read.
	LostOriginals []Lost `json:"lost_originals"`
	// LostTemplates is the reason why the templates could not be read
	// ([Index.Templates]). They are learned again from now on; lines that the user
	// pinned or refused are forgotten.
	LostTemplates string `json:"lost_templates,omitempty"`
	// Stats are the results of the run that made the index anew.
	Stats Stats `json:"stats"`
}

// A Lost is an article, or an original, that could not be read.
type Lost struct {
	Path    string `json:"path"`     // the file
	ID      string `json:"id"`       // the article's ID, as far as it can be read
	Problem string `json:"problem"`  // why it could not be read
	Number  int    `json:"document"` // number in the file, from 0; -1 if unknown
}

// Repair makes the damaged index in the folder path anew from the articles that can
// still be read, and lists the others. An undamaged index stays as it is. If no article
// can be read nothing is changed, and the error wraps [ErrNoArticles]. Other errors are
// those of [Build], and those of [Open] for an undamaged index of another format,
// analysis or schema.
//
// If some blocks of a generation do not match their checksums, its stored articles are
// read one by one, and each has its own check. An article that cannot be read is made
// again from its original, if that can be found (remake.go). A segment's file is
// recognized by its bytes, not by its name (segmentfiles.go).
func Repair(ctx context.Context, path string, o Options) (r Repaired, err error) {
	defer spaceError(path, &err)
	r.Lost, r.LostOriginals = []Lost{}, []Lost{}
	if !IsIndex(path) {
		_, err := currentPointer(path)
		return r, errors.Join(err)
	}
	unlock, err := lock(o.disk, path)
	if err != nil {
		return r, err
	}
	defer func() { err = afterRun(path, err, unlock()) }()

	g, err := openCurrent(path, postings.NewCache(0), nil)
	if err == nil {
		_, err = disk.CheckFiles(g.dir, g.manifest.Files, nil, false)
		if rerr := g.release(); err == nil {
			r.Sound, r.Generation, r.Expected = true, g.name, int(g.manifest.Totals.Articles)
			return r, rerr
		}
	} else if wantsRebuild(err) {
		old, oerr := openStored(path)
		if oerr == nil {
			return r, errors.Join(err, old.release())
		}
		err = oerr
	}
	if corrupt := (*disk.CorruptError)(nil); !errors.As(err, &corrupt) {
		return r, err
	}
	gen, m, err := damagedGeneration(path)
	if err != nil {
		return r, err
	}
	r.Generation, r.Expected = gen, -1
	again := task{Options: o, cleaning: 1, source: gen}
	if m != nil {
		r.Expected, again.cleaning = int(m.Totals.Articles), m.Fingerprints.Cleaning
	}
	s := salvage{dir: filepath.Join(path, gen), repaired: &r}
	s.originals, err = originals.Open(s.dir, nil)
	switch {
	case disk.IsBlameless(err):
		return r, err
	case err != nil: // something else is in their place
		s.originals = &originals.Originals{Dir: filepath.Join(s.dir, disk.OriginalsDir), Dead: roaring.New()}
	}
	defer func() { err = afterRun(path, err, s.originals.Close()) }()
	if err := s.originals.Salvage(); err != nil {
		return r, err
	}
	if r.LostTemplates, again.templates, err = s.templates(m); err != nil {
		return r, err
	}
	if s.clean, err = cleaning(again.templates); err != nil {
		return r, err
	}
	if s.table, err = s.sources(m); err != nil {
		return r, err
	}
	again.sources = s.table
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	again.entries = orCancel(s.articles(m), cancel)
	r.Stats, err = writeGeneration(ctx, path, "", nil, again)
	return r, err
}

// damagedGeneration returns the generation whose articles are to be read: the one that
// the pointer names, or else the newest complete one. It also returns the manifest, or
// nil if that is damaged.
func damagedGeneration(path string) (string, *Manifest, error) {
	names, err := generations(path)
	if err != nil {
		return "", nil, err
	}
	slices.SortFunc(names, func(a, b string) int { return generationNumber(b) - generationNumber(a) })
	if p, err := currentPointer(path); err == nil && slices.Contains(names, p.gen) {
		names = slices.Insert(names, 0, p.gen)
	}
	kept, _ := readCheckpoint(path)
	for _, name := range names {
		m, err := readManifest(filepath.Join(path, name), oldestStored)
		if err == nil && name != kept.Kept {
			return name, &m, nil
		}
		if corrupt := (*disk.CorruptError)(nil); err != nil && !errors.As(err, &corrupt) {
			return "", nil, err
		}
		if p, err := currentPointer(path); err == nil && p.gen == name {
			return name, nil, nil
		}
	}
	if len(names) == 0 {
		return "", nil, fmt.Errorf("%s: %w: no generation is left", path, ErrNoArticles)
	}
	return names[0], nil, nil
}
