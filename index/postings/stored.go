package postings

import (
	"cmp"
	"errors"
	"fmt"
	"runtime/debug"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/internal/record"
	"github.com/newsdex/newsdex/ingest"
)

// Article returns the stored article with the given document number. The error is a
// CorruptError of package index where the article cannot be read.
func (s *Segment) Article(doc uint32) (ingest.Article, error) {
	rec, err := s.Record(doc)
	return rec.Article, err
}

// Shown is like [Segment.Article] but leaves Found, Lines, Removed, Restored and
// Repairs empty. Hits do not show these fields, which are a large part of an article
// and take extra time to decode.
func (s *Segment) Shown(doc uint32) (ingest.Article, error) {
	rec, err := s.stored(doc, (*record.Record).DecodeShown)
	return rec.Article, err
}

// Record returns the stored record with the given document number. Its type is
// internal: it is for package index.
func (s *Segment) Record(doc uint32) (record.Record, error) {
	return s.stored(doc, (*record.Record).Decode)
}

var errMissing = errors.New("it is missing")

// stored reads the record of a document and decodes it. The error is a
// [*disk.CorruptError].
func (s *Segment) stored(doc uint32, decode func(*record.Record, []byte) error) (rec record.Record, err error) {
	defer disk.CatchFaults(s.path(), debug.SetPanicOnFault(true), &err)
	if err := s.checkOpen(); err != nil {
		return record.Record{}, err
	}
	err = s.storedInFile(doc, func(value []byte) error { return decode(&rec, value) })
	if corrupt := (*disk.CorruptError)(nil); err != nil && !errors.As(err, &corrupt) {
		err = disk.Blame(s.path(), fmt.Sprintf("stored article %d", doc), err)
	}
	if err != nil {
		return record.Record{}, err
	}
	if rec.Source != 0 && s.locate != nil {
		rec.Article.Source, rec.Article.File = s.locate(rec.Source, rec.Article.Place)
	}
	return rec, nil
}

// storedInFile calls decode with the stored bytes of a document in the segment's file.
func (s *Segment) storedInFile(doc uint32, decode func([]byte) error) error {
	d, err := s.file.Stored(doc)
	if err != nil {
		return err
	}
	buf := disk.Buffers.Get().(*[]byte)
	defer disk.PutBuffer(buf)
	var value []byte
	if value, *buf, err = d.Value(*buf); err != nil {
		return err
	}
	if value == nil {
		return errMissing
	}
	return decode(value)
}

// path returns the name of the segment for messages.
func (s *Segment) path() string { return cmp.Or(s.Path(), "segment in memory") }

// Find returns the stored record of the article with the given ID, and whether there
// is one. Its type is internal: it is for package index.
func (v *Reader) Find(id string) (record.Record, bool, error) {
	for _, s := range v.segments {
		docs, err := s.DocsOf([]string{id})
		if err != nil {
			return record.Record{}, false, err
		}
		if docs.IsEmpty() {
			continue
		}
		doc := docs.Minimum()
		rec, err := s.Record(doc)
		if err == nil && rec.Article.ID != id {
			err = &disk.CorruptError{Path: s.path(), Problem: fmt.Sprintf("stored article %d is %q in place of %q", doc, rec.Article.ID, id)}
		}
		return rec, err == nil, err
	}
	return record.Record{}, false, nil
}

// Holds reports whether there is a live article with the given ID.
func (v *Reader) Holds(id string) (bool, error) {
	for _, s := range v.Segments() {
		docs, err := s.DocsOf([]string{id})
		if err != nil || !docs.IsEmpty() {
			return err == nil, err
		}
	}
	return false, nil
}
