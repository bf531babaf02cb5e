package index

import (
	"errors"
	"fmt"
	"runtime/debug"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	bleveindex "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// A view is a snapshot of a scorch index.
type view struct {
	reader   bleveindex.IndexReader
	segments []*Segment
	cache    *cache

	langOnce sync.Once
	langs    []LanguageCount
	langErr  error

	columns [columnFields]lazy[Column]
	titles  lazy[TitleOrder]
}

// newView returns what an index is now. The blocks are of the segments that were not
// checked as a whole.
func newView(b segments, c *cache, blocks fileBlocks) (*view, error) {
	adv, err := b.Advanced()
	if err != nil {
		return nil, err
	}
	r, err := adv.Reader()
	if err != nil {
		return nil, err
	}
	snap, ok := r.(*scorch.IndexSnapshot)
	if !ok {
		return nil, errors.Join(fmt.Errorf("the index is a %T and not scorch's", r), r.Close())
	}
	v := &view{reader: r, cache: c}
	for _, s := range snap.Segments() {
		seg := &Segment{seg: s.Segment(), deleted: s.Deleted(), cache: c}
		if blocks == nil {
			seg.file = newZapFile(seg.seg, nil)
		} else if seg.file, err = newCheckedFile(seg.seg, blocks); err != nil {
			return nil, errors.Join(err, r.Close())
		}
		v.segments = append(v.segments, seg)
	}
	return v, nil
}

func (v *view) close() error {
	v.cache.forget(v.segments)
	return v.reader.Close()
}

func (v *view) count() int {
	n := 0
	for _, s := range v.segments {
		n += s.Live()
	}
	return n
}

// Segments returns the parts of the index, each with document numbers of its own
// from 0.
func (v *view) Segments() []*Segment { return v.segments }

// A Segment is an immutable part of an index. Its documents have the numbers 0
// to Size-1; some of them may be deleted, and nothing here returns those.
type Segment struct {
	seg     segment.Segment
	file    *zapFile        // or nil
	deleted *roaring.Bitmap // or nil
	cache   *cache

	lengths   lengthColumn
	published publishedColumn
}

// Size returns one more than the highest document number.
func (s *Segment) Size() int { return int(s.seg.Count()) }

// Path returns the name of the segment's file, "" for one that is in memory.
func (s *Segment) Path() string {
	if file, ok := s.seg.(interface{ Path() string }); ok {
		return file.Path()
	}
	return ""
}

// Fields returns the names of the Bleve fields that the segment has.
func (s *Segment) Fields() []string { return s.seg.Fields() }

// Live returns the number of documents.
func (s *Segment) Live() int {
	n := s.Size()
	if s.deleted != nil {
		n -= int(s.deleted.GetCardinality())
	}
	return n
}

// All returns the numbers of all documents. The caller owns the bitmap.
func (s *Segment) All() *roaring.Bitmap {
	docs := roaring.New()
	docs.AddRange(0, s.seg.Count())
	if s.deleted != nil {
		docs.AndNot(s.deleted)
	}
	return docs
}

// docsOf returns the documents that have one of the given IDs.
func (s *Segment) docsOf(ids []string) (*roaring.Bitmap, error) {
	if s.file != nil {
		docs := roaring.New()
		for _, id := range ids {
			if err := s.addDocsOf(docs, zapID, id); err != nil {
				return nil, err
			}
		}
		return docs, nil
	}
	docs, err := s.seg.DocNumbers(ids)
	if err != nil {
		return nil, err
	}
	if s.deleted != nil {
		docs.AndNot(s.deleted)
	}
	return docs, nil
}

// Docs returns the numbers of the documents that hold term in a Bleve field.
// The caller owns the bitmap.
func (s *Segment) Docs(field, term string) (*roaring.Bitmap, error) {
	docs := roaring.New()
	return docs, s.addDocs(docs, field, term)
}

// list returns the postings of a term as zapx has them.
func (s *Segment) list(field, term string) (segment.PostingsList, error) {
	dict, err := s.seg.Dictionary(field)
	if err != nil {
		return nil, err
	}
	return dict.PostingsList([]byte(term), s.deleted, nil)
}

// ID returns the ID of the article with the given document number.
func (s *Segment) ID(doc uint32) (id string, err error) {
	defer catchFaults(s.path(), debug.SetPanicOnFault(true), &err)
	if err := s.file.checkStored(doc); err != nil {
		return "", err
	}
	b, err := s.seg.DocID(uint64(doc))
	return string(b), err
}
