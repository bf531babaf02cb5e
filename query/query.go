package query

import (
	"strconv"
	"strings"
	"time"
)

// A Query defines a set of articles and scores them. The queries are [Term],
// [Phrase], [Prefix], [Fuzzy], [And], [Or], [Not], [Field], [Boost], [DateRange] and
// [All]; there are no others. A search does not change a query. Queries are safe for
// concurrent use.
type Query interface {
	// String returns the query in the syntax that [Parse] reads. A query that Parse
	// returned equals the parse of its string, unless the string is longer, or has
	// deeper parentheses, than Parse reads.
	String() string

	isQuery()
}

// A Term matches a word. It is analysed as the articles are, so that "Musk’s" finds
// "Musk". Text that the analysis splits into several words matches as a phrase.
type Term struct {
	// Text is the word.
	Text string
}

// A Phrase matches words that occur one after the other.
type Phrase struct {
	// Text is the words, separated by spaces.
	Text string
	// Slop is the greatest difference between the farthest moves of words to the
	// right and to the left, in positions from the exact phrase. With 1 there may
	// be a word between two of them; with 2 two neighbours may be swapped. At most
	// [MaxSlop]. Default 0: the exact phrase.
	Slop int
}

// MaxSlop is the greatest slop of a [Phrase]. It is less than the gap of positions
// between two authors, so that no phrase runs from one to the next.
const MaxSlop = 99

// A Prefix matches words that begin with Text. It matches all inflected forms of a
// word if one of them, in the index, begins so.
type Prefix struct {
	// Text is the beginning of a word, without a star.
	Text string
}

// An And matches the articles that match all of its clauses.
type And struct {
	// Of are the clauses, at least one.
	Of []Query
}

// An Or matches the articles that match at least one of its clauses.
type Or struct {
	// Of are the clauses, at least one.
	Of []Query
}

// A Not matches the articles that its clause does not match.
type Not struct {
	// Of is the clause.
	Of Query
}

// A Field matches a query in one field only.
type Field struct {
	// Name is [Title], [Deck], [Body], [Outlet], [Author], [URL] or [Language], or an
	// alias of one of them ([Fields]).
	Name string
	// Of is the query.
	Of Query
}

// A Boost multiplies the score of a query. Nested boosts multiply, and their product
// must not exceed [MaxBoost] either. A query that only filters scores 0 with any
// boost.
type Boost struct {
	// Of is the query.
	Of Query
	// By is the factor, above 0 and at most [MaxBoost]. A product of boosts below
	// 1e-30 counts as 1e-30.
	By float64
}

// MaxBoost is the greatest boost.
const MaxBoost = 1000

// A DateRange matches the articles that were published in a range of time, to the
// second. Articles without a date are in no range. One end may be open, but not both.
type DateRange struct {
	// From is the first moment of the range; the zero time is an open start.
	From time.Time
	// To is the first moment behind the range; the zero time is an open end.
	To time.Time
}

// An All matches every article.
type All struct{}

func (Term) isQuery()      {}
func (Phrase) isQuery()    {}
func (Prefix) isQuery()    {}
func (Fuzzy) isQuery()     {}
func (And) isQuery()       {}
func (Or) isQuery()        {}
func (Not) isQuery()       {}
func (Field) isQuery()     {}
func (Boost) isQuery()     {}
func (DateRange) isQuery() {}
func (All) isQuery()       {}

// String returns the query in the syntax of [Parse].
func (q Term) String() string { return q.Text }

// String returns the query in the syntax of [Parse].
func (q Phrase) String() string {
	s := `"` + q.Text + `"`
	if q.Slop != 0 {
		s += "~" + strconv.Itoa(q.Slop)
	}
	return s
}

// String returns the query in the syntax of [Parse].
func (q Prefix) String() string { return q.Text + "*" }

// String returns the query in the syntax of [Parse].
func (q Fuzzy) String() string {
	switch q.Edits {
	case 0:
		return q.Text
	case AutoEdits:
		return q.Text + "~"
	}
	return q.Text + "~" + strconv.Itoa(q.Edits)
}

// String returns the query in the syntax of [Parse].
func (q All) String() string { return "*" }

// String returns the query in the syntax of [Parse].
func (q Not) String() string { return "NOT " + operand(q.Of) }

// String returns the query in the syntax of [Parse].
func (q And) String() string {
	return join(q.Of, " AND ")
}

// String returns the query in the syntax of [Parse].
func (q Or) String() string {
	return join(q.Of, " OR ")
}

// String returns the query in the syntax of [Parse].
func (q Field) String() string {
	if n, ok := q.Of.(Not); ok {
		return q.Name + ":(" + n.String() + ")"
	}
	return q.Name + ":" + operand(q.Of)
}

// String returns the query in the syntax of [Parse].
func (q Boost) String() string {
	s := q.Of.String()
	switch q.Of.(type) {
	case Term, Phrase, Prefix, Fuzzy, All:
		if !strings.Contains(s, "^") {
			return s + boostString(q.By)
		}
	}
	return "(" + s + ")" + boostString(q.By)
}

func boostString(by float64) string { return "^" + strconv.FormatFloat(by, 'f', -1, 64) }

// String returns the query in the syntax of [Parse].
func (q DateRange) String() string {
	switch {
	case q.From.IsZero() && q.To.IsZero():
		return emptyGroup
	case q.To.IsZero():
		return "after:" + dateString(q.From)
	case q.From.IsZero():
		return "before:" + dateString(q.To)
	}
	// The syntax includes the last day, or second, of a range.
	from, to := q.From.UTC(), q.To.UTC()
	if midnight(from) && midnight(to) {
		return "date:" + from.Format(time.DateOnly) + ".." + to.AddDate(0, 0, -1).Format(time.DateOnly)
	}
	return "date:" + from.Format(secondLayout) + ".." + to.Add(-time.Second).Format(secondLayout)
}

const secondLayout = "2006-01-02T15:04:05"

func midnight(t time.Time) bool { return t.Equal(t.Truncate(24 * time.Hour)) }

func dateString(t time.Time) string {
	t = t.UTC()
	if midnight(t) {
		return t.Format(time.DateOnly)
	}
	return t.Format(secondLayout)
}

// emptyGroup is the string of an empty query, which [Parse] rejects too.
const emptyGroup = "()"

func join(qs []Query, sep string) string {
	if len(qs) == 0 {
		return emptyGroup
	}
	parts := make([]string, len(qs))
	for i, q := range qs {
		parts[i] = operand(q)
	}
	if len(parts) == 1 {
		return parts[0]
	}
	return strings.Join(parts, sep)
}

// operand returns the string of q beside an operator.
func operand(q Query) string {
	switch q := q.(type) {
	case And:
		if len(q.Of) > 1 {
			return "(" + q.String() + ")"
		}
	case Or:
		if len(q.Of) > 1 {
			return "(" + q.String() + ")"
		}
	}
	return q.String()
}
