package match

import (
	"regexp"
	"sync"
	"unicode/utf8"
)

// A Matcher tells whether a regular expression matches, and no more: not where,
// and what stood in which bracket. So it can be a deterministic automaton, made
// state by state as texts want them (K. Thompson, Communications of the ACM 11,
// 1968; R. Cox, Regular Expression Matching in the Wild, 2010): a character costs
// some 2 ns, however long the expression is, and a line that does not begin like
// it is done after its first characters. Package regexp, which follows all ways
// through an expression at once, takes 20 to 100 times as long.
//
// A matcher may be used by several goroutines at once.
// The expression is read when it is first asked, and package regexp compiles it
// when it is first asked where it matches: a command that cleans nothing pays for
// none of them.
type Matcher struct {
	expr func() string

	onceA sync.Once
	a     *automaton
	onceR sync.Once
	r     *regexp.Regexp
}

// MustMatcher returns the matcher of an expression of the source, which a test
// holds to be one.
func MustMatcher(expr string) *Matcher {
	return &Matcher{expr: func() string { return expr }}
}

// LazyMatcher returns the matcher of an expression that is made when it is first
// wanted.
func LazyMatcher(expr func() string) *Matcher { return &Matcher{expr: expr} }

// String returns the expression.
func (m *Matcher) String() string { return m.expr() }

// Automaton returns the expression as an automaton, nil if it cannot be one.
func (m *Matcher) Automaton() *automaton {
	m.onceA.Do(func() { m.a = newAutomaton(m.expr()) })
	return m.a
}

// Regexp returns the expression as package regexp has it.
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

// Match is MatchString for bytes.
func (m *Matcher) Match(b []byte) bool {
	a := m.Automaton()
	if a == nil {
		return m.Regexp().Match(b)
	}
	return a.matchesBytes(b)
}

// MayMatch reports, without false negatives, whether the expression may match in a
// text that begins with b.
func (m *Matcher) MayMatch(b []byte) bool {
	a := m.Automaton()
	if a == nil {
		return true
	}
	at := a.after(b)
	return !at.decided || at.matched
}

// FindStringSubmatch, and the methods below, do what those of package regexp do,
// which is asked only where the expression matches.
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

// matches runs the automaton over s, until it is decided.
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

// matchesBytes is matches for bytes.
func (a *automaton) matchesBytes(s []byte) bool {
	at := a.after(s)
	if at.decided {
		return at.matched
	}
	return a.atEnd(at)
}

// after returns the state after s, or the one by which it is decided before.
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

// atEnd reports whether the expression matches where the text ends in a state.
func (a *automaton) atEnd(at *state) bool {
	to := at.next[a.end].Load()
	if to == nil {
		to = a.step(at, a.end)
	}
	return to.matched
}
