package analyze

import (
	"fmt"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// fuzzSeeds are inputs that reach every branch of the scanner.
var fuzzSeeds = []string{
	"ٱٔٔٔٔ", "0\u200d‼", // found by fuzzing
	"Musk’s $97.4 billion bid, US$97.4bn or USD 97.4 billion for non-profit OpenAI.",
	"€2.5m £300k ¥10 trillion 1.2 million euros $40-50 billion 5–10% 20 per cent",
	"U.S. EE.UU. J.K. Rowling a.m. AT&T Q&A WHO IT can’t X’i O’Brien F-16s multi-billion-dollar",
	"https://www.example.com/a-b john.smith@example.com @elon_musk #Stop 192.168.0.1 1,234,567",
	"東京都に行く カタカナ 한국어 ไทย 🇫🇷 👍🏽 क्षत्रिय שלום צה\"ל ١٢٣٫٤ ｆｕｌｌ ﬁ ǅ ẞ İ",
	"\xff\xfe a\xffb ’ '' -- $ 1 . a- -b 40€ 5 $",
	"l’homme d'Estaing 97,4 milliards d'euros 1.234,5 Mio. €",
}

// FuzzTokens checks what every index relies on, in several languages.
func FuzzTokens(f *testing.F) {
	for _, s := range fuzzSeeds {
		f.Add(s)
	}
	codes := []string{"en", "fr", "de", "tr", "ru", "hi", "ar", "und"}
	f.Fuzz(func(t *testing.T, text string) {
		for _, code := range codes {
			if err := checkTokens(For(code), text); err != nil {
				t.Fatalf("%s: %q: %v", code, text, err)
			}
		}
	})
}

// FuzzCaches checks that texts read before do not affect tokens: they are the same as
// without caches.
func FuzzCaches(f *testing.F) {
	for _, s := range fuzzSeeds {
		f.Add(s)
	}
	f.Add("5-10% and 5-7 million, $5 and 5, $5-7bn, £5-£7m, 5")
	f.Add("a mid-60s-looking man in his mid-60s")
	bare := map[string]Language{}
	for _, code := range []string{"en", "fr", "sv"} {
		r := For(code).row.load()
		bare[code] = Language{code, r.name, &row{
			code: r.code, stemmer: r.stemmer, foldFirst: r.foldFirst, lower: r.lower, stopLists: r.stopLists,
			elided: r.elided, apostrophe: r.apostrophe, colonSuffix: r.colonSuffix, protected: r.protected,
			exceptions: r.exceptions, acronyms: r.acronyms, decimalComma: r.decimalComma,
			magnitudes: r.magnitudes, currencies: r.currencies,
		}}
	}
	f.Fuzz(func(t *testing.T, text string) {
		for code, l := range bare {
			r := l.row.load()
			r.words, r.compounds, r.numbers, r.amounts = nil, nil, nil, nil
			// A short text takes a front only if one is free, so put one into the pool.
			full := For(code).row
			full.returnFront(full.takeFront(strings.Repeat(" ", minFronted)))
			if got, want := showTokens(For(code), text), showTokens(l, text); got != want {
				t.Errorf("%s: %q:\n got %s\nwant %s", code, text, got, want)
			}
		}
	})
}

// checkTokens checks the invariants of tokens, and that a query with the same text
// finds them.
func checkTokens(l Language, text string) error {
	next, start := 1, 0
	cuts := runeStarts(text)
	for tok := range l.Tokens(text) {
		switch {
		case tok.Hash != termHash(tok.Term):
			return fmt.Errorf("wrong hash: %+v", tok)
		case tok.Term == "":
			return fmt.Errorf("empty term: %+v", tok)
		case len(tok.Term) > maxTerm && tok.Kind != Money:
			return fmt.Errorf("term of %d bytes", len(tok.Term))
		case !utf8.ValidString(tok.Term):
			return fmt.Errorf("invalid term %q", tok.Term)
		case strings.ContainsFunc(tok.Term, func(r rune) bool { return unicode.ToLower(r) != r }):
			return fmt.Errorf("upper case in %q", tok.Term)
		case tok.Position != next && tok.Position != next-1:
			return fmt.Errorf("position %d after %d", tok.Position, next-1)
		case tok.Width < 1:
			return fmt.Errorf("width %d", tok.Width)
		case tok.Start < 0 || tok.End > len(text) || tok.Start >= tok.End:
			return fmt.Errorf("offsets [%d:%d] of %d bytes", tok.Start, tok.End, len(text))
		case !cuts[tok.Start] || !cuts[tok.End]:
			return fmt.Errorf("offsets [%d:%d] cut a rune", tok.Start, tok.End)
		case tok.Position == next && tok.Start < start:
			return fmt.Errorf("%q starts at %d, before %d", tok.Term, tok.Start, start)
		}
		start = tok.Start
		next = tok.Position + 1
	}
	p := postingsOf(l, text)
	for _, w := range l.Query(text) {
		found := false
		for _, seq := range w.Any {
			found = found || len(p.ends(seq, nil)) > 0
		}
		if !found {
			return fmt.Errorf("query word %q asks for %v, which no token has", text[w.Start:w.End], w.Any)
		}
	}
	return nil
}

// runeStarts returns the start of each rune of text, and the end of text. A byte that
// is not UTF-8 is a rune of its own.
func runeStarts(text string) map[int]bool {
	starts := map[int]bool{len(text): true}
	for i := range text {
		starts[i] = true
	}
	return starts
}

// FuzzFold checks that folding a folded text changes nothing.
func FuzzFold(f *testing.F) {
	for _, s := range fuzzSeeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Fold(s)
		if again := Fold(got); again != got {
			t.Errorf("Fold(%q) is %q, folded again %q", s, got, again)
		}
		if !utf8.ValidString(got) {
			t.Errorf("Fold(%q) is %q: not UTF-8", s, got)
		}
		for _, r := range got {
			if unicode.ToLower(r) != r || isApostrophe(r) {
				t.Errorf("Fold(%q) is %q: holds %q", s, got, r)
			}
		}
	})
}

