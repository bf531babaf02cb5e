package postings

import (
	"context"
	"math"
	"math/bits"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/newsdex/newsdex/index/internal/segment"
	"github.com/newsdex/newsdex/index/schema"
)

// An Expansion is a set of terms that count as one.
type Expansion struct {
	// Prefix adds every term that begins with it; "" adds none.
	Prefix string // every term that begins so, if it is not empty,
	// Also are further terms. A term that has the prefix too counts twice.
	Also []string // and these
}

// Expanded makes the list of an expansion in some text fields of a language. The
// frequency of a document in a field is the sum of the terms' frequencies. While it
// runs it takes four bytes for each document of the segment and field, however many
// terms there are. The error is ctx's when that is done.
func (s *Segment) Expanded(ctx context.Context, language string, in []schema.TextField, e Expansion) (*List, error) {
	if _, err := s.AllLengths(); err != nil {
		return nil, err
	}
	sums := frequencySums.Get().(*frequencySum)
	sums.reset(s.Size())
	for _, f := range in {
		if err := sums.add(ctx, s, f, language, e); err != nil {
			return nil, err // the sums are not pooled: they are not zero
		}
	}
	l := sums.take()
	l.segment = s
	if s.Size() <= maxSummed {
		frequencySums.Put(sums)
	}
	return l, nil
}

// A frequencySum adds up the frequencies of terms by document. It is pooled.
type frequencySum struct {
	found []uint64                    // a bit for each document with a frequency
	sums  [schema.TextFields][]uint32 // by document; nil for a field without a frequency
}

var frequencySums = sync.Pool{New: func() any { return new(frequencySum) }}

// maxSummed is the number of documents of a segment up to which a frequencySum is
// pooled.
const maxSummed = 1 << 20

// reset prepares the sums for a segment of size documents.
func (a *frequencySum) reset(size int) {
	if len(a.found) != (size+63)/64 {
		*a = frequencySum{found: make([]uint64, (size+63)/64)}
	}
}

// add adds the frequencies of the terms of an expansion in a field.
func (a *frequencySum) add(ctx context.Context, s *Segment, f schema.TextField, language string, e Expansion) error {
	field := f.In(language)
	n := 0
	one := func(d *segment.Decoded, err error) error {
		if n++; err == nil && n%64 == 0 {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
		a.addPostings(f, d)
		d.Release()
		return nil
	}
	if e.Prefix != "" {
		c, err := s.terms(field, nil, e.Prefix, prefixEnd(e.Prefix))
		for more := false; err == nil; {
			if more, err = c.next(); err != nil || !more {
				break
			}
			err = one(s.decodeAt(c, field))
		}
		if err != nil {
			return err
		}
	}
	for _, term := range e.Also {
		if err := one(s.decodeTerm(field, term, nil)); err != nil {
			return err
		}
	}
	return nil
}

// addPostings adds the frequencies of one term in a field.
func (a *frequencySum) addPostings(f schema.TextField, d *segment.Decoded) {
	if a.sums[f] == nil && len(d.Docs) > 0 {
		a.sums[f] = make([]uint32, 64*len(a.found))
	}
	sums, freqs := a.sums[f], d.Freqs[:len(d.Docs)]
	for i, doc := range d.Docs {
		sums[doc] += uint32(min(freqs[i], math.MaxUint32))
		a.found[doc/64] |= 1 << (doc % 64)
	}
}

// take returns the list of the sums, and resets them to zero.
func (a *frequencySum) take() *List {
	n := 0
	for _, word := range a.found {
		n += bits.OnesCount64(word)
	}
	l := &List{
		docs: make([]uint32, 0, n), freqs: make([]uint8, 0, n),
		bitmap: roaring.FromDense(a.found, true),
	}
	title, deck, body := a.sums[schema.Title], a.sums[schema.Deck], a.sums[schema.Body]
	for i, word := range a.found {
		for ; word != 0; word &= word - 1 {
			doc := uint32(64*i + bits.TrailingZeros64(word))
			var freq [schema.TextFields]uint32
			if title != nil && title[doc] > 0 {
				freq[schema.Title], title[doc] = title[doc], 0
			}
			if deck != nil && deck[doc] > 0 {
				freq[schema.Deck], deck[doc] = deck[doc], 0
			}
			if body != nil && body[doc] > 0 {
				freq[schema.Body], body[doc] = body[doc], 0
			}
			l.append(doc, freq)
		}
	}
	clear(a.found)
	return l
}

// decodeAt returns the postings of a cursor's current term.
func (s *Segment) decodeAt(c *termCursor, field string) (*segment.Decoded, error) {
	if s.file == nil {
		return s.decodeTerm(field, c.term, nil)
	}
	raw := !schema.HasPositions(field)
	return s.decodeInto(field, c.term, func(d *segment.Decoded) error {
		t, err := s.file.TermAt(c.value)
		if err != nil {
			return err
		}
		return s.decodeFound(d, t, raw, nil)
	})
}
