package index

import (
	"errors"
	"fmt"
	"iter"
	"path/filepath"
	"slices"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/internal/originals"
	"github.com/newsdex/newsdex/index/internal/record"
	"github.com/newsdex/newsdex/index/internal/segment"
	"github.com/newsdex/newsdex/ingest"
)

// A salvage reads the articles of a damaged generation.
type salvage struct {
	dir      string
	repaired *Repaired

	originals *originals.Originals
	clean     ingest.Options // options for cleaning articles that are made again
	table     *sourceTable

	have    map[string]bool // IDs of the documents that are saved
	entries map[string]bool // keys of the entries that are saved
	claimed map[uint32]bool // keys of their originals
	broken  []brokenDoc     // documents that cannot be read
}

// An uncertainDoc is a document that may have been deleted.
type uncertainDoc struct {
	file string
	nth  int // index among all documents found in the file
}

// articles yields the articles that can be read; it yields an error only if files
// cannot be read at all.
func (s *salvage) articles(m *Manifest) iter.Seq2[item, error] {
	return func(yield func(item, error) bool) {
		s.have, s.entries, s.claimed = map[string]bool{}, map[string]bool{}, map[uint32]bool{}
		files, missing, err := s.segmentFiles(m)
		if err != nil {
			yield(item{}, err)
			return
		}
		for _, name := range missing {
			s.lost(Lost{Path: name, Number: -1, Problem: "the file is missing, with all its articles"})
		}
		uncertain := map[string]uncertainDoc{}
		for _, file := range files {
			if !s.file(file, uncertain, yield) {
				return
			}
		}
		for _, file := range files {
			if !s.again(file.path, uncertain, yield) {
				return
			}
		}
		s.remake(yield)
	}
}

// saved notes that an entry is saved, and returns it with its original, as far as that
// can be read.
func (s *salvage) saved(rec record.Record) item {
	s.have[rec.DocumentID()] = true
	if rec.Source == 0 {
		rec = s.table.adopt(rec)
	}
	if key := rec.Key(); key != "" {
		s.entries[key] = true
	}
	it := item{record: rec, settled: true}
	if rec.Original == 0 {
		return it
	}
	s.claimed[rec.Original] = true
	var err error
	if it.original, err = s.originals.Get(rec.Original); err != nil {
		l := Lost{Path: filepath.Join(s.dir, disk.OriginalsDir), ID: rec.Article.ID, Number: -1, Problem: err.Error()}
		if corrupt := (*disk.CorruptError)(nil); errors.As(err, &corrupt) {
			l.Path, l.Problem = corrupt.Path, corrupt.What()
		}
		s.repaired.LostOriginals = append(s.repaired.LostOriginals, l)
	}
	return it
}

// templates returns the encoded templates of the generation, or the reason why they are
// lost: the file is damaged, or is missing although the manifest, if there is one,
// lists it.
func (s *salvage) templates(m *Manifest) (lost string, b []byte, err error) {
	if m != nil {
		at := slices.IndexFunc(m.Files, func(f disk.File) bool { return f.Name == disk.TemplatesFile })
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

// sources returns the sources of the generation, as far as they can be read: without them
// the places of the articles are unknown until the sources are read again, which have the
// same numbers then. The states of all files are forgotten, so that lost articles come
// back.
func (s *salvage) sources(m *Manifest) (*sourceTable, error) {
	t, err := readSources(s.dir, false)
	if disk.IsBlameless(err) {
		return nil, err
	}
	if m != nil && err == nil {
		at := slices.IndexFunc(m.Files, func(f disk.File) bool { return f.Name == disk.SourcesFile })
		if at >= 0 {
			err = m.Files[at].Check(s.dir, make([]byte, disk.ChecksumBuffer))
		}
	}
	if err != nil {
		t = newSourceTable()
		t.grouped = true
	}
	return t, nil
}

func (s *salvage) lost(l Lost) { s.repaired.Lost = append(s.repaired.Lost, l) }

// file yields the articles of a file that certainly exist, and notes the uncertain and
// the broken ones.
func (s *salvage) file(file segmentFile, uncertain map[string]uncertainDoc, yield func(item, error) bool) bool {
	going, nth := true, -1
	err := segment.ScanFile(file.path, func(d segment.FoundDoc) bool {
		nth++
		isKnown := file.isKnown && d.Number >= 0
		switch {
		case isKnown && file.deleted != nil && file.deleted.Contains(uint32(d.Number)):
		case disk.IsBlameless(d.Err):
			going = yield(item{}, fmt.Errorf("read %s: %w", file.path, d.Err))
		case d.Err == nil && isKnown && s.have[d.Record.DocumentID()]: // two are one
		case d.Err != nil:
			s.broken = append(s.broken, brokenDoc{FoundDoc: d, file: file.path, isKnown: isKnown})
		case !isKnown:
			if _, is := uncertain[d.ID]; !is {
				uncertain[d.ID] = uncertainDoc{file.path, nth}
			}
		default:
			going = yield(s.saved(d.Record), nil)
		}
		return going
	})
	switch {
	case err == nil:
	case disk.IsBlameless(err):
		yield(item{}, err)
		return false
	default:
		s.lost(Lost{Path: file.path, Number: -1, Problem: err.Error()})
	}
	return going
}

// again yields the uncertain articles of a file for which nothing better was found.
func (s *salvage) again(file string, uncertain map[string]uncertainDoc, yield func(item, error) bool) bool {
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
		u := uncertain[d.ID]
		// Its entry may have got another ID later.
		if d.Err == nil && u == (uncertainDoc{file, nth}) && !s.have[d.ID] && !s.entries[d.Record.Key()] {
			s.repaired.Uncertain++
			going = yield(s.saved(d.Record), nil)
		}
		return going
	})
	if err != nil {
		yield(item{}, err)
	}
	return going && err == nil
}
