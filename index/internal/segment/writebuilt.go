package segment

import (
	"context"
	"slices"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/internal/record"
	"github.com/newsdex/newsdex/index/postings/packed"
	"github.com/newsdex/newsdex/index/schema"
)

// This file writes the terms of a Builder's fields.

// writeGroup writes the terms of a group.
func (f *fileWriter) writeGroup(ctx context.Context, g *fieldGroup) error {
	for place, n := range g.fields {
		l := &f.lists[place]
		*l = postingList{order: l.order[:0], ends: l.ends, docs: l.docs, numbers: l.numbers}
		if n == noField {
			continue
		}
		if err := l.sort(ctx, f.built[n], f.numbers); err != nil {
			return err
		}
	}
	if err := f.beginGroup(g); err != nil {
		return err
	}
	f.setGroup(&f.encoder)
	for i := 0; ; i++ {
		if i%1024 == 0 && ctx.Err() != nil {
			return context.Cause(ctx)
		}
		term, found := "", false
		for place := range f.lists {
			if l := &f.lists[place]; l.more() && (!found || l.term() < term) {
				term, found = l.term(), true
			}
		}
		if !found {
			break
		}
		if err := f.encodeTerm(term); err != nil {
			return err
		}
		if len(f.encoder.b) > pieceSize {
			if err := f.appendTerms(&f.encoder.encodedTerms); err != nil {
				return err
			}
			f.encoder.reset()
		}
	}
	if err := f.appendTerms(&f.encoder.encodedTerms); err != nil {
		return err
	}
	return f.endGroup()
}

// encodeTerm encodes the term that is the next of some fields of the group.
func (f *fileWriter) encodeTerm(term string) error {
	e := &f.encoder
	e.begin()
	var from [packed.Fields]builtPostings
	for place := range f.lists {
		l := &f.lists[place]
		if !l.more() || l.term() != term {
			continue
		}
		p := &from[place]
		p.field = l.field
		p.docs, p.numbers = l.take()
		e.docs[place] = append(e.docs[place], p.docs...)
	}
	if e.kind != noList {
		if err := f.addPostings(&from); err != nil {
			return err
		}
	}
	f.key = append(f.key[:0], term...)
	return e.end(f.key)
}

// A builtPostings is the rest of the postings of a term in a field.
type builtPostings struct {
	field   *builtField
	docs    []uint32
	numbers []uint64
}

// addPostings adds the postings of a term, by document, to its list.
func (f *fileWriter) addPostings(from *[packed.Fields]builtPostings) (err error) {
	for {
		doc := uint32(noDocument)
		for i := range from {
			if p := &from[i]; len(p.docs) > 0 {
				doc = min(doc, p.docs[0])
			}
		}
		if doc == noDocument {
			return nil
		}
		var freq [packed.Fields]uint32
		f.spans = f.spans[:0]
		for i := range from {
			p := &from[i]
			if len(p.docs) == 0 || p.docs[0] != doc {
				continue
			}
			number := p.numbers[0]
			p.docs, p.numbers = p.docs[1:], p.numbers[1:]
			if f.encoder.kind == numberList {
				freq = splitNumber(number)
				continue
			}
			before := len(f.spans)
			if f.spans, err = p.field.appendSpans(f.spans, number); err != nil {
				return err
			}
			freq[i] = uint32(len(f.spans) - before)
		}
		f.encoder.list.Add(doc, freq, f.spans)
	}
}

// appendSpans appends the positions of a posting with a number.
func (f *builtField) appendSpans(spans []schema.Span, number uint64) ([]schema.Span, error) {
	if number&overflowBit == 0 {
		return record.AppendPacked(spans, number)
	}
	r := disk.Reader{Data: f.overflow[number&^overflowBit:]}
	n := r.Number()
	r.Number() // its size
	position := r.Number()
	r.Number()
	width := r.Number()
	spans = record.AppendLocated(slices.Grow(spans, int(n)), position, width, r.Number(), r.Number)
	if r.Bad {
		return spans, disk.ErrDamaged
	}
	return spans, nil
}
