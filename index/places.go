package index

import "sync/atomic"

// A Place is where a word stands in an article: a field, a position in it from 1,
// and the number of positions that it covers.
type Place uint32

// The bits of a place: places of one field are in the order of their positions,
// and those of a field before those of the next.
const (
	placeWidthBits = 3
	placePosBits   = 27
)

func newPlace(f TextField, pos, width int) Place {
	pos = min(pos, 1<<placePosBits-1)
	width = min(max(width, 1), 1<<placeWidthBits)
	return Place(uint32(f)<<(placePosBits+placeWidthBits) | uint32(pos)<<placeWidthBits | uint32(width-1))
}

// Field returns the field.
func (p Place) Field() TextField { return TextField(p >> (placePosBits + placeWidthBits)) }

// Pos returns the first position.
func (p Place) Pos() int { return int(p >> placeWidthBits & (1<<placePosBits - 1)) }

// End returns the position behind the last.
func (p Place) End() int { return p.Pos() + int(p&(1<<placeWidthBits-1)) + 1 }

// An origin is the term that a list is of.
type origin struct {
	segment        *Segment
	language, term string
	key            cacheKey
	places         bool         // of a term: the index has them
	readers        atomic.Int32 // how many have asked for positions
	packed         atomic.Pointer[packedPlaces]
	searches       atomic.Int32 // how many have asked for impacts
	impacts        atomic.Pointer[Impacts]
}

// HasPlaces reports whether the list knows where its word stands: it is that of a
// term.
func (l *List) HasPlaces() bool { return l.from != nil && l.from.places }

// Language returns the code of the language of a list that has places.
func (l *List) Language() string { return l.from.language }

// Term returns the term of a list that has places.
func (l *List) Term() string { return l.from.term }

// A PlaceReader reads the places of a list's postings. It is for one goroutine.
type PlaceReader struct {
	list   *List
	packed *packedPlaces
	fields [TextFields]*SpanReader
	spans  []Span
	buf    []Place
}

// Places returns a reader of the places of the list's postings, for a list that
// has them. The first search that asks reads the places of those postings alone
// that it looks at, which costs little where these are few; with the second all
// are read and kept in the cache of the index, if they fit.
func (l *List) Places() (*PlaceReader, error) {
	r := &PlaceReader{list: l, packed: l.from.packed.Load()}
	if r.packed != nil || l.some || l.from.readers.Add(1) == 1 || !l.from.segment.cache.fits(l.from.key, l.leastPacked()) {
		return r, nil
	}
	all, err := l.packPlaces()
	if err != nil {
		return nil, err
	}
	r.packed = all
	if l.from.packed.CompareAndSwap(nil, all) {
		l.from.segment.cache.grow(l.from.key, l, all.size())
	}
	return r, nil
}

// At returns the places of the i-th posting, in order. They are valid until the
// next call. Postings must be asked for in ascending order.
func (r *PlaceReader) At(i int) ([]Place, error) {
	r.buf = r.buf[:0]
	if r.packed != nil {
		r.buf = r.packed.append(r.buf, r.list, i)
		return r.buf, nil
	}
	for f, tf := range r.list.Freq(i) {
		if tf == 0 {
			continue
		}
		spans, err := r.spansOf(TextField(f), i)
		if err != nil {
			return nil, err
		}
		for _, s := range spans {
			r.buf = append(r.buf, newPlace(TextField(f), s.Pos, s.End-s.Pos))
		}
	}
	return r.buf, nil
}

// spansOf returns where the word of the i-th posting stands in a field that has it.
func (r *PlaceReader) spansOf(f TextField, i int) (_ []Span, err error) {
	var number uint64
	if r.list.some {
		number = r.list.numbers[f][i]
	}
	if number != 0 && number&isLocated == 0 {
		r.spans, err = appendPacked(r.spans[:0], number)
		return r.spans, err
	}
	from, doc := r.list.from, r.list.docs[i]
	if r.fields[f] == nil {
		if r.fields[f], err = from.segment.SpanReader(f.In(from.language), from.term); err != nil {
			return nil, err
		}
	}
	if number != 0 {
		return r.fields[f].located(doc, int(number&^isLocated))
	}
	spans, err := r.fields[f].At(doc)
	if err == nil && len(spans) == 0 {
		err = r.fields[f].wrap(errDamaged)
	}
	return spans, err
}
