package plain

import (
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// TestStandsAlone checks that every character that stands alone is in form NFC and
// combines with no character before it.
func TestStandsAlone(t *testing.T) {
	for r := rune(0xa0); r <= unicode.MaxRune; r++ {
		if !standsAlone(r) || Classify(r) != plain {
			continue
		}
		p := norm.NFC.PropertiesString(string(r))
		if !p.BoundaryBefore() || p.CCC() != 0 || !norm.NFC.IsNormalString(string(r)) {
			t.Fatalf("%U does not stand alone", r)
		}
	}
}

// TestIsNormalPlaces checks that a sign is found at every position among others,
// because eight bytes are examined at once.
func TestIsNormalPlaces(t *testing.T) {
	for _, bad := range []string{"  ", " \n", "\n ", "\t", "\x7f", "\x80", "\u00a0", "a\u0301", "\x1f", "\r"} {
		for n := range 20 {
			for m := range 20 {
				s := strings.Repeat("a", n) + "x" + bad + "y" + strings.Repeat("é", m)
				if IsNormal(s) {
					t.Fatalf("%q is taken for normal", s)
				}
			}
		}
	}
	for n := range 20 {
		s := "a b\nc\n\n" + strings.Repeat("x é\n", n) + "“d” e."
		if !IsNormal(s) {
			t.Fatalf("%q is not taken for normal", s)
		}
	}
}
