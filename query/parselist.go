package query

// combine joins the clauses of a list without operators.
func combine(clauses []Query) Query {
	var should, must []Query
	for _, q := range clauses {
		switch {
		case q == nil:
		case filters(q):
			must = append(must, flatAnd(q)...)
		default:
			should = append(should, q)
		}
	}
	if len(should) > 1 {
		should = []Query{Or{flatten(should, isOr)}}
	}
	if len(should) == 1 && len(must) > 0 {
		return And{flatten(append(should, must...), isAnd)}
	}
	if len(must) > 1 {
		return And{must}
	}
	if all := append(should, must...); len(all) == 1 {
		return all[0]
	}
	return nil
}

// filters reports whether a clause of a list only restricts the matches of the
// others and adds nothing to the score.
func filters(q Query) bool {
	switch q := q.(type) {
	case Not, DateRange:
		return true
	case Boost:
		return filters(q.Of)
	case Field:
		row := fieldNamed(q.Name)
		return row != nil && !row.ranked
	case And:
		for _, c := range q.Of {
			if !filters(c) {
				return false
			}
		}
		return true
	case Or:
		for _, c := range q.Of {
			if !filters(c) {
				return false
			}
		}
		return true
	}
	return false
}

func isAnd(q Query) ([]Query, bool) { a, ok := q.(And); return a.Of, ok }
func isOr(q Query) ([]Query, bool)  { o, ok := q.(Or); return o.Of, ok }

func flatAnd(q Query) []Query { return flatten([]Query{q}, isAnd) }

// flatten replaces operands of the same kind by their own operands.
func flatten(qs []Query, same func(Query) ([]Query, bool)) []Query {
	var flat []Query
	for _, q := range qs {
		if of, ok := same(q); ok {
			flat = append(flat, of...)
		} else {
			flat = append(flat, q)
		}
	}
	return flat
}
