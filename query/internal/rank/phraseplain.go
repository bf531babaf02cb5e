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
	first, plain := p.placesOf(p.inOrder[p.adjacent], doc)
	if !plain {
		return 0, false
	}
	second, plain := p.placesOf(p.inOrder[p.adjacent+1], doc)
	if !plain {
		return 0, false
	}
	if len(p.inOrder) == 2 {
		return following(first, second, math.MaxInt)
	}
	if n, ok = following(first, second, 1); n == 0 {
		return n, ok
	}
	var all [8][]uint32
	if len(p.inOrder) > len(all) {
		return 0, false
	}
	for i, t := range p.inOrder {
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

// following returns the number of positions in a that one in b directly follows, but not
// more than most. It is false if a position comes twice.
func following(a, b []uint32, most int) (n int, ok bool) {
	if !ascend(a) || !ascend(b) {
		return 0, false
	}
	for i, j := 0, 0; i < len(a) && j < len(b) && n < most; {
		switch want := a[i] + 1; {
		case b[j] < want:
			j++
		case b[j] > want:
			i++
		default:
			n++
			i++
			j++
		}
	}
	return n, true
}
