package postings

import (
	"github.com/RoaringBitmap/roaring/v2"

	"github.com/newsdex/newsdex/index/schema"
)

// A Word is what a search looks for in some of the text fields of a segment, in one
// language: a term, or what a search has made. Which documents have it is known;
// its postings are decoded when they are asked for. It is for one goroutine.
type Word struct {
	segment        *Segment
	language, term string
	fields         []schema.TextField
	key            cacheKey

	docs *roaring.Bitmap
	list *List // once it is decoded
}

// Word returns a term in some of the text fields of a language.
func (s *Segment) Word(language, term string, in ...schema.TextField) (*Word, error) {
	w := &Word{segment: s, language: language, term: term, fields: in, key: newCacheKey(s, language, term, in)}
	if l := s.cache.get(w.key); l != nil {
		w.list, w.docs = l, l.bitmap
		return w, nil
	}
	w.docs = roaring.New()
	for _, f := range in {
		if err := s.addDocs(w.docs, f.In(language), term); err != nil {
			return nil, err
		}
	}
	return w, nil
}

// WordOf returns the word that a list is of.
func WordOf(l *List) *Word { return &Word{docs: l.bitmap, list: l} }

// Docs returns the documents that have the word. The caller must not change the
// bitmap.
func (w *Word) Docs() *roaring.Bitmap { return w.docs }

// List returns the postings of the word. They are decoded on first use and kept in
// the cache of the index.
func (w *Word) List() (*List, error) {
	if w.list == nil {
		l, err := w.decode()
		if err != nil {
			return nil, err
		}
		w.list = l
		w.segment.cache.put(w.key, l)
	}
	return w.list, nil
}

// amongShare is the part of a word's postings from which it is quicker to decode all
// of them for the cache than to pass over the others.
const amongShare = .8

// Among returns the postings of the word, or only those in some documents: for the
// first search that asks, where these are so few that passing over the others is
// quicker than to decode them. The documents must be live ones.
func (w *Word) Among(docs *roaring.Bitmap) (*List, error) {
	if w.list != nil || docs == nil || float64(w.docs.AndCardinality(docs)) > amongShare*float64(w.docs.GetCardinality()) {
		return w.List()
	}
	if !w.segment.cache.again(w.key) {
		return w.decodePart(docs)
	}
	l, err := w.List()
	if err == nil { // what is made for the second search that asks is made for this one
		l.from.searches.Add(1)
		l.from.readers.Add(1)
	}
	return l, err
}

// Cost returns about how many postings [Word.Among] will decode.
func (w *Word) Cost(docs *roaring.Bitmap) int {
	switch {
	case w.list != nil:
		return 0
	case docs == nil:
		return int(w.docs.GetCardinality())
	}
	return int(min(w.docs.GetCardinality(), docs.GetCardinality()))
}

func (w *Word) origin() *origin {
	return &origin{segment: w.segment, language: w.language, term: w.term, key: w.key, places: true}
}
