package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// sentences returns the spans of s's sentences, without the spaces between
// them. A sentence ends at . ! ? … or their East Asian forms, with any closing
// quotes and brackets, where a space and then something other than a lower-case
// letter follows; not after an initial ("J. Smith") or a common abbreviation.
func sentences(s string) []span {
	var out []span
	start := 0
	for i := 0; i < len(s); {
		j := strings.IndexAny(s[i:], ".!?…。！？")
		if j < 0 {
			break
		}
		at := i + j
		end := at
		for end < len(s) {
			r, n := utf8.DecodeRuneInString(s[end:])
			if !isTerminal(r) && !isClosing(r) {
				break
			}
			end += n
		}
		i = end
		wide := s[at] >= utf8.RuneSelf && !strings.HasPrefix(s[at:], "…")
		if end < len(s) && !wide && (s[end] != ' ' || !startsSentence(s[end+1:]) || s[at] == '.' && abbreviated(s[start:at])) {
			continue
		}
		out = append(out, span{start, end})
		for end < len(s) && s[end] == ' ' {
			end++
		}
		start, i = end, end
	}
	if start < len(s) {
		out = append(out, span{start, len(s)})
	}
	return out
}

func isTerminal(r rune) bool {
	switch r {
	case '.', '!', '?', '…', '。', '！', '？':
		return true
	}
	return false
}

func isClosing(r rune) bool {
	switch r {
	case '"', '\'', ')', ']', '”', '’', '»', '」', '』', '）':
		return true
	}
	return false
}

func startsSentence(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return r != utf8.RuneError && !unicode.IsLower(r)
}

// abbreviations end in a full stop that ends no sentence.
var abbreviations = map[string]bool{
	"mr": true, "mrs": true, "ms": true, "dr": true, "prof": true, "sen": true, "rep": true,
	"gov": true, "gen": true, "lt": true, "col": true, "sgt": true, "capt": true, "rev": true,
	"st": true, "jr": true, "sr": true, "vs": true, "no": true, "nr": true, "inc": true,
	"corp": true, "ltd": true, "co": true, "jan": true, "feb": true, "mar": true, "apr": true,
	"aug": true, "sept": true, "oct": true, "nov": true, "dec": true, "hr": true, "fr": true,
	"bzw": true, "ca": true, "mme": true, "mlle": true, "sra": true, "dott": true, "sig": true,
}

// abbreviated reports whether s, which a full stop follows, ends in an initial
// or an abbreviation.
func abbreviated(s string) bool {
	word := s[strings.LastIndexAny(s, " (.")+1:]
	return utf8.RuneCountInString(word) == 1 || len(word) <= 4 && abbreviations[strings.ToLower(word)]
}
