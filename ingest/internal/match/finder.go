package match

import (
	"strings"
)

// A Finder tells whether a text holds one of several words. Two bytes that end no
// beginning of a word let it pass over as many as the shortest word has (S. Wu and
// U. Manber, A Fast Algorithm for Multi-Pattern Searching, TR 94-17, University of
// Arizona, 1994): a byte costs some .4 ns.
type Finder struct {
	Words []string
	least int // bytes of the shortest word
	// pass says by two bytes how far on a word may end its first least bytes;
	// 0: here.
	pass [1 << 12]uint8
}

// NewFinder returns the finder of words, of two bytes at least.
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

// In reports whether s holds one of the words.
func (f *Finder) In(s string) bool { return holds(f, s) }

// InBytes is in for bytes.
func (f *Finder) InBytes(s []byte) bool { return holds(f, s) }

// InAnyCase is in for words in lower case that s may have in capitals.
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
