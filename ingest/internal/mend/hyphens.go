package mend

import (
	"embed"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/newsdex/newsdex/ingest/internal/table"
)

// A hyphen at the end of a wrapped line divides a word ("exam-/ple") or belongs to it
// ("well-/known"), because many programs wrap after existing hyphens. Three facts show
// that it divides a word: the text has the whole word elsewhere and never with the
// hyphen; the part after it is the end of words only; or so many lines end in hyphens
// that the text divides words habitually. Otherwise the hyphen stays.
//
// A soft hyphen (U+00AD) is used for nothing else, so it always divides a word. A soft
// hyphen is removed if no letter follows it.

// wordFiles has the words that mend damage: a file for each language. words/all.txt
// describes all lists.
//
//go:embed words/*.txt
var wordFiles embed.FS

// words are the lists of wordFiles.
var words = table.New(wordFiles, "words")

// wordEnds are ends of words that are not words themselves, in the languages of most
// news.
var wordEnds = words.WordSet("word-end")

// A text divides words habitually if at least one in dividedShare of its line ends, and
// at least minDivided, have a hyphen.
const (
	dividedShare = 12
	minDivided   = 3
)

// maxVocabulary is how many bytes of a text are searched for its words.
const maxVocabulary = 1 << 20

// hyphens holds what the text shows about the hyphens at the ends of its lines.
type hyphens struct {
	words   map[string]bool // all words, with their inner hyphens
	divided bool            // the text divides words habitually
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

// divides reports whether the hyphen before byte at of s, a line end, divides a word.
func (h *hyphens) divides(s string, at int) bool {
	left, right := s[:at-1], s[at+1:]
	if strings.HasSuffix(left, "-") || s[at-1] != '-' {
		return false // "--", or a hyphen beyond ASCII: typed deliberately
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

// dividesSoftly reports whether a line ends in a soft hyphen and the next line, which
// begins with r, continues the word.
func dividesSoftly(line string, r rune) bool {
	left, ok := strings.CutSuffix(line, "\u00ad")
	if !ok || !unicode.IsLetter(r) {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(left)
	return !unicode.IsUpper(r) || !unicode.IsLower(before)
}

// divided returns the ends with a soft hyphen that divides a word.
func divided(ends []wrapEnd) []wrapEnd {
	var in []wrapEnd
	for _, e := range ends {
		if e.soft {
			in = append(in, e)
		}
	}
	return in
}

// dropSoftHyphens adds patches that remove the soft hyphens of s outside the given
// patches, which are in order.
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
