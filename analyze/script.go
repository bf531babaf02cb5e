package analyze

import (
	"unicode"
	"unicode/utf8"
)

// A script is a writing system that Detect distinguishes.
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

// alone returns the only language of the table that uses the script, or "" if there are
// several.
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

// main returns the script of most letters and its share of all letters. A sign of Han
// counts as three letters, and a sign of Hangul or kana as two, because a word takes
// fewer signs.
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
