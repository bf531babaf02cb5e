package analyze

// maxParts is the maximum number of words in a unit.
const maxParts = 8

// A unit is one thing in a text: mostly one word, but also an amount of money or a
// hyphen compound. Its parts are its words, one position each. Its wides are terms that
// cover several parts.
type unit struct {
	start, end int
	parts      [maxParts]part
	n          int
	wides      [4]wide
	nwides     int
	// whole means that a wide term covers everything, so that a query omits the parts.
	whole bool
}

// A part is one word of a unit.
type part struct {
	start, end int
	e          entry
}

// A wide is a term over width parts, starting at part at.
type wide struct {
	term      string
	at, width int
	kind      Kind
}

func (u *unit) reset(start int) {
	u.start, u.end, u.n, u.nwides, u.whole = start, start, 0, 0, false
}

// add appends a part, unless it has no term.
func (u *unit) add(start, end int, e *entry) {
	u.end = end
	if e.term != "" && u.n < maxParts {
		u.parts[u.n] = part{start, end, *e}
		u.n++
	}
}

func (u *unit) addWide(term string, at, width int, kind Kind) {
	if term == "" || width <= 0 || at >= u.n || u.nwides == len(u.wides) {
		return
	}
	width = min(width, u.n-at)
	for _, w := range u.wides[:u.nwides] {
		if w.term == term && w.at == at {
			return
		}
	}
	u.wides[u.nwides] = wide{term, at, width, kind}
	u.nwides++
}
