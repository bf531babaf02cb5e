package rank

// A query of thousands of words has as many pairs, and the sum of all their bounds
// would rule no document out. So the bounds of many pairs are added to windows too,
// in the documents that have both words.

// A pairAdder adds the bounds of a pair to a window.
type pairAdder struct {
	a, b         int    // indexes of the words' adders
	aStep, bStep uint32 // a step of each word's impacts in integers of the window
}

// pairAdders returns adders of the pairs whose words both have postings. unit is the
// score of 1 in the windows.
func (d *disjunct) pairAdders(unit float64) []pairAdder {
	adders := []pairAdder{}
	for _, p := range d.pairs {
		if n := len(d.cursors); p.a.rank >= n || p.b.rank >= n || d.cursors[p.a.rank] != p.a || d.cursors[p.b.rank] != p.b {
			continue
		}
		// As in boundOf: a pair scores at most this many times the score of either
		// word.
		step := func(c *cursor) uint32 { return uint32(p.most*c.scale/c.weight/unit) + 1 }
		adders = append(adders, pairAdder{p.a.rank, p.b.rank, step(p.a), step(p.b)})
	}
	return adders
}

// add adds the bounds in the window that starts at base. The words must have been
// added before.
func (p *pairAdder) add(w *window, base uint32, adders []adder) {
	a, b := &adders[p.a], &adders[p.b]
	for i, j := a.from, b.from; i < a.next && j < b.next; {
		switch x, y := a.docs[i], b.docs[j]; {
		case x < y:
			i++
		case x > y:
			j++
		default:
			w[x-base] += min(p.aStep*uint32(a.impacts.Values[i]), p.bStep*uint32(b.impacts.Values[j]))
			i++
			j++
		}
	}
}
