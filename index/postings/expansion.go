package postings

import (
	"context"
	"fmt"
	"math/bits"
	"sync"

	"github.com/newsdex/newsdex/index/postings/packed"
	"github.com/newsdex/newsdex/index/schema"
)

// An Expansion is a set of terms that count as one.
type Expansion struct {
	// Prefix adds every term that begins with it; "" adds none.
	Prefix string
	// Also are further terms. A term that has the prefix too counts twice.
	Also []string
}

// Expand makes the list of an expansion in some text fields of a language. The
// frequency of a document in a field is the sum of the terms' frequencies. While it
// runs it takes four bytes for each document of the segment and field, however many
// terms there are. The error is ctx's when that is done.
func (s *Segment) Expand(ctx context.Context, language string, in []schema.TextField, e Expansion) (*packed.List, error) {
	sums := frequencySums.Get().(*frequencySum)
	sums.reset(s.Size())
	if err := sums.addAll(ctx, s, language, in, e); err != nil {
		return nil, err // the sums are not pooled: they are not zero
	}
	out, err := s.Encoder()
	if err != nil {
		return nil, err
	}
	sums.take(out)
	if s.Size() <= maxSummed {
		frequencySums.Put(sums)
	}
	return out.List(s.Size())
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
	var b packed.Block
	var freqs [packed.BlockSize]uint32
	for block := range l.Blocks() {
		if err := l.Read(block, &b); err != nil {
			return err
		}
		for _, f := range in {
			if !b.Has(int(f)) {
				continue
			}
			if a.sums[f] == nil {
				a.sums[f] = make([]uint32, 64*len(a.found))
			}
			sums := a.sums[f]
			b.ReadFreqs(int(f), &freqs)
			for i, doc := range b.Docs[:b.Len] {
				if freqs[i] != 0 {
					sums[doc] += freqs[i]
					a.found[doc/64] |= 1 << (doc % 64)
				}
			}
		}
	}
	return nil
}

// take adds the sums to an encoder, and resets them to zero.
func (a *frequencySum) take(to *packed.Encoder) {
	for i, word := range a.found {
		for ; word != 0; word &= word - 1 {
			doc := uint32(64*i + bits.TrailingZeros64(word))
			var freq [schema.TextFields]uint32
			for f, sums := range a.sums {
				if sums != nil {
					freq[f], sums[doc] = sums[doc], 0
				}
			}
			to.Add(doc, freq, nil)
		}
	}
	clear(a.found)
}
