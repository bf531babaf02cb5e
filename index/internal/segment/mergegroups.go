package segment

import (
	"cmp"
	"runtime"
	"slices"
	"sync"

	"github.com/newsdex/newsdex/index/postings/packed"
	"github.com/newsdex/newsdex/index/schema"
)

// This file merges the terms of groups on all processors. The terms of a group are cut into
// ranges. Each is encoded by a worker, and the encoded ranges are written in their order,
// so that the file has the same bytes whatever the number of workers.

// A rangeEncoder encodes ranges of the terms of a merge. It is for one goroutine. It reads
// the merge, as others do at the same time.
type rangeEncoder struct {
	termEncoder
	merge *merge

	cursor   packed.Cursor
	spans    []schema.Span // of a posting
	termDocs []uint32      // of a term in a segment, with its numbers there
}

// A termRange is the terms from from, inclusive, to to, exclusive. An empty to is no bound.
type termRange struct{ from, to string }

// rangeTerms is the number of terms of a range in the segment with the most documents.
const rangeTerms = 128

// ranges returns ranges that have all terms of a group, in their order.
func (m *merge) ranges(g *fieldGroup) ([]termRange, error) {
	s := slices.MaxFunc(m.from, func(a, b *merged) int { return cmp.Compare(a.Size, b.Size) })
	var ranges []termRange
	from := ""
	if n := g.fields[packed.Body]; n != noField && m.fields[n].options.IsIndexed() {
		w, err := s.Walk(m.fields[n].name, nil, "", "")
		if err != nil {
			return nil, s.blame(err)
		}
		for i := 1; ; i++ {
			more, err := w.Next()
			if err != nil {
				return nil, s.blame(err)
			}
			if !more {
				break
			}
			if i%rangeTerms == 0 {
				to := string(w.Term())
				ranges = append(ranges, termRange{from, to})
				from = to
			}
		}
	}
	return append(ranges, termRange{from: from}), nil
}

// writeGroup writes the terms of a group.
func (m *merge) writeGroup(g *fieldGroup) error {
	if err := m.beginGroup(g); err != nil {
		return err
	}
	ranges, err := m.ranges(g)
	if err != nil {
		return err
	}
	workers := min(len(ranges), runtime.GOMAXPROCS(0))
	if workers == 1 {
		err = m.encodeHere(g, ranges)
	} else {
		err = m.encodeApart(g, ranges, workers)
	}
	if err != nil {
		return err
	}
	return m.endGroup()
}

// encodeHere encodes and writes ranges one after the other.
func (m *merge) encodeHere(g *fieldGroup, ranges []termRange) error {
	e := &rangeEncoder{merge: m}
	for _, r := range ranges {
		if err := e.encode(g, r); err != nil {
			return err
		}
		if err := m.writeEncoded(e); err != nil {
			return err
		}
	}
	return nil
}

// writeEncoded writes the range that an encoder has encoded.
func (m *merge) writeEncoded(e *rangeEncoder) error {
	if err := m.appendTerms(&e.encodedTerms); err != nil {
		return err
	}
	return m.flush(false)
}

// encodeApart encodes ranges by some workers, and writes them in their order. No worker
// reads a segment any more when it returns.
func (m *merge) encodeApart(g *fieldGroup, ranges []termRange, workers int) error {
	type encoded struct {
		by  *rangeEncoder
		err error
	}
	free := make(chan *rangeEncoder, 2*workers) // some have a range that waits to be written
	for range cap(free) {
		free <- &rangeEncoder{merge: m}
	}
	results := make([]chan encoded, len(ranges))
	for i := range results {
		results[i] = make(chan encoded, 1)
	}
	stopped := make(chan struct{})
	next := make(chan int)
	var group sync.WaitGroup
	defer group.Wait()
	defer close(stopped)
	group.Go(func() {
		defer close(next)
		for i := range ranges {
			select {
			case next <- i:
			case <-stopped:
				return
			}
		}
	})
	for range workers {
		group.Go(func() {
			for {
				// The encoder comes first: the range that is written next never lacks one.
				var e *rangeEncoder
				select {
				case e = <-free:
				case <-stopped:
					return
				}
				i, ok := <-next
				if !ok {
					return
				}
				results[i] <- encoded{e, e.encode(g, ranges[i])}
			}
		})
	}
	for i := range ranges {
		r := <-results[i]
		if r.err != nil {
			return r.err
		}
		if err := m.writeEncoded(r.by); err != nil {
			return err
		}
		free <- r.by
	}
	return nil
}
