package analyze

import (
	"math"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// A ballot holds the languages of a script and the votes of each word for them.
type ballot struct {
	codes    []string
	expected float64
	words    map[string][]vote // logarithms of frequencies relative to rareWord
	letters  map[rune][]vote
	endings  map[string][]vote
	longest  int             // length of the longest word in bytes
	tails    [1 << 10]uint64 // a bit for the last two bytes of each ending
}

// A vote is a vote for a language.
type vote struct {
	of int // index of its code
	by float32
}

// rareWord is the assumed frequency of a word in a language whose list lacks it.
const rareWord = 0.0006

// Votes of a telling letter and of an ending, in nats.
const (
	letterVote = 0.8
	endingVote = 0.7
)

// ballots are made from commonWords on first use.
var ballots = sync.OnceValue(func() map[script]*ballot {
	all := map[script]*ballot{
		latinScript:    {expected: 0.2},
		cyrillicScript: {expected: 0.2},
		arabicScript:   {expected: 0.08},
	}
	for _, r := range rows {
		first, _ := utf8.DecodeRuneInString(commonWords[r.code])
		if b := all[scriptOf(first)]; b != nil {
			b.codes = append(b.codes, r.code)
		} else if first < utf8.RuneSelf && commonWords[r.code] != "" {
			all[latinScript].codes = append(all[latinScript].codes, r.code)
		}
	}
	for _, b := range all {
		b.words, b.letters, b.endings = map[string][]vote{}, map[rune][]vote{}, map[string][]vote{}
		for i, code := range b.codes {
			for rank, w := range strings.Fields(commonWords[code]) {
				b.words[w] = withVote(b.words[w], i, math.Log(0.08/(float64(rank)+2)/rareWord))
				b.longest = max(b.longest, len(w))
			}
			for e := range strings.FieldsSeq(commonEndings[code]) {
				if len(e) < 2 {
					panic("the ending " + e + " has fewer than two bytes")
				}
				b.endings[e] = withVote(b.endings[e], i, endingVote)
				at := tailOf(e)
				b.tails[at/64] |= 1 << (at % 64)
			}
		}
		for letter, codes := range tellingLetters {
			r, _ := utf8.DecodeRuneInString(letter)
			for _, code := range strings.Fields(codes) {
				if i := slices.Index(b.codes, code); i >= 0 {
					b.letters[r] = withVote(b.letters[r], i, letterVote)
				}
			}
		}
	}
	return all
})

// withVote adds a vote for a language, unless there is one. A vote that is not positive only
// makes the word known.
func withVote(votes []vote, of int, by float64) []vote {
	if by <= 0 || slices.ContainsFunc(votes, func(v vote) bool { return v.of == of }) {
		return votes
	}
	return append(votes, vote{of, float32(by)})
}

// tailOf returns the last two bytes of a word or an ending, which has two or more, as a
// number.
func tailOf[T string | []byte](w T) uint16 {
	return uint16(w[len(w)-2])<<8 | uint16(w[len(w)-1])
}

// votes are the sums of the votes of the words of a text.
type votes struct {
	score []float64
	hits  []int
	words int
}

// count adds up the votes of all words of text.
func (b *ballot) count(text string) votes {
	v := votes{score: make([]float64, len(b.codes)), hits: make([]int, len(b.codes))}
	var buf [64]byte // the word in lower case
	n, letters := 0, 0
	before, behind := rune(' '), rune(' ') // the signs before and after the word
	flush := func(sign rune) {
		before, behind = behind, sign
		if n == 0 {
			return
		}
		if single := letters == 1; single && (before == '.' || behind == '.' || isApostrophe(before)) {
			// The s of Trump’s and of U.S. is no preposition.
			n, letters = 0, 0
			return
		}
		v.words++
		var said []vote
		known := false
		if n <= b.longest {
			said, known = b.words[string(buf[:n])]
		}
		if !known {
			said = b.ending(buf[:n])
		}
		for _, x := range said {
			v.score[x.of] += float64(x.by)
			v.hits[x.of]++
		}
		n, letters = 0, 0
	}
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf {
			i++
			switch {
			case 'A' <= c && c <= 'Z':
				c += 'a' - 'A'
			case c < 'a' || c > 'z':
				flush(rune(c))
				continue
			}
			letters++
			if n < len(buf)-utf8.UTFMax {
				buf[n] = c
				n++
			}
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		if !unicode.IsLetter(r) && !unicode.IsMark(r) {
			flush(r)
			continue
		}
		letters++
		r = unicode.ToLower(r)
		for _, x := range b.letters[r] {
			v.score[x.of] += float64(x.by)
		}
		if n < len(buf)-utf8.UTFMax {
			n += utf8.EncodeRune(buf[n:], r)
		}
	}
	flush(' ')
	return v
}

// ending returns the votes of the longest known ending of a word.
func (b *ballot) ending(w []byte) []vote {
	if len(w) < 5 {
		return nil
	}
	if at := tailOf(w); b.tails[at/64]>>(at%64)&1 == 0 {
		return nil
	}
	// starts are the offsets of the last runes of the word, the last rune first.
	var starts [4]int
	i, runes := len(w), 0
	for i > 0 && runes < 6 {
		_, n := utf8.DecodeLastRune(w[:i])
		if i -= n; runes < len(starts) {
			starts[runes] = i
		}
		runes++
	}
	if runes < 5 {
		return nil
	}
	for _, at := range slices.Backward(starts[:]) {
		if said, ok := b.endings[string(w[at:])]; ok {
			return said
		}
	}
	return nil
}

// hintVote is the vote of a declaration, in nats: as much as one common word.
const hintVote = 2.5

// winners returns the first and the second language. Each is -1 if there is none.
func (v votes) winners(hint int) (best, second int) {
	best, second = -1, -1
	if hint >= 0 && v.hits[hint] > 0 {
		v.score[hint] += hintVote
	}
	for i, x := range v.score {
		switch {
		case x == 0:
		case best < 0 || x > v.score[best]:
			best, second = i, best
		case second < 0 || x > v.score[second]:
			second = i
		}
	}
	return best, second
}
