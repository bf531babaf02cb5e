package index

import "math"

// ImpactBlock is the number of postings of a block of [Impacts].
const ImpactBlock = 64

// Impacts are bounds of what the postings of a list count in one way of scoring,
// made once and kept with the list: tighter than a [Block], which holds for all
// ways, and quicker to ask than a score is to compute.
type Impacts struct {
	// Values has a bound for each posting, never less than what it counts.
	Values []float32
	// Blocks has the greatest of each run of [ImpactBlock] values.
	Blocks []float32
	// Max is the greatest of all.
	Max float32

	key any
}

func (im *Impacts) size() int { return 4*cap(im.Values) + 4*cap(im.Blocks) + 100 }

// Impacts returns the impacts of the list in the way of scoring that key stands
// for, in which count says what the i-th posting counts. They are made for the
// second search that asks, and kept in the cache of the index. Without them, for
// the first search or where they do not fit, the result is nil. The key must be
// comparable; the list keeps the impacts of one key, the last.
func (l *List) Impacts(key any, count func(i int) float64) *Impacts {
	if l.from == nil {
		return nil
	}
	old := l.from.impacts.Load()
	if old != nil && old.key == key {
		return old
	}
	size := 0
	if old == nil {
		size = 4*len(l.docs) + 4*len(l.docs)/ImpactBlock
		if l.from.searches.Add(1) == 1 || !l.from.segment.cache.fits(l.from.key, size) {
			return nil
		}
	}
	im := &Impacts{
		Values: make([]float32, len(l.docs)),
		Blocks: make([]float32, (len(l.docs)+ImpactBlock-1)/ImpactBlock),
		key:    key,
	}
	for i := range im.Values {
		v := roundUp(count(i))
		im.Values[i] = v
		im.Blocks[i/ImpactBlock] = max(im.Blocks[i/ImpactBlock], v)
		im.Max = max(im.Max, v)
	}
	if l.from.impacts.CompareAndSwap(old, im) && old == nil {
		l.from.segment.cache.grow(l.from.key, l, im.size())
	}
	return im
}

// roundUp returns the least float32 that is not less than v.
func roundUp(v float64) float32 {
	f := float32(v)
	if float64(f) < v {
		f = math.Nextafter32(f, math.MaxFloat32)
	}
	return f
}
