package query

// checkEmpty returns an error for a query without content. The table in the package
// comment lists them.
func checkEmpty(q Query) error {
	switch q := q.(type) {
	case And:
		if len(q.Of) == 0 {
			return queryErrorf("an And without clauses; All matches every article")
		}
	case Or:
		if len(q.Of) == 0 {
			return queryErrorf("an Or without clauses; Not{All} matches no article")
		}
	case Not:
		return checkOf("a Not", q.Of)
	case Field:
		return checkOf("a Field", q.Of)
	case Boost:
		return checkOf("a Boost", q.Of)
	case Term:
		return checkText("a Term", q.Text)
	case Phrase:
		return checkText("a Phrase", q.Text)
	case Prefix:
		return checkText("a Prefix", q.Text)
	case Fuzzy:
		return checkText("a Fuzzy", q.Text)
	case DateRange:
		if q.From.IsZero() && q.To.IsZero() {
			return queryErrorf("a DateRange without a start and an end; All matches every article")
		}
	}
	return nil
}

// checkOf returns an error if a query of a kind lacks its clause.
func checkOf(kind string, of Query) error {
	if of == nil {
		return queryErrorf("%s without a clause", kind)
	}
	return nil
}

// checkText returns an error if the text of a query of a kind has nothing to search
// for.
func checkText(kind, text string) error {
	if !hasWord(text) {
		return queryErrorf("%s with the text %.40q, which has no letter, digit or symbol to search for", kind, text)
	}
	return nil
}
