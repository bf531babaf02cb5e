package mend

import (
	"embed"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/newsdex/newsdex/ingest/internal/table"
)

// A hyphen at the end of a wrapped line divides a word ("exam-/ple") or is part
// of it ("well-/known"): many programs wrap after the hyphens that there are.
// It is known to divide a word if the text has the word whole elsewhere and not
// with the hyphen, if what follows it is the end of words alone, or if so many
// lines end in hyphens that somebody divided words. Else it stays.
//
// A soft hyphen (U+00AD), which shows nowhere else, is known to divide a word. One
// that no letter follows goes.

// wordFiles are words by which damage is mended: a file for each language.
// words/all.txt tells all lists.
//
//go:embed words/*.txt
var wordFiles embed.FS

// words are the lists of wordFiles.
var words = table.New(wordFiles, "words")

// wordEnds are ends of words that are no words: of the languages in which most
// news is.
var wordEnds = words.WordSet("word-end")

// Share of line ends with a hyphen that shows that words were divided, and the
// least number.
const (
	dividedShare = 12 // one in so many
	minDivided   = 3
)

// maxVocabulary is how much of a text, in bytes, is looked at for its words.
const maxVocabulary = 1 << 20

// hyphens is what a text says about those at the ends of its lines.
type hyphens struct {
	words   map[string]bool // all words, with their inner hyphens
	divided bool            // words were divided as a habit
}

func newHyphens(s string, ends []wrapEnd) *hyphens {
	h := &hyphens{words: map[string]bool{}}
	for w := range strings.FieldsFuncSeq(s[:min(len(s), maxVocabulary)], notInWord) {
		h.words[strings.ToLower(w)] = true
	}
	n := 0
	for _, e := range ends {
		if e.dash && e.lower {
			n++
		}
	}
	h.divided = n >= minDivided && n*dividedShare >= len(ends)
	return h
}

func notInWord(r rune) bool { return r != '-' && !unicode.IsLetter(r) && !unicode.IsMark(r) }

// divides reports whether the hyphen before byte at of s, a line end, divides a
// word.
func (h *hyphens) divides(s string, at int) bool {
	left, right := s[:at-1], s[at+1:]
	if strings.HasSuffix(left, "-") || s[at-1] != '-' {
		return false // "--", or no hyphen of ASCII: made by hand
	}
	left = strings.ToLower(left[strings.LastIndexFunc(left, notInWord)+1:])
	if i := strings.IndexFunc(right, notInWord); i >= 0 {
		right = right[:i]
	}
	right = strings.ToLower(right)
	switch {
	case left == "" || h.words[left+"-"+right]:
		return false
	case h.words[left+right], wordEnds()[right]:
		return true
	case strings.Contains(left, "-"), h.words[left] && h.words[right]:
		return false
	}
	return h.divided
}

// dividesSoftly reports whether a line ends in a soft hyphen and the next, which
// begins with r, goes on with the word.
func dividesSoftly(line string, r rune) bool {
	left, ok := strings.CutSuffix(line, "\u00ad")
	if !ok || !unicode.IsLetter(r) {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(left)
	return !unicode.IsUpper(r) || !unicode.IsLower(before)
}

// divided returns those of the ends that are within a word by a soft hyphen.
func divided(ends []wrapEnd) []wrapEnd {
	var in []wrapEnd
	for _, e := range ends {
		if e.soft {
			in = append(in, e)
		}
	}
	return in
}

// dropSoftHyphens adds to the patches, which are in order, those of the soft hyphens
// of s that are in none of them.
func dropSoftHyphens(s string, patches []Patch) []Patch {
	const soft = "\u00ad"
	var all []Patch
	for at := 0; ; {
		n := strings.Index(s[at:], soft)
		if n < 0 {
			return append(all, patches...)
		}
		at += n
		for len(patches) > 0 && patches[0].End <= at {
			all = append(all, patches[0])
			patches = patches[1:]
		}
		if len(patches) == 0 || patches[0].Start > at {
			all = append(all, Patch{at, at + len(soft), ""})
		}
		at += len(soft)
	}
}
