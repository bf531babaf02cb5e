package ingest

import (
	"regexp"
	"sync"
	"unicode/utf8"
)

// A matcher tells whether a regular expression matches, and no more: not where,
// and what stood in which bracket. So it can be a deterministic automaton, made
// state by state as texts want them (K. Thompson, Communications of the ACM 11,
// 1968; R. Cox, Regular Expression Matching in the Wild, 2010): a character costs
// some 2 ns, however long the expression is, and a line that does not begin like
// it is done after its first characters. Package regexp, which follows all ways
// through an expression at once, takes 20 to 100 times as long.
//
// A matcher may be used by several goroutines at once.
type matcher struct {
	*regexp.Regexp
	a func() *automaton
}

// mustMatcher returns the matcher of an expression of the source.
func mustMatcher(expr string) *matcher { return newMatcher(regexp.MustCompile(expr)) }

// newMatcher returns the matcher of an expression that regexp.Compile made. Its
// automaton is made when it is first asked.
func newMatcher(re *regexp.Regexp) *matcher {
	return &matcher{re, sync.OnceValue(func() *automaton { return newAutomaton(re.String()) })}
}

// MatchString reports whether the expression matches in s.
func (m *matcher) MatchString(s string) bool {
	a := m.a()
	if a == nil {
		return m.Regexp.MatchString(s)
	}
	return a.matches(s)
}

// Match is MatchString for bytes.
func (m *matcher) Match(b []byte) bool {
	a := m.a()
	if a == nil {
		return m.Regexp.Match(b)
	}
	return a.matchesBytes(b)
}

// FindStringSubmatch, and the methods below, do what those of package regexp do,
// which is asked only where the expression matches.
func (m *matcher) FindStringSubmatch(s string) []string {
	if !m.MatchString(s) {
		return nil
	}
	return m.Regexp.FindStringSubmatch(s)
}

func (m *matcher) FindStringSubmatchIndex(s string) []int {
	if !m.MatchString(s) {
		return nil
	}
	return m.Regexp.FindStringSubmatchIndex(s)
}

func (m *matcher) FindString(s string) string {
	if !m.MatchString(s) {
		return ""
	}
	return m.Regexp.FindString(s)
}

func (m *matcher) ReplaceAllString(s, with string) string {
	if !m.MatchString(s) {
		return s
	}
	return m.Regexp.ReplaceAllString(s, with)
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
			r, n := utf8.DecodeRune(s[i:])
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

// atEnd reports whether the expression matches where the text ends in a state.
func (a *automaton) atEnd(at *state) bool {
	to := at.next[a.end].Load()
	if to == nil {
		to = a.step(at, a.end)
	}
	return to.matched
}
