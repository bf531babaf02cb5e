package index

import "math"

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

// Impacts returns the impacts of the list in the way of scoring that key stands
// for, in which count says what the i-th posting counts. They are made for the
// second search that asks, and kept in the cache of the index. Without them, for
// the first search or where they do not fit, the result is nil. The key must be
// comparable; the list keeps the impacts of one key, the last.
func (l *List) Impacts(key any, count func(i int) float64) *Impacts {
	if l.from == nil || len(l.docs) == 0 {
		return nil
	}
	old := l.from.impacts.Load()
	if old != nil && old.key == key {
		return old
	}
	if old == nil && (l.from.searches.Add(1) == 1 || !l.from.segment.cache.fits(l.from.key, len(l.docs))) {
		return nil
	}
	counts := make([]float64, len(l.docs))
	most := 0.0
	for i := range counts {
		counts[i] = count(i)
		most = max(most, counts[i])
	}
	if most == 0 || math.IsInf(most, 0) || math.IsNaN(most) {
		return nil
	}
	im := &Impacts{
		Values: make([]uint8, len(l.docs)),
		Blocks: make([]uint8, (len(l.docs)+ImpactBlock-1)/ImpactBlock),
		Step:   most / MaxImpact,
		key:    key,
	}
	for i, c := range counts {
		v := uint8(min(MaxImpact, max(1, math.Ceil(c/im.Step))))
		if float64(v)*im.Step < c && v < MaxImpact { // by rounding
			v++
		}
		im.Values[i] = v
		im.Blocks[i/ImpactBlock] = max(im.Blocks[i/ImpactBlock], v)
	}
	if l.from.impacts.CompareAndSwap(old, im) && old == nil {
		l.from.segment.cache.grow(l.from.key, l, im.size())
	}
	return im
}
