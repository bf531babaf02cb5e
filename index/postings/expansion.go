package postings

import (
	"context"
	"fmt"
	"math/bits"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/newsdex/newsdex/index/postings/packed"
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
	if err := sums.addAll(ctx, s, language, in, e); err != nil {
		return nil, err // the sums are not pooled: they are not zero
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

// addAll adds the frequencies of the terms of an expansion in some fields. The list of a
// term with the prefix is read once, at the first field that has the term.
func (a *frequencySum) addAll(ctx context.Context, s *Segment, language string, in []schema.TextField, e Expansion) error {
	n := 0
	one := func(l *packed.List, err error) error {
		if n++; err == nil && n%64 == 0 {
			err = ctx.Err()
		}
		if err != nil || l == nil {
			return err
		}
		return a.addPostings(s, l, in)
	}
	if e.Prefix != "" {
		seen := map[uint64]bool{} // offsets of lists
		for _, f := range in {
			c, err := s.terms(f.In(language), nil, e.Prefix, prefixEnd(e.Prefix))
			for more := false; err == nil; {
				if more, err = c.next(); err != nil || !more {
					break
				}
				var at uint64
				if at, err = s.file.ListOffset(c.value); err != nil || seen[at] {
					continue
				}
				seen[at] = true
				err = one(s.file.ListAt(c.value))
			}
			if err != nil {
				return fmt.Errorf("field %s, prefix %q: %w", f.In(language), e.Prefix, err)
			}
		}
	}
	for _, term := range e.Also {
		if err := one(s.Packed(language, term)); err != nil {
			return err
		}
	}
	return nil
}

// addPostings adds the frequencies of one term in some fields.
func (a *frequencySum) addPostings(s *Segment, l *packed.List, in []schema.TextField) error {
	var c packed.Cursor
	c.Reset(l)
	for ok := c.Load(0); ok; ok = c.Load(c.BlockNumber() + 1) {
		for _, f := range in {
			if !c.Has(int(f)) {
				continue
			}
			if a.sums[f] == nil {
				a.sums[f] = make([]uint32, 64*len(a.found))
			}
			sums := a.sums[f]
			for i, doc := range c.Docs[:c.Len] {
				freq := c.Freq(int(f), i)
				if freq == 0 || s.deleted != nil && s.deleted.Contains(doc) {
					continue
				}
				sums[doc] += freq
				a.found[doc/64] |= 1 << (doc % 64)
			}
		}
	}
	return c.Err()
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
