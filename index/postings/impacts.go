package postings

import (
	"math"
	"slices"
	"sync"

	"github.com/newsdex/newsdex/index/postings/packed"
	"github.com/newsdex/newsdex/index/schema"
)

// ImpactBlock is the number of postings of a block of [Impacts].
const ImpactBlock = 64

// Impacts are upper bounds of the scores of a list's postings under one
// [Saturation], a byte for each posting. They are computed once and kept with the
// list. They are tighter than a [Block], which holds under every saturation, and
// reading one is quicker than computing a score. A bound in units of the score is a
// value times Step.
type Impacts struct {
	// Values are the bounds by posting. A value is at least 1.
	Values []uint8
	// Blocks are the greatest values of each run of [ImpactBlock] postings.
	Blocks []uint8
	// Step is the score that a value of 1 stands for.
	Step float64

	key any
}

// MaxImpact is the greatest value of [Impacts]. The posting with the highest score
// has it.
const MaxImpact = 255

// size returns the number of bytes that the impacts take in memory, with 100 for the
// rest.
func (im *Impacts) size() int { return cap(im.Values) + cap(im.Blocks) + 100 }

// A Saturation is a term's score as a function of its frequencies and field lengths:
// the saturating part of BM25F, without weights of the query. It is safe for
// concurrent use if Impact is.
type Saturation struct {
	// Key identifies the function. It must be comparable.
	Key any
	// Impact returns the score of a posting from the term's frequency and the
	// length of each field, in words. The length of a field with frequency 0
	// must not matter. Impact must not fall with a frequency, nor rise with a
	// length.
	Impact func(freq, length [schema.TextFields]uint32) float64
}

