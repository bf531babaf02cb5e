package query

// The limits of a query. [Search] refuses queries beyond them. [Parse] never returns
// such a query.
const (
	// MaxClauses is the greatest number of words, phrases and other clauses without
	// clauses of their own.
	MaxClauses = 10_000
	// MaxExpanding is the greatest number of prefixes and fuzzy words. Each may
	// expand to thousands of terms, which take memory.
	MaxExpanding = 500
	// MaxNesting is the greatest depth of nested clauses.
	MaxNesting = 1_000

	maxNodes     = 10 * MaxClauses // clauses of all kinds
	maxTextBytes = 128 << 10       // total of all texts: analysing them takes some 20 ms
)

// A measure sums the parts of a query.
type measure struct {
	clauses, expanding, nodes, bytes int
}

// check returns an error if a query exceeds the limits or a part of it is empty. It
// visits no more clauses than the limits allow.
func (m *measure) check(q Query, depth int) error {
	if depth > MaxNesting {
		return queryErrorf("its clauses are nested deeper than %d", MaxNesting)
	}
	if m.nodes++; m.nodes > maxNodes {
		return queryErrorf("it has more than %d clauses, within each other or not", maxNodes)
	}
	if err := checkEmpty(q); err != nil {
		return err
	}
	var of []Query
	var text string
	switch q := q.(type) {
	case And:
		of = q.Of
	case Or:
		of = q.Of
	case Not:
		of = []Query{q.Of}
	case Field:
		of = []Query{q.Of}
	case Boost:
		of = []Query{q.Of}
	case Term:
		text = q.Text
	case Phrase:
		text = q.Text
	case Prefix:
		text = q.Text
		m.expanding++
	case Fuzzy:
		text = q.Text
		m.expanding++
	}
	if m.bytes += len(text); m.bytes > maxTextBytes {
		return queryErrorf("its texts have more than %d bytes", maxTextBytes)
	}
	if len(of) == 0 {
		m.clauses++
	}
	// An invalid date in a query string is two words, so there may be one clause
	// more.
	if m.clauses > MaxClauses+1 {
		return queryErrorf("it has more than %d words, phrases and other clauses", MaxClauses)
	}
	if m.expanding > MaxExpanding {
		return queryErrorf("it has more than %d prefixes and fuzzy words", MaxExpanding)
	}
	for _, c := range of {
		if err := m.check(c, depth+1); err != nil {
			return err
		}
	}
	return nil
}
