package mend

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// FindMissingSpaces finds sentences between which a space is missing:
// "ended.The next", `ended."The next`. Dots, question and exclamation marks also
// stand within names of files, hosts and people, in addresses and in code; so
// the word before must be one that ends in lower case or a year, the one after
// begin with a capital and go on in lower case, and what stands around them
// between spaces be nothing but these words and their punctuation.
func FindMissingSpaces(s string) []Patch {
	var patches []Patch
	var next [len(clauseEnds)]int // where each stands next; len(s): nowhere
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

// clauseEnds are the signs that are looked at.
const clauseEnds = ".!?"

// IndexFrom returns where c stands in s from byte i on, or len(s).
func IndexFrom(s string, c byte, i int) int {
	if n := strings.IndexByte(s[i:], c); n >= 0 {
		return i + n
	}
	return len(s)
}

// mayFollow has the bytes after them that make it worth while to look: capitals,
// quotes, brackets, what is not ASCII.
var mayFollow = func() (t [256]bool) {
	for c := range t {
		t[c] = 'A' <= c && c <= 'Z' || c == '"' || c == ')' || c >= utf8.RuneSelf
	}
	return t
}()

// domains are ends of hosts and files that look like the begin of a sentence
// when they are written with a capital, as in names.
var domains = map[string]bool{
	"Com": true, "Org": true, "Net": true, "Gov": true, "Edu": true, "Info": true, "Biz": true, "Tv": true, "Io": true,
	"Ai": true, "Co": true, "Uk": true, "De": true, "Eu": true, "Us": true, "Js": true, "Fm": true, "News": true, "Media": true,
}

// missingSpace returns where the space is missing after the sign at byte i, or
// -1 if none is.
func missingSpace(s string, i int) int {
	// What stands between spaces, up to the sign and after it.
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

	// The quotes and brackets between.
	at := i + 1
	for len(rest) > 0 {
		r, n := utf8.DecodeRuneInString(rest)
		if r == '“' || r == '‘' || r == '«' {
			rest = rest[n:]
			break // it opens what follows
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

// maxQuoted is how long a line may be, up to a straight quote, to tell whether
// it opens or closes.
const maxQuoted = 4096

// maxToken is the longest run without spaces that is looked at, in bytes.
const maxToken = 60

// endsWord reports whether what stands before the sign is a word of a sentence.
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
			return false // "www.", "a@b", "/path/": not a word
		}
	}
	return letters >= 2 && lower
}

// beginsSentenceRun reports whether rest, all up to the next space, is the first
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
