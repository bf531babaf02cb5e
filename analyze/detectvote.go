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
	words    map[string][]float32 // votes by language: logarithms of frequencies relative to rareWord
	letters  map[rune][]float32
	endings  map[string][]float32
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
		b.words, b.letters = map[string][]float32{}, map[rune][]float32{}
		for i, code := range b.codes {
			seen := map[string]bool{}
			for rank, w := range strings.Fields(commonWords[code]) {
				if seen[w] {
					continue
				}
				seen[w] = true
				if b.words[w] == nil {
					b.words[w] = make([]float32, len(b.codes))
				}
				b.words[w][i] = float32(math.Log(0.08 / (float64(rank) + 2) / rareWord))
			}
		}
		b.endings = map[string][]float32{}
		for i, code := range b.codes {
			for e := range strings.FieldsSeq(commonEndings[code]) {
				if b.endings[e] == nil {
					b.endings[e] = make([]float32, len(b.codes))
				}
				b.endings[e][i] = endingVote
			}
		}
		for letter, codes := range tellingLetters {
			r, _ := utf8.DecodeRuneInString(letter)
			for _, code := range strings.Fields(codes) {
				if i := slices.Index(b.codes, code); i >= 0 {
					if b.letters[r] == nil {
						b.letters[r] = make([]float32, len(b.codes))
					}
					b.letters[r][i] = letterVote
				}
			}
		}
	}
	return all
})

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
		said, ok := b.words[string(buf[:n])]
		if !ok {
			said = b.ending(buf[:n])
		}
		for i, x := range said {
			if x > 0 {
				v.score[i] += float64(x)
				v.hits[i]++
			}
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
		for j, x := range b.letters[r] {
			v.score[j] += float64(x)
		}
		if n < len(buf)-utf8.UTFMax {
			n += utf8.EncodeRune(buf[n:], r)
		}
	}
	flush(' ')
	return v
}

// ending returns the votes of the longest known ending of a word.
func (b *ballot) ending(w []byte) []float32 {
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
