package index

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"path/filepath"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/internal/originals"
	"github.com/newsdex/newsdex/index/internal/record"
	"github.com/newsdex/newsdex/index/internal/segment"
	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/ingest"
)

// A Repaired says what [Repair] did.
type Repaired struct {
	// Sound says that nothing was damaged, and nothing was done.
	Sound bool `json:"sound"`
	// Generation is the one whose articles were read.
	Generation string `json:"generation"`
	// Expected is the number of articles that it had, -1 where that is not known.
	Expected int `json:"expected"`
	// Uncertain is the number of articles that are in the index again of which it
	// is not known whether they had been deleted, or replaced by another text.
	Uncertain int `json:"uncertain"`
	// Lost are the articles that could not be read, as far as they are known.
	Lost []Lost `json:"lost"`
	// LostOriginals are the articles that are in the index again without what they
	// were made of ([Index.Original]), because that could not be read.
	LostOriginals []Lost `json:"lost_originals"`
	// LostTemplates is why the templates could not be read ([Index.Templates]): they
	// are learned again from now on, and what the user had pinned or refused is gone.
	LostTemplates string `json:"lost_templates,omitempty"`
	// Stats say what the run did that made the index anew.
	Stats Stats `json:"stats"`
}

// A Lost is an article, or an original, that could not be read.
type Lost struct {
	Path    string `json:"path"`     // the file
	ID      string `json:"id"`       // of the article, as far as it can be read
	Problem string `json:"problem"`  // why it could not be read
	Number  int    `json:"document"` // in the file, from 0; -1 where it is not known
}

// Repair makes the index in the folder path, of which [Open] says that it is
// damaged, anew from the articles that can still be read from it, and lists the
// others. An index that is not damaged stays as it is. Nothing is changed where
// nothing can be read: the error wraps [ErrNoArticles] then. Other errors are those
// of [Open], for an index of another format, analysis or schema that is not damaged,
// and of [Build].
//
// Of a generation whose parts do not all bear their checksums the stored articles
// are read one by one, and each says itself whether it is whole.
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
	defer func() { err = errors.Join(err, unlock()) }()

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
	case errors.Is(err, fs.ErrPermission):
		return r, err
	case err != nil: // something else has their place
		s.originals = &originals.Originals{Dir: filepath.Join(s.dir, disk.OriginalsDir), Dead: roaring.New()}
	}
	defer func() { err = errors.Join(err, s.originals.Close()) }()
	if err := s.originals.Salvage(); err != nil {
		return r, err
	}
	if r.LostTemplates, again.templates, err = s.templates(m); err != nil {
		return r, err
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	r.Stats, err = writeGeneration(ctx, path, "", orCancel(s.articles(m), cancel), again)
	return r, err
}

// damagedGeneration returns the generation whose articles are to be read: that
// which the pointer names, or else the newest one that is complete, and its
// manifest, nil where that is damaged.
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

// A salvage reads the articles of a damaged generation.
type salvage struct {
	dir      string
	repaired *Repaired

	originals *originals.Originals

	have map[string]bool // the IDs of those that were read for certain
}

// An uncertainDoc is one that may have been deleted.
type uncertainDoc struct {
	file string
	nth  int // of all that are found in the file
}

// articles yields the articles that can be read, and an error only where files
// cannot be read at all.
func (s *salvage) articles(m *Manifest) iter.Seq2[ingest.Article, error] {
	return func(yield func(ingest.Article, error) bool) {
		s.have = map[string]bool{}
		store := filepath.Join(s.dir, disk.BleveDir, "store")
		files, err := filepath.Glob(filepath.Join(store, "*.zap"))
		if err != nil {
			yield(ingest.Article{}, err)
			return
		}
		deleted := s.liveness(store, m)
		for name := range deleted {
			if file := filepath.Join(store, name); !slices.Contains(files, file) {
				s.lost(Lost{Path: file, Number: -1, Problem: "the file is missing, with all its articles"})
			}
		}
		slices.Sort(files)
		slices.Reverse(files) // of what is there twice the newest segment's stands
		uncertain := map[string]uncertainDoc{}
		for _, file := range files {
			gone, known := deleted[filepath.Base(file)]
			if deleted != nil && !known {
				continue // a merge has left it
			}
			if !s.file(file, gone, uncertain, yield) {
				return
			}
		}
		for _, file := range files {
			if !s.again(file, uncertain, yield) {
				return
			}
		}
	}
}

