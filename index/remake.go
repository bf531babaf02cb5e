package index

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"

	"github.com/newsdex/newsdex/analyze"
	"github.com/newsdex/newsdex/index/internal/record"
	"github.com/newsdex/newsdex/index/internal/segment"
	"github.com/newsdex/newsdex/ingest"
)

// A stored article that cannot be read is made again from its original, if that is
// found:
//
//   - by its key, if only the account of the article is damaged (record/record.go);
//   - or as the one original of no saved article that is of the ID, by an ID of its own
//     or by its URL;
//   - or, as an ID may also be the path of the file, as the only original of no saved
//     article that has neither an ID nor a URL, if it is also the only such article.

// A brokenDoc is a stored document that cannot be read.
type brokenDoc struct {
	segment.FoundDoc
	file    string
	isKnown bool   // it is known that it was not deleted
	key     uint32 // of its original; 0 if it is not found
}

// cleaning returns the options for cleaning articles that are made again: those of
// [Ingest], with encoded templates, which may be nil.
func cleaning(templates []byte) (ingest.Options, error) {
	o := ingest.Options{Detect: func(text, declared string) string {
		code, _ := analyze.Detect(text, declared)
		return code
	}}
	if templates == nil {
		return o, nil
	}
	o.Templates = new(ingest.Templates)
	return o, json.Unmarshal(templates, o.Templates)
}

// remake yields the broken articles that can be made again, and notes the others as lost.
func (s *salvage) remake(yield func(item, error) bool) {
	s.findOriginals()
	for _, d := range s.broken {
		if s.have[d.ID] {
			continue // a later copy of it is whole
		}
		a, err := s.remade(d)
		if err != nil {
			s.lost(Lost{Path: d.file, Number: d.Number, ID: d.ID, Problem: err.Error()})
			continue
		}
		it := remadeItem(d, a)
		id := it.record.DocumentID()
		if s.have[id] {
			s.lost(Lost{Path: d.file, Number: d.Number, ID: d.ID, Problem: "another article that was saved has its ID"})
			continue
		}
		s.have[id] = true
		s.repaired.Remade++
		if !d.isKnown {
			s.repaired.Uncertain++
		}
		if !yield(it, nil) {
			return
		}
	}
}

// remadeItem returns the entry of an article that was made again: that of its record, or of
// the ID of its document if that is the ID of a text aside. Without either its place is
// unknown: it is the text of the next source that has its ID.
func remadeItem(d brokenDoc, a ingest.Article) item {
	it := item{record: d.Record, original: a.Origin, settled: true}
	a.Origin = nil
	if it.record.Source != 0 {
		a = kept(a, &d.Record.Article)
		a.Origin = nil
	} else if rec, ok := record.OfAside(d.ID); ok {
		it.record = rec
		a.ID, a.Place, a.Digest = rec.Article.ID, rec.Article.Place, rec.Article.Digest
	} else {
		it.record.Source = record.Unplaced
	}
	it.record.Article = a
	return it
}

// remade makes a broken article from its original.
func (s *salvage) remade(d brokenDoc) (ingest.Article, error) {
	if d.key == 0 {
		return ingest.Article{}, d.Err
	}
	a := d.Record.Article
	var err error
	if a.Origin, err = s.originals.Get(d.key); err != nil {
		return a, fmt.Errorf("%w; its original: %w", d.Err, err)
	}
	origin := a.Origin
	a.ID = d.ID
	if a, err = ingest.Again(context.Background(), a); err == nil {
		a.ID = d.ID
		a, err = ingest.Clean(a, s.clean)
	}
	if err != nil {
		return a, fmt.Errorf("%w; its original: %w", d.Err, err)
	}
	a.Origin = origin
	return a, nil
}

// findOriginals sets the keys of the broken documents.
func (s *salvage) findOriginals() {
	wanted, pathless := map[string]*brokenDoc{}, []*brokenDoc(nil)
	for i := range s.broken {
		d := &s.broken[i]
		switch {
		case s.have[d.ID] || d.ID == "":
		case d.Record.Original != 0 && !s.claimed[d.Record.Original]:
			d.key = d.Record.Original
			s.claimed[d.key] = true
		default:
			wanted[d.ID] = d
		}
	}
	if len(wanted) == 0 {
		return
	}
	var unnamed []uint32 // originals with neither an ID nor a URL
	for key := range s.originals.Keys() {
		if s.claimed[key] {
			continue
		}
		id, isNamed := s.idOf(key)
		switch d := wanted[id]; {
		case !isNamed:
			unnamed = append(unnamed, key)
		case d != nil:
			d.key = key
			delete(wanted, id)
		}
	}
	for _, d := range wanted {
		pathless = append(pathless, d)
	}
	if len(pathless) == 1 && len(unnamed) == 1 {
		d := pathless[0]
		d.key = unnamed[0]
		d.Record.Article.Path = cmp.Or(d.Record.Article.Path, d.ID)
	}
}

// idOf returns the ID that an original gives to its article, and whether it gives one.
func (s *salvage) idOf(key uint32) (id string, isNamed bool) {
	origin, err := s.originals.Get(key)
	if err != nil {
		return "", true // it is of no use
	}
	a, err := ingest.Again(context.Background(), ingest.Article{Origin: origin})
	if err == nil {
		a, err = ingest.Clean(a, ingest.Options{})
	}
	if err != nil {
		return "", true
	}
	return a.ID, a.ID != a.Fingerprint
}
