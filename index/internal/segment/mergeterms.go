package segment

import (
	"bytes"
	"errors"
	"path/filepath"
	"runtime/debug"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/postings/packed"
)

// This file merges the terms of a range of a group of fields. A term in several fields of a segment
// has one list there, which tells the documents of each field. The bitmaps of such fields
// are not read.

// A termIterator goes through the terms of a field in a segment.
type termIterator struct {
	seg   *merged
	place int // of the field in lists
	walk  *Walk
	term  []byte // nil behind the last term
	v     uint64
}

// iterate returns an iterator of a field at the first term of a range.
func (s *merged) iterate(field string, place int, r termRange) (*termIterator, error) {
	w, err := s.Walk(field, nil, r.from, r.to)
	if err != nil {
		return nil, err
	}
	it := &termIterator{seg: s, place: place, walk: w}
	return it, it.next()
}

// next goes to the next term.
func (it *termIterator) next() error {
	more, err := it.walk.Next()
	if it.term = nil; more {
		it.term, it.v = it.walk.Term(), it.walk.Value()
	}
	return err
}

// encode encodes the terms of a range of a group.
func (e *rangeEncoder) encode(g *fieldGroup, r termRange) (err error) {
	defer disk.Caught(&err)
	defer disk.CatchFaults(filepath.Dir(e.merge.from[0].path), debug.SetPanicOnFault(true), &err)
	m := e.merge
	m.setGroup(&e.termEncoder)
	var open []*termIterator
	for _, s := range m.from {
		for place, n := range g.fields {
			if n == noField || !m.fields[n].options.IsIndexed() {
				continue
			}
			it, err := s.iterate(m.fields[n].name, place, r)
			if err != nil {
				return s.blame(err)
			}
			if it.term != nil {
				open = append(open, it)
			}
		}
	}
	at := make([]*termIterator, 0, len(open)) // those at the least term
	for len(open) > 0 {
		at = append(at[:0], open[0])
		for _, it := range open[1:] {
			switch c := bytes.Compare(it.term, at[0].term); {
			case c < 0:
				at = append(at[:0], it)
			case c == 0:
				at = append(at, it)
			}
		}
		if err := e.encodeTerm(at); err != nil {
			return err
		}
		ended := false
		for _, it := range at {
			if err := it.next(); err != nil {
				return it.seg.blame(err)
			}
			ended = ended || it.term == nil
		}
		if ended {
			rest := open[:0]
			for _, it := range open {
				if it.term != nil {
					rest = append(rest, it)
				}
			}
			open = rest
		}
	}
	return nil
}

// encodeTerm encodes the term at which the iterators stand. Those of a segment follow each
// other.
func (e *rangeEncoder) encodeTerm(at []*termIterator) error {
	e.begin()
	for len(at) > 0 {
		s := at[0].seg
		n := 1
		for n < len(at) && at[n].seg == s {
			n++
		}
		var err error
		if e.kind == noList {
			err = e.copyDocs(at[0])
		} else {
			err = e.copyList(at[:n])
		}
		if err != nil {
			return s.blame(err)
		}
		if n == len(at) {
			return e.end(at[0].term)
		}
		at = at[n:]
	}
	return nil
}

// copyList adds the postings of a term in some fields of a segment. The fields that have
// the term must be those in whose dictionaries it is.
func (e *rangeEncoder) copyList(at []*termIterator) error {
	s := at[0].seg
	var isIn, found [packed.Fields]bool
	start := uint64(0)
	for i, it := range at {
		isIn[it.place] = true
		offset, err := s.ListOffset(it.v)
		if err != nil {
			return err
		}
		if i > 0 && offset != start {
			return disk.ErrDamaged
		}
		start = offset
	}
	l, err := packed.Open(s.Data, s.Blocks, start, s.Size)
	if err != nil {
		return err
	}
	c := &e.cursor
	c.Reset(l)
	for ok := c.Load(0); ok; ok = c.Next() {
		var freq [packed.Fields]uint32
		if l.HasPositions() {
			if e.spans, freq, err = c.Positions(e.spans[:0]); err != nil {
				return err
			}
		} else {
			e.spans, freq = e.spans[:0], c.Freqs(c.Index())
		}
		number := s.numbers[c.Doc()]
		for place, n := range freq {
			found[place] = found[place] || n > 0
			if n > 0 && number != docDropped && (e.kind != numberList || place == packed.Body) {
				e.docs[place] = append(e.docs[place], uint32(number))
			}
		}
		if number != docDropped {
			e.list.Add(uint32(number), freq, e.spans)
		}
	}
	if e.kind != numberList && found != isIn {
		err = disk.ErrDamaged
	}
	return errors.Join(c.Err(), err)
}

// copyDocs adds the documents of a term of a field without lists.
func (e *rangeEncoder) copyDocs(it *termIterator) (err error) {
	s := it.seg
	t, bitmap, err := s.bitmapAt(it.v)
	if err != nil {
		return err
	}
	e.termDocs = append(e.termDocs[:0], t.Only)
	if bitmap != nil {
		if e.termDocs, err = appendDocs(e.termDocs[:0], bitmap); err != nil {
			return err
		}
	}
	last := int64(-1)
	for _, doc := range e.termDocs {
		if int64(doc) <= last || uint64(doc) >= s.Size {
			return disk.ErrDamaged
		}
		last = int64(doc)
		if number := s.numbers[doc]; number != docDropped {
			e.docs[packed.Body] = append(e.docs[packed.Body], uint32(number))
		}
	}
	if last < 0 {
		return disk.ErrDamaged
	}
	return nil
}
