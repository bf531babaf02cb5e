package match

import (
	"testing"
	"unicode"
)

// TestWordMatcher checks where words of several scripts begin and end.
func TestWordMatcher(t *testing.T) {
	for _, c := range []struct {
		expr, text string
		want       bool
	}{
		{`^udostępnić\b`, "udostępnić na facebooku", true},
		{`^udostępnić\b`, "udostępnić", true},
		{`^udostępni\b`, "udostępnić", false},
		{`^получайте\b`, "получайте рассылку", true},
		{`^получайте\b`, "получайтесь", false},
		{`\bрассылк\S*\b`, "на нашу рассылку", true},
		{`\bрассылк`, "перерассылка", false},
		{`\Bсылк`, "рассылка", true},
		{`^\bé\b$`, "é", true},
		{`réagissez (dans|à)\b`, "réagissez à cet article", true},
		{`\bφωτογραφία\b`, "φωτογραφία: α", true},
		{`\bוידאו\b`, "צפו: וידאו", true},
		{`\bعاجل\b`, "عاجل", true},
		{`\bसमाचार\b`, "समाचार", true},
		{`\b2024\b`, "2024年3月", true},
		{`\b2024\b`, "2024년", true},
		{`\bgo\b`, "goé", false},
		{`\bgo\b`, "go。", true},
		{`\bgo\b`, "go’s", true},
	} {
		m := WordMatcher(func() string { return c.expr })
		if m.Automaton() == nil || m.MatchString(c.text) != c.want || m.Match([]byte(c.text)) != c.want {
			t.Errorf("%s in %q: %v, want %v", c.expr, c.text, !c.want, c.want)
		}
	}
}

// TestWordRunes checks the bits of the basic plane against package unicode.
func TestWordRunes(t *testing.T) {
	for r := rune(unicode.MaxASCII + 1); r < 0x12000; r++ {
		if want := unicode.In(r, unicode.L, unicode.M, unicode.Nd) && !unicode.In(r, unspaced...); isWordRune(r) != want {
			t.Fatalf("%U: %v, want %v", r, !want, want)
		}
	}
}

func TestBoundsNonASCII(t *testing.T) {
	for expr, want := range map[string]bool{
		`udostępnić\b`: true, `(wysłać|podzielić)\b.*`: true, `\bé`: true, `[ée]\B`: true, `(?i)é?\b`: true, `(a|рассылк[аи]?)\b`: true, `ć{1,2}\b`: true, `aé?\b`: true,
		`a\b`: false, `ć \b`: false, `ća\b`: false, `\p{L}\b`: false, `.\b`: false, `[^é]\b`: false, `ć(a|b)\b`: false, `日\b`: false, `(`: false, ``: false,
	} {
		if got := BoundsNonASCII(expr); got != want {
			t.Errorf("%s: %v, want %v", expr, got, want)
		}
	}
}
