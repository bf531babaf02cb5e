package match

import (
	"regexp/syntax"
	"unicode"
)

// BoundsNonASCII reports whether an expression has \b or \B beside a letter that is not
// ASCII, as in "redaktør\b". Package regexp takes that letter for no part of a word, so
// the expression means another thing there: it needs a [WordMatcher]. Letters in large
// classes, such as \p{L}, do not count.
func BoundsNonASCII(expr string) bool {
	re, err := syntax.Parse(expr, syntax.Perl)
	return err == nil && boundsNonASCII(re)
}

func boundsNonASCII(re *syntax.Regexp) bool {
	for i, sub := range re.Sub {
		if boundsNonASCII(sub) {
			return true
		}
		if re.Op == syntax.OpConcat && (sub.Op == syntax.OpWordBoundary || sub.Op == syntax.OpNoWordBoundary) {
			before := edgeOf(&syntax.Regexp{Op: syntax.OpConcat, Sub: re.Sub[:i]}, true)
			after := edgeOf(&syntax.Regexp{Op: syntax.OpConcat, Sub: re.Sub[i+1:]}, false)
			if before.beyond || after.beyond {
				return true
			}
		}
	}
	return false
}

// An edge says which characters a match of an expression may begin or end with.
type edge struct {
	beyond bool // a certain letter beyond ASCII
	empty  bool // none: the match may be empty
}

// smallClass is the number of characters up to which a class counts as certain letters.
const smallClass = 50

// edgeOf returns the edge at the end of an expression, or at its beginning.
func edgeOf(re *syntax.Regexp, end bool) (e edge) {
	switch re.Op {
	case syntax.OpLiteral:
		r := re.Rune[0]
		if end {
			r = re.Rune[len(re.Rune)-1]
		}
		e.beyond = r > unicode.MaxASCII && isWordRune(r)
	case syntax.OpCharClass:
		size := 0
		for i := 0; i+1 < len(re.Rune); i += 2 {
			size += int(re.Rune[i+1]-re.Rune[i]) + 1
			e.beyond = e.beyond || re.Rune[i+1] > unicode.MaxASCII && isWordRune(re.Rune[i+1])
		}
		e.beyond = e.beyond && size <= smallClass
	case syntax.OpConcat:
		e.empty = true
		for k := 0; k < len(re.Sub) && e.empty; k++ {
			sub := re.Sub[k]
			if end {
				sub = re.Sub[len(re.Sub)-1-k]
			}
			next := edgeOf(sub, end)
			e = edge{e.beyond || next.beyond, next.empty}
		}
	case syntax.OpAlternate:
		for _, sub := range re.Sub {
			next := edgeOf(sub, end)
			e = edge{e.beyond || next.beyond, e.empty || next.empty}
		}
	case syntax.OpCapture, syntax.OpPlus:
		e = edgeOf(re.Sub[0], end)
	case syntax.OpStar, syntax.OpQuest:
		e = edge{edgeOf(re.Sub[0], end).beyond, true}
	case syntax.OpRepeat:
		e = edgeOf(re.Sub[0], end)
		e.empty = e.empty || re.Min == 0
	case syntax.OpEmptyMatch, syntax.OpBeginText, syntax.OpEndText, syntax.OpBeginLine, syntax.OpEndLine, syntax.OpWordBoundary, syntax.OpNoWordBoundary:
		e.empty = true
	}
	return e
}
