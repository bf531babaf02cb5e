package rank

import "math"

// placesOf returns the positions of a term in the current field of a document at which it
// stands. plain is false if one of them covers several, and if they cannot be read: then err
// is set.
func (p *phrase) placesOf(t *phraseTerm, doc uint32) (places []uint32, plain bool) {
	if t.placesOf != doc || t.placesIn != p.field {
		t.placesOf = noDoc
		var err error
		if t.places, t.plain, err = t.Places(int(p.field), t.places); err != nil {
			p.err = err
			return nil, false
		}
		t.placesOf, t.placesIn = doc, p.field
	}
	return t.places, t.plain
}

// countPlain returns the number of matches of a phrase without alternatives and slop. It
// is false if a position may cover several.
func (p *phrase) countPlain(doc uint32) (n int, ok bool) {
	if len(p.inOrder) == 1 {
		return 0, false
	}
	most := 1
	if len(p.inOrder) == 2 {
		most = math.MaxInt
	}
	if n, ok = p.countAdjacent(doc, most); !ok || n == 0 || most > 1 {
		return n, ok
	}
	var all [8][]uint32
	if len(p.inOrder) > len(all) {
		return 0, false
	}
	for i, t := range p.inOrder {
		plain := false
		if all[i], plain = p.placesOf(t, doc); !plain || !ascend(all[i]) {
			return 0, false
		}
	}
	n = 0
	for _, start := range all[0] {
		found := true
		for i := 1; i < len(p.inOrder) && found; i++ {
			want := start + uint32(i)
			for len(all[i]) > 0 && all[i][0] < want {
				all[i] = all[i][1:]
			}
			found = len(all[i]) > 0 && all[i][0] == want
		}
		if found {
			n++
		}
	}
	return n, true
}

// ascend reports whether no position comes twice.
func ascend(places []uint32) bool {
	last := uint32(0)
	for _, at := range places {
		if at <= last {
			return false
		}
		last = at
	}
	return true
}

// countAdjacent returns the number of positions at which the two rarest adjacent terms
// follow each other, but not more than most. It reads the positions of the rarer one, and
// of the other one only as many as may follow or precede them.
func (p *phrase) countAdjacent(doc uint32, most int) (n int, ok bool) {
	rare, other, step := p.inOrder[p.adjacent], p.inOrder[p.adjacent+1], uint32(1)
	if f := int(p.field); rare.Freq(f, rare.Index()) > other.Freq(f, other.Index()) {
		rare, other, step = other, rare, math.MaxUint32 // −1
	}
	places, plain := p.placesOf(rare, doc)
	if !plain || !ascend(places) {
		return 0, false
	}
	if rare == other {
		return 0, false
	}
	p.wanted = p.wanted[:0]
	for _, at := range places {
		p.wanted = append(p.wanted, at+step)
	}
	n, ok, err := other.Among(int(p.field), p.wanted, most)
	if err != nil {
		p.err = err
	}
	return n, ok
}