// FuzzSegment checks that segments cover the text, and that the fast paths of the
// scanner find the same words as the slow ones.
func FuzzSegment(f *testing.F) {
	for _, s := range fuzzSeeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for i := 0; i < len(text); {
			seg := nextSegment(text, i)
			if seg.start != i || seg.end <= i {
				t.Fatalf("%q: segment [%d:%d] at %d", text, seg.start, seg.end, i)
			}
			i = seg.end
		}
		s := For("en").scan(text)
		for i := 0; i < len(text); {
			fast := s.pieceAt(i)
			if b := text[i]; isWordByte[b] && b != '_' {
				if slow := s.slowPiece(i); slow.end != fast.end || slow.kind != fast.kind {
					t.Fatalf("%q at %d: fast %+v, slow %+v", text, i, fast, slow)
				}
			}
			if fast.kind == wordPiece || fast.kind == numberPiece {
				if seg := nextSegment(text, i); seg.end != fast.end && !dividedOnPurpose(text[i:max(seg.end, fast.end)]) {
					t.Fatalf("%q at %d: a word to %d, a segment to %d", text, i, fast.end, seg.end)
				}
			}
			if fast.kind == wordPiece && s.isPlain(fast) {
				s.unit.reset(fast.start)
				if s.prefixedNumber(fast) {
					t.Fatalf("%q at %d: %+v is a number, and no plain word", text, i, fast)
				}
				if s.chain(fast); s.at != fast.end || s.unit.n > 1 || s.unit.nwides > 0 {
					t.Fatalf("%q at %d: %+v is part of more, and no plain word", text, i, fast)
				}
			}
			i = fast.end
		}
	})
}

// dividedOnPurpose reports whether words in s may end elsewhere than the segments of
// UAX #29: at points, colons and commas, at apostrophes among digits, between scripts
// with and without spaces, and before a pictograph that a joiner connects to a word.
func dividedOnPurpose(s string) bool {
	digits, apostrophes := false, false
	for i := 0; i < len(s); {
		c, n := classAt(s, i)
		r, _ := utf8.DecodeRuneInString(s[i:])
		switch {
		case isApostrophe(r) && r != '`' && r != '´':
			apostrophes = true
		case c == numeric:
			digits = true
		case c == pictographic: // after a joiner
			return true
		case c == midNumLet, c == midLetter, c == midNum, c == hangul, c == katakana, r == '`', r == '´':
			return true
		}
		i += n
	}
	return digits && apostrophes
}

// FuzzDetect checks that the result is a language of the table.
func FuzzDetect(f *testing.F) {
	for _, s := range fuzzSeeds {
		f.Add(s, "")
	}
	f.Add("", "en_GB")
	f.Fuzz(func(t *testing.T, text, declared string) {
		code, confidence := Detect(text, declared)
		if For(code).Code != code || !(confidence >= 0 && confidence <= 1) {
			t.Errorf("Detect(%q, %q) is %q, %v", text, declared, code, confidence)
		}
	})
}
