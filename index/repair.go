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
// read one by one, and each has its own check.
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
	case err != nil: // something else is in their place
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

// A salvage reads the articles of a damaged generation.
type salvage struct {
	dir      string
	repaired *Repaired

	originals *originals.Originals

	have map[string]bool // IDs of the articles that certainly exist
}

// An uncertainDoc is a document that may have been deleted.
type uncertainDoc struct {
	file string
	nth  int // index among all documents found in the file
}

// articles yields the articles that can be read; it yields an error only if files
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
		slices.Reverse(files) // of duplicates the one in the newest segment is kept
		uncertain := map[string]uncertainDoc{}
		for _, file := range files {
			gone, known := deleted[filepath.Base(file)]
			if deleted != nil && !known {
				continue // the remains of a merge
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

// liveness returns the live segments and their deleted documents, or nil if they are
// unknown.
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

// article returns an article with its original, as far as that can be read.
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

// templates returns the encoded templates of the generation, or the reason why they are
// lost: the file is damaged, or is missing although the manifest, if there is one,
// lists it.
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

// file yields the articles of a file that certainly exist, and notes the uncertain and
// the lost ones.
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

// again yields the uncertain articles of a file for which nothing better was found.
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
