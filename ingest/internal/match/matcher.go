package match

import (
	"regexp"
	"sync"
	"unicode/utf8"
)

// A Matcher reports whether a regular expression matches. Unlike package regexp, it
// does not need the position and the groups of the match, so it can use a deterministic
// automaton, built state by state on demand (K. Thompson, Communications of the ACM 11,
// 1968; R. Cox, Regular Expression Matching in the Wild, 2010). A character takes some
// 2 ns, whatever the length of the expression. A line that begins like no match of an
// anchored expression is decided after its first characters. Package regexp, which
// follows all paths through an expression at once, takes 20 to 100 times as long.
//
// A Matcher is safe for concurrent use. It reads the expression on the first use, and
// compiles it with package regexp on the first request for a position or group. So a
// command that cleans nothing pays for no matcher.
type Matcher struct {
	expr    func() string
	anyWord bool // words are those of all scripts: see WordMatcher

	onceA sync.Once
	a     *automaton
	onceR sync.Once
	r     *regexp.Regexp
}

// MustMatcher returns the matcher of an expression. The expression is a literal of the
// source, and a test checks that it compiles.
func MustMatcher(expr string) *Matcher {
	return &Matcher{expr: func() string { return expr }}
}

// LazyMatcher returns the matcher of an expression that expr computes on first use.
func LazyMatcher(expr func() string) *Matcher { return &Matcher{expr: expr} }

// WordMatcher is like LazyMatcher, but \b and \B mean the beginning and the end of words
// of every script that separates words: in package regexp they know the letters of ASCII
// only, so "udostępnić\b" matches nothing. It has no positions and groups, for those are
// found by package regexp.
func WordMatcher(expr func() string) *Matcher { return &Matcher{expr: expr, anyWord: true} }

// String returns the expression.
func (m *Matcher) String() string { return m.expr() }

// Automaton returns the automaton of the expression, or nil if there can be none.
func (m *Matcher) Automaton() *automaton {
	m.onceA.Do(func() { m.a = newAutomaton(m.expr(), m.anyWord) })
	return m.a
}

// Regexp returns the expression compiled by package regexp. It panics if the expression
// is invalid.
func (m *Matcher) Regexp() *regexp.Regexp {
	m.onceR.Do(func() { m.r = regexp.MustCompile(m.expr()) })
	return m.r
}

// MatchString reports whether the expression matches in s.
func (m *Matcher) MatchString(s string) bool {
	a := m.Automaton()
	if a == nil {
		return m.Regexp().MatchString(s)
	}
	return a.matches(s)
}

// Match is like MatchString but takes bytes.
func (m *Matcher) Match(b []byte) bool {
	a := m.Automaton()
	if a == nil {
		return m.Regexp().Match(b)
	}
	return a.matchesBytes(b)
}

// MayMatch reports, without false negatives, whether the expression may match a text
// that begins with b.
func (m *Matcher) MayMatch(b []byte) bool {
	a := m.Automaton()
	if a == nil {
		return true
	}
	at := a.after(b)
	return !at.decided || at.matched
}

// FindStringSubmatch and the methods below are like those of package regexp. They run
// package regexp only if the expression matches.
func (m *Matcher) FindStringSubmatch(s string) []string {
	if !m.MatchString(s) {
		return nil
	}
	return m.Regexp().FindStringSubmatch(s)
}

func (m *Matcher) FindStringSubmatchIndex(s string) []int {
	if !m.MatchString(s) {
		return nil
	}
	return m.Regexp().FindStringSubmatchIndex(s)
}

func (m *Matcher) FindString(s string) string {
	if !m.MatchString(s) {
		return ""
	}
	return m.Regexp().FindString(s)
}

func (m *Matcher) ReplaceAllString(s, with string) string {
	if !m.MatchString(s) {
		return s
	}
	return m.Regexp().ReplaceAllString(s, with)
}

// matches runs the automaton over s until the result is decided.
func (a *automaton) matches(s string) bool {
	at := a.start.Load()
	if at.decided {
		return at.matched
	}
	for i := 0; i < len(s); {
		var c uint8
		if b := s[i]; b < utf8.RuneSelf {
			c = a.ascii[b]
			i++
		} else {
			r, n := utf8.DecodeRuneInString(s[i:])
			c = a.classOf(r)
			i += n
		}
		to := at.next[c].Load()
		if to == nil {
			to = a.step(at, c)
		}
		if at = to; at.decided {
			return at.matched
		}
	}
	return a.atEnd(at)
}

// matchesBytes is like matches but takes bytes.
func (a *automaton) matchesBytes(s []byte) bool {
	at := a.after(s)
	if at.decided {
		return at.matched
	}
	return a.atEnd(at)
}

// after returns the state after s, or the first decided state if there is one before.
// Its loop is that of matches with another decoder. One generic loop takes a quarter
// longer for bytes beyond ASCII.
func (a *automaton) after(s []byte) *state {
	at := a.start.Load()
	if at.decided {
		return at
	}
	for i := 0; i < len(s); {
		var c uint8
		if b := s[i]; b < utf8.RuneSelf {
			c = a.ascii[b]
			i++
		} else {
			r, n := utf8.DecodeRune(s[i:])
			c = a.classOf(r)
			i += n
		}
		to := at.next[c].Load()
		if to == nil {
			to = a.step(at, c)
		}
		if at = to; at.decided {
			break
		}
	}
	return at
}

// atEnd reports whether the expression matches if the text ends in state at.
func (a *automaton) atEnd(at *state) bool {
	to := at.next[a.end].Load()
	if to == nil {
		to = a.step(at, a.end)
	}
	return to.matched
}
