package analyze

import (
	"math"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// maxDetected is how much of a text Detect reads, in bytes. More changes
// nothing.
const maxDetected = 32 << 10

// Below sure the text alone names no language; hinted is the confidence of a
// language that is only declared.
const (
	sure   = 0.22
	hinted = 0.3
)

// Detect names the language of text by its script and a vote of its stop words.
// declared is the code that the text came with, or ""; it decides where the
// text alone is unsure. The answer is a code of [Languages], "und" where
// unsure, with a confidence from 0 to 1.
//
// The script comes first: most letters decide, so that a quotation or a name in
// another one does not. Scripts that one language of the table writes are done
// then. In the others each common word speaks for the languages that use it, as
// strongly as it is frequent there and not elsewhere: a naive Bayes classifier
// over stop words, whose frequencies follow from their ranks. Words that no
// language of the table uses often say nothing.
func Detect(text, declared string) (code string, confidence float64) {
	if len(text) > maxDetected {
		text = text[:maxDetected]
	}
	hint := For(declared).Code
	c := countScripts(text)
	script, share := c.main()
	switch {
	case script == noScript:
		return orHint(hint)
	case script.alone() != "":
		return script.alone(), share
	case script == hanScript:
		if c[kanaScript]*20 > c[hanScript] {
			return "ja", share
		}
		return "zh", share
	}
	b := ballots()[script]
	v := b.count(text)
	best, second := v.winners(slices.Index(b.codes, hint))
	if v.words == 0 || best < 0 {
		return orHint(hint)
	}
	// Coverage is the share of words that are common words of the winner: a
	// fifth at least in prose; in other languages, names and lists it is less.
	coverage := float64(v.hits[best]) / float64(v.words)
	margin := v.score[best]
	if second >= 0 {
		margin -= v.score[second]
	}
	hits := float64(v.hits[best])
	confidence = share * (1 - math.Exp(-margin)) * min(1, math.Sqrt(coverage/b.expected)) * hits / (hits + 1)
	if confidence < sure {
		if hint != "und" && slices.Contains(b.codes, hint) {
			return hint, max(confidence, hinted)
		}
		return "und", confidence
	}
	return b.codes[best], confidence
}

// orHint answers for a text without evidence.
func orHint(hint string) (string, float64) {
	if hint == "und" {
		return hint, 0
	}
	return hint, hinted
}

// A script is a way of writing that Detect tells apart.
type script uint8

const (
	noScript script = iota
	latinScript
	cyrillicScript
	arabicScript
	hanScript
	kanaScript
	hangulScript
	greekScript
	hebrewScript
	thaiScript
	armenianScript
	devanagariScript
	otherScript
	scripts
)

// alone returns the language of a script that one language of the table
// writes, or "".
func (s script) alone() string {
	return [scripts]string{
		kanaScript: "ja", hangulScript: "ko", greekScript: "el", hebrewScript: "he",
		thaiScript: "th", armenianScript: "hy", devanagariScript: "hi", otherScript: "und",
	}[s]
}

// scriptCounts counts the letters of a text by script.
type scriptCounts [scripts]int

func countScripts(text string) (c scriptCounts) {
	for i := 0; i < len(text); {
		if b := text[i]; b < utf8.RuneSelf {
			if isWordByte[b] && b > '9' && b != '_' {
				c[latinScript]++
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		c[scriptOf(r)]++
		i += n
	}
	c[noScript] = 0
	return c
}

func scriptOf(r rune) script {
	switch {
	case r < 0xC0 || r == utf8.RuneError:
		return noScript
	case r < 0x0250 || r >= 0x1E00 && r < 0x1F00:
		return latinScript
	case r >= 0x0370 && r < 0x0400 || r >= 0x1F00 && r < 0x2000:
		return greekScript
	case r >= 0x0400 && r < 0x0530:
		return cyrillicScript
	case r >= 0x0530 && r < 0x0590:
		return armenianScript
	case r >= 0x0590 && r < 0x0600:
		return hebrewScript
	case r >= 0x0600 && r < 0x0780 || r >= 0xFB50 && r < 0xFE00 || r >= 0xFE70 && r < 0xFF00:
		return arabicScript
	case r >= 0x0900 && r < 0x0980:
		return devanagariScript
	case r >= 0x0E00 && r < 0x0E80:
		return thaiScript
	case r >= 0x3040 && r < 0x3100 || r >= 0xFF66 && r < 0xFFA0:
		return kanaScript
	case r >= 0x1100 && r < 0x1200 || r >= 0x3130 && r < 0x3190 || r >= 0xAC00 && r < 0xD7B0:
		return hangulScript
	case r >= 0x3400 && r < 0xA000 || r >= 0x20000 && r < 0x32000:
		return hanScript
	case unicode.IsLetter(r):
		return otherScript
	}
	return noScript
}

// main returns the script of most letters and its share of all. A sign of Han
// or Hangul counts for what it takes to write a word: three letters, two.
func (c scriptCounts) main() (script, float64) {
	weight := func(s script) int {
		switch s {
		case hanScript:
			return 3 * c[hanScript]
		case hangulScript, kanaScript:
			return 2 * c[s]
		}
		return c[s]
	}
	best, total := noScript, 0
	for s := latinScript; s < scripts; s++ {
		total += weight(s)
		if w := weight(s); w > 0 && (best == noScript || w > weight(best)) {
			best = s
		}
	}
	if best == noScript {
		return noScript, 0
	}
	share := weight(best)
	if best == hanScript || best == kanaScript {
		share = weight(hanScript) + weight(kanaScript)
	}
	return best, float64(share) / float64(total)
}

// A ballot holds the languages of a script and what each word says for them.
type ballot struct {
	codes    []string
	expected float64
	words    map[string][]float32 // the logarithm of a word's frequency by language
	letters  map[rune][]float32
	endings  map[string][]float32
}

// rareWord is the frequency taken for a word in a language whose list does not
// have it.
const rareWord = 0.0006

// What a telling letter and an ending say, in nats.
const (
	letterVote = 0.8
	endingVote = 0.7
)

// ballots are made of commonWords when first asked for.
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

// votes are what the words of a text say.
type votes struct {
	score []float64
	hits  []int
	words int
}

// count takes the vote of every word of text.
func (b *ballot) count(text string) votes {
	v := votes{score: make([]float64, len(b.codes)), hits: make([]int, len(b.codes))}
	var buf [64]byte // the word in lower case
	n := 0
	flush := func() {
		if n == 0 {
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
		n = 0
	}
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf {
			i++
			switch {
			case 'A' <= c && c <= 'Z':
				c += 'a' - 'A'
			case c < 'a' || c > 'z':
				flush()
				continue
			}
			if n < len(buf)-utf8.UTFMax {
				buf[n] = c
				n++
			}
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		if !unicode.IsLetter(r) && !unicode.IsMark(r) {
			flush()
			continue
		}
		r = unicode.ToLower(r)
		for j, x := range b.letters[r] {
			v.score[j] += float64(x)
		}
		if n < len(buf)-utf8.UTFMax {
			n += utf8.EncodeRune(buf[n:], r)
		}
	}
	flush()
	return v
}

// ending returns what the longest common ending of a word says.
func (b *ballot) ending(w []byte) []float32 {
	// starts are the last runes of the word, the last one first.
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

// hintVote is what a declared language counts, in nats: as much as one common
// word.
const hintVote = 2.5

// winners returns the first and the second language, or -1.
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
