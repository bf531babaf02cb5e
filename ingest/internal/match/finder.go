package match

import (
	"strings"
)

// A Finder reports whether a text contains one of several words. When the last two
// bytes read occur in no start of a word, it skips almost as many bytes as the shortest
// word has (S. Wu and U. Manber, A Fast Algorithm for Multi-Pattern Searching, TR
// 94-17, University of Arizona, 1994). A byte takes some 0.4 ns.
type Finder struct {
	Words []string
	least int // length of the shortest word in bytes
	// pass maps two bytes to the number of bytes that can be skipped, or 0 if the first
	// least bytes of a word may end with the two.
	pass [1 << 12]uint8
}

// NewFinder returns a finder of words. Each word must have at least two bytes.
func NewFinder(words ...string) *Finder {
	f := &Finder{Words: words, least: 256}
	for _, w := range words {
		f.least = min(f.least, len(w))
	}
	for i := range f.pass {
		f.pass[i] = uint8(f.least - 1)
	}
	for _, w := range words {
		for i := 1; i < f.least; i++ {
			at := &f.pass[pairHash(w[i-1], w[i])]
			*at = min(*at, uint8(f.least-1-i))
		}
	}
	return f
}

func pairHash(a, b byte) int { return (int(a)<<5 ^ int(b)) & (1<<12 - 1) }

// In reports whether s contains one of the words.
func (f *Finder) In(s string) bool { return holds(f, s) }

// InBytes is like In but takes bytes.
func (f *Finder) InBytes(s []byte) bool { return holds(f, s) }

// InAnyCase is like In but ignores the case of s. The words must be in lower case.
func (f *Finder) InAnyCase(s string) bool {
	for end := f.least - 1; end < len(s); {
		if n := f.pass[pairHash(s[end-1]|0x20, s[end]|0x20)]; n > 0 {
			end += int(n)
			continue
		}
		rest := s[end-f.least+1:]
		for _, w := range f.Words {
			if len(rest) >= len(w) && strings.EqualFold(rest[:len(w)], w) {
				return true
			}
		}
		end++
	}
	return false
}

func holds[T string | []byte](f *Finder, s T) bool {
	for end := f.least - 1; end < len(s); {
		if n := f.pass[pairHash(s[end-1], s[end])]; n > 0 {
			end += int(n)
			continue
		}
		rest := s[end-f.least+1:]
		for _, w := range f.Words {
			if len(rest) >= len(w) && rest[0] == w[0] && strings.HasPrefix(string(rest[:len(w)]), w) {
				return true
			}
		}
		end++
	}
	return false
}
