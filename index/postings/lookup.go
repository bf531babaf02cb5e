package postings

import (
	"github.com/RoaringBitmap/roaring/v2"

	"github.com/newsdex/newsdex/index/schema"
)

// A Lookup is a term looked up in some text fields of a segment, in one language, or
// a list that a search has derived. The documents that hold it are known. Its
// postings are decoded on demand. It is for one goroutine.
type Lookup struct {
	segment        *Segment
	language, term string
	fields         []schema.TextField
	key            cacheKey

	docs *roaring.Bitmap
	list *List // nil until it is decoded
}

// Lookup looks a term up in some text fields of a language. It is empty where no
// document holds the term.
func (s *Segment) Lookup(language, term string, in ...schema.TextField) (*Lookup, error) {
	k := &Lookup{segment: s, language: language, term: term, fields: in, key: newCacheKey(s, language, term, in)}
	if l := s.cache.get(k.key); l != nil {
		k.list, k.docs = l, l.bitmap
		return k, nil
	}
	k.docs = roaring.New()
	for _, f := range in {
		if err := s.addDocs(k.docs, f.In(language), term); err != nil {
			return nil, err
		}
	}
	return k, nil
}

// LookupOf returns a lookup whose postings are a given list.
func LookupOf(l *List) *Lookup { return &Lookup{docs: l.bitmap, list: l} }

// Docs returns the documents that hold the term. The caller must not change the
// bitmap.
func (k *Lookup) Docs() *roaring.Bitmap { return k.docs }

// List returns all postings of the term. They are decoded on first use and kept in
// the cache of the index.
func (k *Lookup) List() (*List, error) {
	if k.list == nil {
		l, err := k.decode()
		if err != nil {
			return nil, err
		}
		k.list = l
		k.segment.cache.put(k.key, l)
	}
	return k.list, nil
}

// maxPartialShare is the share of a term's postings above which decoding all of them
// for the cache is quicker than skipping the others.
const maxPartialShare = .8

// Among returns the postings of the term in some documents, which must be live, or
// all of its postings: those of all documents where docs is nil, where the list is
// decoded already, where docs has most of the postings, or where the term was
// requested before. [List.IsPartial] tells which.
func (k *Lookup) Among(docs *roaring.Bitmap) (*List, error) {
	if k.list != nil || docs == nil || float64(k.docs.AndCardinality(docs)) > maxPartialShare*float64(k.docs.GetCardinality()) {
		return k.List()
	}
	if !k.segment.cache.requestedBefore(k.key) {
		return k.decodePartial(docs)
	}
	l, err := k.List()
	if err == nil { // the list was requested before, and so were its impacts
		l.origin.impactRequests.Add(1)
	}
	return l, err
}

// Cost returns an estimate of the number of postings that [Lookup.Among] would
// decode.
func (k *Lookup) Cost(docs *roaring.Bitmap) int {
	switch {
	case k.list != nil:
		return 0
	case docs == nil:
		return int(k.docs.GetCardinality())
	}
	return int(min(k.docs.GetCardinality(), docs.GetCardinality()))
}

// origin returns the origin of the term's list.
func (k *Lookup) origin() *origin {
	return &origin{segment: k.segment, language: k.language, term: k.term, key: k.key, isTerm: true}
}
