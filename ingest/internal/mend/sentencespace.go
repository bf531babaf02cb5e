package mend

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// FindMissingSpaces finds sentences between which a space is missing: "ended.The next",
// `ended."The next`. Full stops, question and exclamation marks also occur within the
// names of files, hosts and people, in addresses and in code. So the word before must
// end in lower case or be a year, and the word after must begin with a capital and
// continue in lower case. Between the surrounding spaces there must be nothing but
// these words and their punctuation.
func FindMissingSpaces(s string) []Patch {
	var patches []Patch
	var next [len(clauseEnds)]int // next position of each sign, or len(s) if there is none
	for k := range next {
		next[k] = IndexFrom(s, clauseEnds[k], 0)
	}
	for {
		k := 0
		for j := range next {
			if next[j] < next[k] {
				k = j
			}
		}
		i := next[k]
		if i == len(s) {
			return patches
		}
		next[k] = IndexFrom(s, clauseEnds[k], i+1)
		if i+1 == len(s) || i == 0 || !mayFollow[s[i+1]] {
			continue
		}
		if at := missingSpace(s, i); at >= 0 && (len(patches) == 0 || i >= patches[len(patches)-1].End) {
			patches = append(patches, Patch{i, at, s[i:at] + " "})
		}
	}
}

// clauseEnds are the signs after which a space may be missing.
const clauseEnds = ".!?"

// IndexFrom returns the position of c in s at or after byte i, or len(s) if there is
// none.
func IndexFrom(s string, c byte, i int) int {
	if n := strings.IndexByte(s[i:], c); n >= 0 {
		return i + n
	}
	return len(s)
}

// mayFollow marks the bytes that may follow a sign with a missing space: capitals,
// quotes, brackets, and bytes beyond ASCII.
var mayFollow = func() (t [256]bool) {
	for c := range t {
		t[c] = 'A' <= c && c <= 'Z' || c == '"' || c == ')' || c >= utf8.RuneSelf
	}
	return t
}()

// domains are ends of host and file names that look like the start of a sentence when
// capitalized, as in names.
var domains = map[string]bool{
	"Com": true, "Org": true, "Net": true, "Gov": true, "Edu": true, "Info": true, "Biz": true, "Tv": true, "Io": true,
	"Ai": true, "Co": true, "Uk": true, "De": true, "Eu": true, "Us": true, "Js": true, "Fm": true, "News": true, "Media": true,
}

// missingSpace returns the position of the space that is missing after the sign at byte
// i, or -1 if none is missing.
func missingSpace(s string, i int) int {
	// The text between spaces, up to the sign and after it.
	start := strings.LastIndexAny(s[max(0, i-maxToken):i], " \n—–(“‘[\"") + 1 + max(0, i-maxToken)
	if start <= i-maxToken {
		return -1
	}
	for start < i && !utf8.RuneStart(s[start]) {
		start++
	}
	word := strings.TrimLeft(s[start:i], "'’")
	end := min(len(s), i+maxToken)
	if n := strings.IndexAny(s[i:end], " \n—–"); n >= 0 {
		end = i + n
	} else if end < len(s) {
		return -1
	}
	rest := s[i+1 : end]
	if !endsWord(word) {
		return -1
	}

	// The quotes and brackets between the sentences.
	at := i + 1
	for len(rest) > 0 {
		r, n := utf8.DecodeRuneInString(rest)
		if r == '“' || r == '‘' || r == '«' {
			rest = rest[n:]
			break // opens the next sentence
		}
		if !plain.IsClosing(r) {
			break
		}
		if r == '"' {
			line := s[max(0, i-maxQuoted):i]
			begin := strings.LastIndexByte(line, '\n')
			if begin < 0 && i > maxQuoted {
				return -1
			}
			rest = rest[n:]
			if strings.Count(line[begin+1:], `"`)%2 == 1 {
				at += n
			}
			break
		}
		rest = rest[n:]
		at += n
	}
	if !beginsSentenceRun(rest) {
		return -1
	}
	return at
}

// maxQuoted is how many bytes of a line before a straight quote are read to find
// whether the quote opens or closes.
const maxQuoted = 4096

// maxToken is the maximum length in bytes of a run without spaces that is examined.
const maxToken = 60

// endsWord reports whether the text before the sign is a word of a sentence.
func endsWord(word string) bool {
	word = strings.TrimRight(word, `"”’')`)
	if n := strings.Trim(word, "0123456789,."); n == "%" || n == "" && len(word) == 4 {
		return true // "12.5%", "2016"
	}
	letters, lower := 0, false
	for _, r := range word {
		switch {
		case unicode.IsLetter(r):
			letters++
			lower = unicode.IsLower(r)
		case r == '\'' || r == '’' || r == '-' || r == ',' || r == ';' || unicode.IsMark(r):
		default:
			return false // no word: "www.", "a@b", "/path/"
		}
	}
	return letters >= 2 && lower
}

// beginsSentenceRun reports whether rest, the text up to the next space, is the first
// word of a sentence and its punctuation.
func beginsSentenceRun(rest string) bool {
	first, n := utf8.DecodeRuneInString(rest)
	if !unicode.IsUpper(first) {
		return false
	}
	word := rest
	for i, r := range rest {
		if !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '\'' && r != '’' && r != '-' {
			word = rest[:i]
			break
		}
	}
	after := rest[len(word):]
	if strings.Trim(after, `,.;:!?"”’)…`) != "" || domains[word] {
		return false
	}
	if len(word) == n { // one letter: "I", "A"
		return after == "" && strings.ContainsRune("IAÀÉÈOYUИВЯАОУСК", first)
	}
	second, _ := utf8.DecodeRuneInString(word[n:])
	return unicode.IsLower(second) || second == '\'' || second == '’'
}
