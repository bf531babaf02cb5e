package postings

import (
	"math"
	"math/bits"
	"slices"
	"sync"

	"github.com/newsdex/newsdex/index/internal/segment"
	"github.com/newsdex/newsdex/index/schema"
)

// ImpactBlock is the number of postings of a block of [Impacts].
const ImpactBlock = 64

// Impacts are bounds of what the postings of a list count in one way of scoring,
// made once and kept with the list: tighter than a [Block], which holds for all
// ways, and quicker to ask than a score is to compute. They are whole numbers of
// steps, a byte for each posting.
type Impacts struct {
	// Values has a bound for each posting, never less than what it counts, nor 0.
	Values []uint8
	// Blocks has the greatest of each run of [ImpactBlock] values.
	Blocks []uint8
	// Step is what 1 stands for; no value is above [MaxImpact].
	Step float64

	key any
}

// MaxImpact is the greatest value of [Impacts], which the posting has that counts
// most.
const MaxImpact = 255

func (im *Impacts) size() int { return cap(im.Values) + cap(im.Blocks) + 100 }

// A Saturation is a way of scoring of which there can be [Impacts]. It is safe for
// concurrent use, if Count is.
type Saturation struct {
	// Key stands for it; it must be comparable.
	Key any
	// Count returns what a posting counts by its frequencies and by the lengths
	// of its fields; that of a field in which the word is not says nothing. It
	// must not count less for a higher frequency, nor more for a longer field.
	Count func(freq, length [schema.TextFields]uint32) float64
}

// Lengths are of one class where they are the same but for what is behind their
// first five binary digits, so that their counts are within some 2 % of each
// other. All from 2¹⁶ are of one.
const (
	lengthDigits  = 5
	lengthClasses = 1<<lengthDigits + (16-lengthDigits)<<(lengthDigits-1) + 1
)

// lengthClass returns the class of a length.
func lengthClass(n uint32) uint8 {
	if n < uint32(len(shortClasses)) {
		return shortClasses[n]
	}
	return computedClass(n)
}

// shortClasses are the classes of the lengths that most texts have.
var shortClasses = func() (classes [1 << 12]uint8) {
	for n := range classes {
		classes[n] = computedClass(uint32(n))
	}
	return classes
}()

func computedClass(n uint32) uint8 {
	if n < 1<<lengthDigits {
		return uint8(n)
	}
	if n >= 1<<16 {
		return lengthClasses - 1
	}
	shift := bits.Len32(n) - lengthDigits
	return uint8(shift<<(lengthDigits-1)) + uint8(n>>shift)
}

// leastOfClass returns the least length of each class.
var leastOfClass = func() (least [lengthClasses]uint32) {
	for n := uint32(1 << 16); ; n-- {
		least[lengthClass(n)] = n
		if n == 0 {
			return least
		}
	}
}()

