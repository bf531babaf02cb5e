package query

import (
	"fmt"
	"strings"
	"unicode"
)

// A SyntaxError says that a query string cannot be read at all. It wraps
// [ErrInvalid].
type SyntaxError struct {
	// Query is the string, or the beginning of a string that is too long.
	Query string
	// Offset is the offset of the error in Query, in bytes.
	Offset int
	// Msg says what is wrong, for people.
	Msg string
}

// Error returns the message with the query and the offset.
func (e *SyntaxError) Error() string {
	return fmt.Sprintf("query %q, offset %d: %s", e.Query, e.Offset, e.Msg)
}

// Unwrap returns [ErrInvalid].
func (e *SyntaxError) Unwrap() error { return ErrInvalid }

// A Notice says that a part of a query string was probably not read as it was meant.
type Notice struct {
	// Offset is the offset of the part, in bytes.
	Offset int
	// Msg names the part and how it was read, for people.
	Msg string
}

// String returns the message.
func (n Notice) String() string { return n.Msg }

const (
	// MaxQueryBytes is the greatest length of a query string, in bytes.
	MaxQueryBytes = 64 << 10
	// maxDepth bounds the nesting of parentheses. Deeper parentheses are ignored,
	// with a notice.
	maxDepth = 100
)

// Parse reads a query string. It is like [Interpret] but returns no notices.
func Parse(s string) (Query, error) {
	q, _, err := Interpret(s)
	return q, err
}

// Interpret reads a query string:
//
//	musk openai              articles with either word; more and rarer words rank higher
//	"no thank you"           the words in this order
//	musk -twitter            without a word
//	musk AND (bid OR offer)  AND binds tighter than OR; NOT is the same as -
//	"musk bid"~3             these words, at most three moves away from this order
//	negotiat*                words that begin so
//	tesl~  zukerberg~2       words within an edit or two; without a number, by the length
//	musk^2 "the bid"^1.5 (a OR b)^3     clauses that count more, or with ^0.5 less
//	title:musk outlet:"Unblock Media" author:smith url:example.com lang:en
//	after:2025-02-01 before:2025-03     from the first day on, up to the second
//	date:2025-02  date:2025-02-01..2025-02-11   a month; both days are in the range
//
// AND, OR and NOT are upper case. In a list of clauses without operators, at least
// one word, phrase, prefix or fuzzy word must match. Every date clause, and every
// clause on a field that only filters, must match. No negated clause may match.
//
// Parts with invalid syntax are searched as words, with a [Notice]. Clauses behind
// the first [MaxClauses] are left out, with a notice. The error is a [*SyntaxError]
// if a string has no word, or is longer than [MaxQueryBytes].
func Interpret(s string) (Query, []Notice, error) {
	if len(s) > MaxQueryBytes {
		return nil, nil, &SyntaxError{Query: s[:40] + "…", Offset: MaxQueryBytes,
			Msg: fmt.Sprintf("the query has %d bytes, and %d is the limit", len(s), MaxQueryBytes)}
	}
	p := &parser{boost: 1}
	s = strings.ToValidUTF8(s, "\uFFFD")
	p.toks = lex(s, p.note)
	q := p.list(0)
	if q == nil {
		return nil, p.notices, &SyntaxError{Query: s, Msg: "there is no word in it to search for"}
	}
	return q, p.notices, nil
}

// A parser reads tokens by recursive descent. Its methods return nil for empty
// clauses.
type parser struct {
	toks    []token
	pos     int
	clauses int     // number of clauses read
	expands int     // number of prefixes and fuzzy words among them
	cut     bool    // clauses beyond the limit were left out
	boost   float64 // greatest product of nested boosts read since it was last set
	notices []Notice
}

// maxNotices bounds the number of notices of one query: a long query can be wrong at
// every character.
const maxNotices = 20

// note adds a notice.
func (p *parser) note(offset int, msg string) {
	if len(p.notices) < maxNotices {
		p.notices = append(p.notices, Notice{offset, msg})
	}
}

func (p *parser) peek() token { return p.toks[p.pos] }

func (p *parser) next() token {
	t := p.toks[p.pos]
	if t.kind != tokEnd {
		p.pos++
	}
	return t
}

// list reads clauses up to a closing parenthesis or the end.
func (p *parser) list(depth int) Query {
	var clauses []Query
	for {
		switch t := p.peek(); t.kind {
		case tokEnd:
			return combine(clauses)
		case tokClose:
			if depth > 0 {
				return combine(clauses)
			}
			p.note(t.start, "a parenthesis is closed that was not opened: it is left out")
			p.next()
			continue
		case tokAnd, tokOr, tokBoost, tokSlop:
			p.note(t.start, t.text+" has nothing before it: it is left out")
			p.next()
			continue
		}
		if q := p.or(depth); q != nil {
			clauses = append(clauses, q)
		}
	}
}