// liveness returns what is known of the segments, nil for nothing.
func (s *salvage) liveness(store string, m *Manifest) map[string]*roaring.Bitmap {
	if m != nil {
		root := filepath.ToSlash(filepath.Join(disk.BleveDir, "store", rootFile))
		for _, f := range m.Files {
			if f.Name == root && f.Check(s.dir, make([]byte, disk.ChecksumBuffer)) != nil {
				return nil
			}
		}
	}
	deleted, err := liveSegments(store)
	if err != nil {
		return nil
	}
	return deleted
}

// article returns an article with what it was made of, as far as that can be read.
func (s *salvage) article(rec record.Record) ingest.Article {
	if rec.Original == 0 {
		return rec.Article
	}
	var err error
	if rec.Article.Origin, err = s.originals.Get(rec.Original); err != nil {
		l := Lost{Path: filepath.Join(s.dir, disk.OriginalsDir), ID: rec.Article.ID, Number: -1, Problem: err.Error()}
		if corrupt := (*disk.CorruptError)(nil); errors.As(err, &corrupt) {
			l.Path, l.Problem = corrupt.Path, corrupt.What()
		}
		s.repaired.LostOriginals = append(s.repaired.LostOriginals, l)
	}
	return rec.Article
}

// templates returns the templates of the generation as they are kept, or why they
// are lost: their file is missing though the manifest, if there is one, lists it, or
// is not as it was written.
func (s *salvage) templates(m *Manifest) (lost string, b []byte, err error) {
	if m != nil {
		at := slices.IndexFunc(m.Files, func(f disk.File) bool { return f.Name == templatesFile })
		if at < 0 {
			return "", nil, nil
		}
		if _, err = m.Files[at].Stat(s.dir); err == nil {
			err = m.Files[at].Check(s.dir, make([]byte, disk.ChecksumBuffer))
		}
	}
	if err == nil {
		_, b, err = readTemplates(s.dir)
	}
	if corrupt := (*disk.CorruptError)(nil); errors.As(err, &corrupt) {
		return corrupt.What(), nil, nil
	}
	return "", b, err
}

func (s *salvage) lost(l Lost) { s.repaired.Lost = append(s.repaired.Lost, l) }

// file yields the articles of a file that are there for certain, and notes the
// others, and those that are lost.
func (s *salvage) file(file string, gone *roaring.Bitmap, uncertain map[string]uncertainDoc, yield func(ingest.Article, error) bool) bool {
	going, nth := true, -1
	err := segment.ScanFile(file, func(d segment.FoundDoc) bool {
		nth++
		isKnown := gone != nil && d.Number >= 0
		switch {
		case isKnown && gone.Contains(uint32(d.Number)):
		case d.Err != nil:
			s.lost(Lost{Path: file, Number: d.Number, ID: d.ID, Problem: d.Err.Error()})
		case !isKnown:
			if _, is := uncertain[d.ID]; !is {
				uncertain[d.ID] = uncertainDoc{file, nth}
			}
		default:
			s.have[d.ID] = true
			going = yield(s.article(d.Record), nil)
		}
		return going
	})
	if err != nil {
		s.lost(Lost{Path: file, Number: -1, Problem: err.Error()})
	}
	return going
}

// again yields the articles of a file that are uncertain and that nothing better
// is known of.
func (s *salvage) again(file string, uncertain map[string]uncertainDoc, yield func(ingest.Article, error) bool) bool {
	wanted := false
	for id, u := range uncertain {
		wanted = wanted || u.file == file && !s.have[id]
	}
	if !wanted {
		return true
	}
	going, nth := true, -1
	err := segment.ScanFile(file, func(d segment.FoundDoc) bool {
		nth++
		if u := uncertain[d.ID]; d.Err == nil && u == (uncertainDoc{file, nth}) && !s.have[d.ID] {
			s.have[d.ID] = true
			s.repaired.Uncertain++
			going = yield(s.article(d.Record), nil)
		}
		return going
	})
	return going && err == nil
}