// bodiesOf returns bounds of what words of the body alone count, by packed frequency and
// by the class of the length: a table that takes 0.08 ms to make, and is kept for the
// searches that score in the same way.
func (c *Cache) bodiesOf(s *Saturation) []float32 {
	c.mu.Lock()
	bodies := c.bodies[s.Key]
	c.mu.Unlock()
	if bodies != nil {
		return bodies
	}
	bodies = make([]float32, lengthClasses<<bodyBits)
	for i := range bodies {
		var freq, length [schema.TextFields]uint32
		freq[schema.Body], length[schema.Body] = uint32(i/lengthClasses), leastOfClass[i%lengthClasses]
		if freq[schema.Body] > 0 {
			bodies[i] = above(s.Count(freq, length))
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.bodies) == bodyTables {
		clear(c.bodies)
	}
	c.bodies[s.Key] = bodies
	return bodies
}

// bodyTables is the number of ways of scoring that tables are kept of, of 13 KB each:
// two for each ranking, of which there is mostly one.
const bodyTables = 8

// above returns c, or the next number above it where c is none.
func above(c float64) float32 {
	f := float32(c)
	if float64(f) < c {
		f = math.Nextafter32(f, math.MaxFloat32)
	}
	return f
}

var countsPool = sync.Pool{New: func() any { return new([]float32) }}

// A Need says what impacts are worth to a search.
type Need uint8

const (
	// Spared impacts are made for the second search that asks: the first one looks
	// at too few postings to be quicker for them.
	Spared Need = iota
	// Wanted impacts are made for the first search, if there is room to keep them.
	Wanted
	// Needed impacts are made in any case.
	Needed
)

// Impacts returns the impacts of the list in a way of scoring, nil where there are none.
// They are kept in the cache of the index where they fit, but those of a list that is a
// part are not. The list keeps the impacts of one key, the last.
func (l *List) Impacts(s *Saturation, need Need) *Impacts {
	if l.from == nil || len(l.docs) == 0 || l.some && need < Needed {
		return nil
	}
	if l.some {
		return l.makeImpacts(s)
	}
	old := l.from.impacts.Load()
	if old != nil && old.key == s.Key {
		return old
	}
	kept := true
	if old == nil {
		first := l.from.searches.Add(1) == 1
		kept = l.from.segment.cache.fits(l.from.key, len(l.docs))
		if need == Spared && first || need < Needed && !kept {
			return nil
		}
	}
	im := l.makeImpacts(s)
	if im != nil && kept && l.from.impacts.CompareAndSwap(old, im) && old == nil {
		l.from.segment.cache.grow(l.from.key, l, im.size())
	}
	return im
}

// HasImpacts reports whether the impacts of the list in a way of scoring are at hand.
func (l *List) HasImpacts(s *Saturation) bool {
	if l.from == nil {
		return false
	}
	im := l.from.impacts.Load()
	return im != nil && im.key == s.Key
}

func (l *List) makeImpacts(s *Saturation) *Impacts {
	pooled := countsPool.Get().(*[]float32)
	counts := slices.Grow((*pooled)[:0], len(l.docs))[:len(l.docs)]
	var most float32
	if l.some {
		most = l.countPart(counts, s)
	} else {
		most = l.count(counts, s)
	}
	im := newImpacts(counts, most, s.Key)
	if cap(counts) <= segment.MaxPooled {
		*pooled = counts
		countsPool.Put(pooled)
	}
	return im
}

// fewCounts is the number of postings for which it takes less time to compute what each
// counts than to make the table.
const fewCounts = 512

// count fills in bounds of what the postings count, and returns the greatest of them.
func (l *List) count(counts []float32, s *Saturation) (most float32) {
	var classes []uint8
	var bodies []float32
	segment := l.segment
	lengths, _ := segment.AllLengths() // an error was that of decoding the list
	if len(l.docs) > fewCounts {
		classes, bodies = segment.lengths.classes, segment.cache.bodiesOf(s)
	}
	freqs := l.freqs[:len(l.docs)]
	for i, doc := range l.docs {
		var c float32
		if p := freqs[i]; bodies != nil && p&(1<<bodyShift-1) == 0 {
			c = bodies[int(p>>bodyShift)*lengthClasses+int(classes[doc])]
		} else {
			c = above(s.Count(l.Freq(i), [schema.TextFields]uint32{lengths[schema.Title][doc], lengths[schema.Deck][doc], lengths[schema.Body][doc]}))
		}
		counts[i] = c
		if c > most { // quicker than max
			most = c
		}
	}
	return most
}

// countPart is count for a part.
func (l *List) countPart(counts []float32, s *Saturation) (most float32) {
	var bodies []float32
	if len(l.docs) > fewCounts {
		bodies = l.segment.cache.bodiesOf(s)
	}
	for i := range l.docs {
		var c float32
		if p := l.freqs[i]; bodies != nil && p&(1<<bodyShift-1) == 0 {
			c = bodies[int(p>>bodyShift)*lengthClasses+int(lengthClass(l.lengths[schema.Body][i]))]
		} else {
			var length [schema.TextFields]uint32
			for f, of := range l.lengths {
				if of != nil {
					length[f] = of[i]
				}
			}
			c = above(s.Count(l.Freq(i), length))
		}
		counts[i] = c
		most = max(most, c)
	}
	return most
}

// newImpacts returns the impacts of postings that count so much, nil if there can
// be none.
func newImpacts(counts []float32, most float32, key any) *Impacts {
	if most <= 0 || math.IsInf(float64(most), 0) || math.IsNaN(float64(most)) {
		return nil
	}
	im := &Impacts{
		Values: make([]uint8, len(counts)),
		Blocks: make([]uint8, (len(counts)+ImpactBlock-1)/ImpactBlock),
		Step:   float64(most) / MaxImpact,
		key:    key,
	}
	steps := float32((1 + 1e-6) / im.Step)
	for b := range im.Blocks {
		first := b * ImpactBlock
		last := min(first+ImpactBlock, len(counts))
		values := im.Values[first:last]
		best := uint8(0)
		for i, c := range counts[first:last] {
			v := uint8(min(uint32(c*steps)+1, MaxImpact))
			values[i] = v
			best = max(best, v)
		}
		im.Blocks[b] = best
	}
	return im
}