// or reads clauses joined by OR.
func (p *parser) or(depth int) Query {
	return p.operators(depth, tokOr, p.and, func(qs []Query) Query { return Or{flatten(qs, isOr)} })
}

// and reads clauses joined by AND.
func (p *parser) and(depth int) Query {
	return p.operators(depth, tokAnd, p.unary, func(qs []Query) Query { return And{flatten(qs, isAnd)} })
}

func (p *parser) operators(depth int, op tokenKind, operand func(int) Query, join func([]Query) Query) Query {
	var qs []Query
	for {
		if q := operand(depth); q != nil {
			qs = append(qs, q)
		}
		t := p.peek()
		if t.kind != op {
			break
		}
		p.next()
		if k := p.peek().kind; k == tokEnd || k == tokClose || k == tokAnd || k == tokOr {
			p.note(t.start, t.text+" has nothing after it: it is left out")
			break
		}
	}
	switch len(qs) {
	case 0:
		return nil
	case 1:
		return qs[0]
	}
	return join(qs)
}

// unary reads a clause and the minus signs and NOTs before it.
func (p *parser) unary(depth int) Query {
	nots := 0
	var first token
	for p.peek().kind == tokNot {
		if t := p.next(); nots == 0 {
			first = t
		}
		nots++
	}
	q := p.primary(depth)
	if q == nil {
		if nots > 0 {
			p.note(first.start, first.text+" has nothing after it: it is left out")
		}
		return nil
	}
	if nots%2 == 0 {
		return q
	}
	if n, ok := q.(Not); ok {
		return n.Of
	}
	return Not{q}
}

// primary reads a clause and the boost behind it.
func (p *parser) primary(depth int) Query {
	before := p.boost
	p.boost = 1
	q := p.clause(depth)
	if t := p.peek(); t.kind == tokBoost {
		p.next()
		q = p.boosted(q, t.text, t.start)
	}
	p.boost = max(p.boost, before)
	return q
}

// clause reads a word, a phrase, a group or a field clause. It reads nothing at an
// operator.
func (p *parser) clause(depth int) Query {
	if t := p.peek(); p.clauses >= MaxClauses && t.kind != tokEnd && t.kind != tokClose {
		p.note(t.start, fmt.Sprintf("the query has more than %d clauses: what follows is left out", MaxClauses))
		p.toks = append(p.toks[:p.pos], token{kind: tokEnd, start: t.start, end: t.start})
		p.cut = true
	}
	switch t := p.peek(); t.kind {
	case tokWord:
		p.next()
		q := p.boostedWord(t)
		if q != nil {
			p.clauses++
		}
		return q
	case tokPhrase:
		p.next()
		slop := p.slop()
		if !hasWord(t.text) {
			return nil
		}
		p.clauses++
		q := phrase(t.text)
		q.Slop = slop
		return q
	case tokOpen:
		return p.group(depth)
	case tokField:
		q := p.field(depth)
		switch q.(type) {
		case Field: // its parts have been counted
		case Or:
			p.clauses += 2 // an invalid date is two words
		default:
			p.clauses++
		}
		return q
	}
	return nil
}

// group reads a group in parentheses.
func (p *parser) group(depth int) Query {
	open := p.next()
	if depth >= maxDepth {
		if depth == maxDepth {
			p.note(open.start, fmt.Sprintf("parentheses are nested deeper than %d: the inner ones are left out", maxDepth))
		}
		return nil // its clauses become part of the enclosing list
	}
	q := p.list(depth + 1)
	if p.peek().kind == tokClose {
		p.next()
	} else if !p.cut {
		p.note(open.start, "the parenthesis is not closed: it is closed at the end")
	}
	return q
}

// word returns a term, a prefix or All for a word.
func (p *parser) word(t token) Query {
	text := t.text
	if text == "*" {
		return All{}
	}
	if stem := strings.TrimRight(text, "*"); stem != text {
		if !hasWord(stem) {
			return nil
		}
		if !strings.Contains(stem, "*") {
			if !p.mayExpand(t) {
				return Term{text}
			}
			return Prefix{stem}
		}
	}
	if !hasWord(text) {
		return nil
	}
	if strings.Contains(strings.Trim(text, "*"), "*") {
		p.note(t.start, fmt.Sprintf("a * is only read at the end of a word: %s is searched as words", text))
	}
	return Term{text}
}

// phrase returns the phrase of a text between quotes.
func phrase(text string) Phrase {
	text = strings.ReplaceAll(text, `"`, " ")
	return Phrase{Text: strings.Join(strings.Fields(text), " ")}
}

// hasWord reports whether s has any character that an index can hold.
func hasWord(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.In(r, unicode.So, unicode.Sc)
	})
}