// bodyBounds returns upper bounds of the scores of postings in the body alone, by
// packed frequency and length class. The table takes 0.08 ms to compute and is kept
// for searches with the same saturation.
func (c *Cache) bodyBounds(s *Saturation) []float32 {
	c.mu.Lock()
	bodies := c.bodies[s.Key]
	c.mu.Unlock()
	if bodies != nil {
		return bodies
	}
	bodies = make([]float32, packed.LengthClasses<<bodyBits)
	for i := range bodies {
		var freq, length [schema.TextFields]uint32
		freq[schema.Body], length[schema.Body] = uint32(i/packed.LengthClasses), packed.LeastOfClass[i%packed.LengthClasses]
		if freq[schema.Body] > 0 {
			bodies[i] = roundUp(s.Impact(freq, length))
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.bodies) == maxBodyTables {
		clear(c.bodies)
	}
	c.bodies[s.Key] = bodies
	return bodies
}

// maxBodyTables is the number of tables of [Cache.bodyBounds] that a cache keeps, of
// 13 KB each. A ranking needs two; most programs have one ranking.
const maxBodyTables = 8

// roundUp returns the least float32 that is not below c.
func roundUp(c float64) float32 {
	f := float32(c)
	if float64(f) < c {
		f = math.Nextafter32(f, math.MaxFloat32)
	}
	return f
}

// maxPooledBounds is the number of postings up to which a buffer of bounds is pooled.
const maxPooledBounds = 1 << 17

var boundsPool = sync.Pool{New: func() any { return new([]float32) }}

// An ImpactPolicy tells when the impacts of a list are computed.
type ImpactPolicy uint8

const (
	// ImpactsOnRepeat computes them for the second search that asks. It is for a
	// search of so few postings that impacts would not make it quicker.
	ImpactsOnRepeat ImpactPolicy = iota
	// ImpactsIfCached computes them for the first search if the cache has room for
	// them.
	ImpactsIfCached
	// ImpactsAlways computes them in any case.
	ImpactsAlways
)

// Impacts returns the impacts of the list under s, or nil where policy does not have
// them computed or there can be none. The cache of the index keeps them where they
// fit, but for those of a partial list. A list keeps the impacts of one key, the
// last.
func (l *List) Impacts(s *Saturation, policy ImpactPolicy) *Impacts {
	if l.origin == nil || len(l.docs) == 0 || l.partial && policy < ImpactsAlways {
		return nil
	}
	if l.partial {
		return l.makeImpacts(s)
	}
	old := l.origin.impacts.Load()
	if old != nil && old.key == s.Key {
		return old
	}
	kept := true
	if old == nil {
		first := l.origin.impactRequests.Add(1) == 1
		kept = l.origin.segment.cache.fits(l.origin.key, len(l.docs))
		if policy == ImpactsOnRepeat && first || policy < ImpactsAlways && !kept {
			return nil
		}
	}
	im := l.makeImpacts(s)
	if im != nil && kept && l.origin.impacts.CompareAndSwap(old, im) && old == nil {
		l.origin.segment.cache.grow(l.origin.key, l, im.size())
	}
	return im
}

// HasImpacts reports whether the list keeps impacts under s.
func (l *List) HasImpacts(s *Saturation) bool {
	if l.origin == nil {
		return false
	}
	im := l.origin.impacts.Load()
	return im != nil && im.key == s.Key
}

// makeImpacts computes the impacts of the list, nil if there can be none.
func (l *List) makeImpacts(s *Saturation) *Impacts {
	pooled := boundsPool.Get().(*[]float32)
	bounds := slices.Grow((*pooled)[:0], len(l.docs))[:len(l.docs)]
	var most float32
	if l.partial {
		most = l.boundPartial(bounds, s)
	} else {
		most = l.boundPostings(bounds, s)
	}
	im := newImpacts(bounds, most, s.Key)
	if cap(bounds) <= maxPooledBounds {
		*pooled = bounds
		boundsPool.Put(pooled)
	}
	return im
}

// fewPostings is the number of postings up to which computing the score of each is
// quicker than making a table of [Cache.bodyBounds].
const fewPostings = 512

// boundPostings sets bounds to upper bounds of the scores of the list's postings,
// and returns the greatest.
func (l *List) boundPostings(bounds []float32, s *Saturation) (most float32) {
	var classes []uint8
	var bodies []float32
	segment := l.segment
	lengths, _ := segment.AllLengths() // their error was returned when the list was decoded
	if len(l.docs) > fewPostings {
		if classes, _ = segment.LengthClasses(); classes != nil {
			bodies = segment.cache.bodyBounds(s)
		}
	}
	freqs := l.freqs[:len(l.docs)]
	for i, doc := range l.docs {
		var c float32
		if p := freqs[i]; bodies != nil && p&(1<<bodyShift-1) == 0 {
			c = bodies[int(p>>bodyShift)*packed.LengthClasses+int(classes[doc])]
		} else {
			c = roundUp(s.Impact(l.Freq(i), [schema.TextFields]uint32{lengths[schema.Title][doc], lengths[schema.Deck][doc], lengths[schema.Body][doc]}))
		}
		bounds[i] = c
		if c > most { // quicker than max
			most = c
		}
	}
	return most
}

// boundPartial is like boundPostings but for a partial list, which has lengths of
// its own.
func (l *List) boundPartial(bounds []float32, s *Saturation) (most float32) {
	var bodies []float32
	if len(l.docs) > fewPostings {
		bodies = l.segment.cache.bodyBounds(s)
	}
	for i := range l.docs {
		var c float32
		if p := l.freqs[i]; bodies != nil && p&(1<<bodyShift-1) == 0 {
			c = bodies[int(p>>bodyShift)*packed.LengthClasses+int(packed.LengthClass(l.lengths[schema.Body][i]))]
		} else {
			var length [schema.TextFields]uint32
			for f, of := range l.lengths {
				if of != nil {
					length[f] = of[i]
				}
			}
			c = roundUp(s.Impact(l.Freq(i), length))
		}
		bounds[i] = c
		most = max(most, c)
	}
	return most
}

// newImpacts returns the impacts of postings with the given bounds, nil if the
// greatest is not a positive number.
func newImpacts(bounds []float32, most float32, key any) *Impacts {
	if most <= 0 || math.IsInf(float64(most), 0) || math.IsNaN(float64(most)) {
		return nil
	}
	im := &Impacts{
		Values: make([]uint8, len(bounds)),
		Blocks: make([]uint8, (len(bounds)+ImpactBlock-1)/ImpactBlock),
		Step:   float64(most) / MaxImpact,
		key:    key,
	}
	steps := float32((1 + 1e-6) / im.Step)
	for b := range im.Blocks {
		first := b * ImpactBlock
		last := min(first+ImpactBlock, len(bounds))
		values := im.Values[first:last]
		best := uint8(0)
		for i, c := range bounds[first:last] {
			v := uint8(min(uint32(c*steps)+1, MaxImpact))
			values[i] = v
			best = max(best, v)
		}
		im.Blocks[b] = best
	}
	return im
}
