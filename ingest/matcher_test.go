package ingest

import (
	"math/rand/v2"
	"regexp/syntax"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/newsdex/newsdex/ingest/internal/date"
	"github.com/newsdex/newsdex/ingest/internal/fixture"
	"github.com/newsdex/newsdex/ingest/internal/match"
	"github.com/newsdex/newsdex/ingest/internal/phrase"
)

// matchers are all expressions of the rules.
func matchers() []*match.Matcher {
	all := []*match.Matcher{aboutAuthor, agencyCredit, agencyTag, date.AgoLine, bareAddress, bareAgency, bareDomain, biography, byline, contactInner, contactStart, copyrightLine, creditEnd, creditStart, creditTail,
		date.DateLike, date.DateNoise, date.DatePrefix, fileCaption, inlineRelated, leadLabel, date.LooseDay, maybeCalls, names, date.Ordinal, readMore, relatedStart, date.ShortStamp, staffByline, strayMarkup, topicLine}
	for _, p := range phrase.Shipped().Patterns {
		all = append(all, p.Re)
	}
	return append(all, calls()...)
}

// TestMatcher checks that a matcher agrees with package regexp, on texts made from the
// expression, so that most of them match or nearly do.
func TestMatcher(t *testing.T) {
	fixture.NotShort(t, "tries each expression on a thousand texts")
	all := matchers()
	for _, expr := range []string{``, `a`, `^$`, `a*$`, `^a|b$`, `\bword\b`, `\Bor\b|^\B`, `(?i)straße|[^a-z]k`, `(?s).\n.`, `a.b`, `x{2,5}$`, `^(?:a|ab)(?:c|bcd)(?:d*)$`, `[\p{Lu}\d]+-`,
		`(?m)^a$`, `\pL{3,9}\b.{2,9}\bé`} {
		all = append(all, match.MustMatcher(expr))
	}
	r := rand.New(rand.NewPCG(1, 2))
	for _, m := range all {
		re, err := syntax.Parse(m.String(), syntax.Perl)
		if err != nil {
			t.Fatal(err)
		}
		matched := 0
		inASCII := match.MustMatcher(m.String())
		bounds := strings.Contains(m.String(), `\b`) || strings.Contains(m.String(), `\B`)
		for range 200 {
			s := textFor(re, r)
			for range 4 {
				want := inASCII.Regexp().MatchString(s)
				for _, m := range []*match.Matcher{inASCII, m} {
					if m != inASCII && bounds && strings.ContainsFunc(s, func(r rune) bool { return r > unicode.MaxASCII }) {
						continue // the ends of words may be elsewhere
					}
					if got := m.MatchString(s); got != want {
						t.Fatalf("%.60s… in %q: %v, want %v", m, s, got, want)
					}
					if got := m.Match([]byte(s)); got != want {
						t.Fatalf("%.60s… in the bytes of %q: %v, want %v", m, s, got, want)
					}
				}
				if want {
					matched++
				}
				s = changed(s, r)
			}
		}
		if matched < 20 {
			t.Errorf("%.60s…: only %d of the texts match", m, matched)
		}
	}
}

// textFor returns a text that mostly matches the expression; it ignores the conditions
// around a character.
func textFor(re *syntax.Regexp, r *rand.Rand) string {
	var b strings.Builder
	var write func(re *syntax.Regexp)
	times := func(re *syntax.Regexp, least, most int) {
		if most < 0 || most > least+8 {
			most = least + 8
		}
		for range least + r.IntN(most-least+1) {
			write(re)
		}
	}
	write = func(re *syntax.Regexp) {
		switch re.Op {
		case syntax.OpLiteral:
			for _, c := range re.Rune {
				if f := unicode.SimpleFold(c); re.Flags&syntax.FoldCase != 0 && r.IntN(3) == 0 {
					c = f
				}
				b.WriteRune(c)
			}
		case syntax.OpCharClass:
			i := 2 * r.IntN(min(len(re.Rune)/2, 40)) // the first are the usual ones
			b.WriteRune(re.Rune[i] + r.Int32N(min(re.Rune[i+1]-re.Rune[i], 200)+1))
		case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
			b.WriteRune([]rune("ab z.é#…")[r.IntN(8)])
		case syntax.OpStar:
			times(re.Sub[0], 0, -1)
		case syntax.OpPlus:
			times(re.Sub[0], 1, -1)
		case syntax.OpQuest:
			times(re.Sub[0], 0, 1)
		case syntax.OpRepeat:
			times(re.Sub[0], re.Min, re.Max)
		case syntax.OpAlternate:
			write(re.Sub[r.IntN(len(re.Sub))])
		default:
			for _, sub := range re.Sub {
				write(sub)
			}
		}
	}
	write(re)
	return b.String()
}

// changed returns s with one character added, removed or replaced, or with text around
// it.
func changed(s string, r *rand.Rand) string {
	rs := []rune(s)
	i := r.IntN(len(rs) + 1)
	more := []rune("a Z.\n#é'5\u212a")[r.IntN(9)]
	switch {
	case i == len(rs):
		return s + string(more)
	case r.IntN(4) == 0:
		return string(more) + s
	case r.IntN(3) == 0:
		return string(slices.Delete(rs, i, i+1))
	case r.IntN(2) == 0:
		return string(slices.Insert(rs, i, more))
	}
	rs[i] = more
	return string(rs)
}
