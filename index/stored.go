package index

import (
	"cmp"
	"errors"
	"fmt"
	"runtime/debug"

	"github.com/newsdex/newsdex/ingest"
)

// Article returns the stored article with the given document number.
func (s *Segment) Article(doc uint32) (ingest.Article, error) {
	rec, err := s.record(doc)
	return rec.Article, err
}

// Shown returns what a search shows of the stored article with the given document
// number: all but Found, Lines, Removed, Restored and Repairs, which are much of an
// article and take a time of their own to read.
func (s *Segment) Shown(doc uint32) (ingest.Article, error) {
	rec, err := s.stored(doc, (*record).decodeShown)
	return rec.Article, err
}

func (s *Segment) record(doc uint32) (record, error) { return s.stored(doc, (*record).decode) }

var errMissing = errors.New("it is missing")

// stored reads the record of a document. The error is a [*CorruptError].
func (s *Segment) stored(doc uint32, decode func(*record, []byte) error) (rec record, err error) {
	defer catchFaults(s.path(), debug.SetPanicOnFault(true), &err)
	if err := s.file.checkStored(doc); err != nil {
		return record{}, err
	}
	badErr := errMissing
	err = s.seg.VisitStoredFields(uint64(doc), func(name string, _ byte, value []byte, _ []uint64) bool {
		if name != fieldRecord {
			return true
		}
		badErr = decode(&rec, value)
		return false
	})
	if err = errors.Join(err, badErr); err != nil {
		return record{}, &CorruptError{Path: s.path(), Problem: fmt.Sprintf("stored article %d", doc), Err: err}
	}
	return rec, nil
}

// path returns the name of the segment for messages.
func (s *Segment) path() string { return cmp.Or(s.Path(), "segment in memory") }

// find returns the stored record of the article with the given ID.
func (v *view) find(id string) (record, bool, error) {
	for _, s := range v.segments {
		docs, err := s.docsOf([]string{id})
		if err != nil {
			return record{}, false, err
		}
		if docs.IsEmpty() {
			continue
		}
		doc := docs.Minimum()
		rec, err := s.record(doc)
		if err == nil && rec.Article.ID != id {
			err = &CorruptError{Path: s.path(), Problem: fmt.Sprintf("stored article %d is %q in place of %q", doc, rec.Article.ID, id)}
		}
		return rec, err == nil, err
	}
	return record{}, false, nil
}
