package postings

import (
	"context"

	"github.com/newsdex/newsdex/index/postings/packed"
	"github.com/newsdex/newsdex/index/schema"
)

// Derive returns a list that a search derives from others, of a phrase or of an
// expansion. It comes from the cache of the index, or from build, whose list is then
// kept. The name must tell the list from all others of the segment, the language and
// the fields.
func (s *Segment) Derive(language, name string, in []schema.TextField, build func() (*packed.List, error)) (*packed.List, error) {
	if err := s.checkOpen(); err != nil {
		return nil, err
	}
	key := newCacheKey(s, language, name, in)
	if l := s.cache.get(key); l != nil {
		return l, nil
	}
	l, err := build()
	if err != nil {
		return nil, err
	}
	s.cache.put(key, l)
	return l, nil
}

// Encoder returns an encoder of a list of the segment's documents, which is reset.
func (s *Segment) Encoder() (*packed.Encoder, error) {
	var classes [schema.TextFields][]uint8
	for f := range classes {
		var err error
		if classes[f], err = s.LengthClasses(schema.TextField(f)); err != nil {
			return nil, err
		}
	}
	e := new(packed.Encoder)
	e.Reset(s.Norms().With(classes))
	return e, nil
}

// Within makes the list of a term's postings in some text fields of a language, with their
// positions.
func (s *Segment) Within(ctx context.Context, language, term string, in []schema.TextField) (*packed.List, error) {
	all, err := s.Packed(language, term)
	if err != nil {
		return nil, err
	}
	e, err := s.Encoder()
	if err != nil {
		return nil, err
	}
	if all == nil {
		return e.List(s.Size())
	}
	var c packed.Cursor
	c.Reset(all)
	var spans, kept []schema.Span
	for ok := c.Load(0); ok; ok = c.Next() {
		if c.Index() == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		freq, found := c.Freqs(c.Index()), false
		for _, f := range in {
			found = found || freq[f] > 0
		}
		if !found {
			continue
		}
		if spans, freq, err = c.Positions(spans[:0]); err != nil {
			return nil, err
		}
		kept = kept[:0]
		rest := spans
		for f, n := range freq {
			freq[f] = 0
			for _, of := range in {
				if int(of) == f {
					freq[f] = n
					kept = append(kept, rest[:n]...)
				}
			}
			rest = rest[n:]
		}
		e.Add(c.Doc(), freq, kept)
	}
	if c.Err() != nil {
		return nil, c.Err()
	}
	return e.List(s.Size())
}
