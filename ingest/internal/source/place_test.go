package source

import (
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestEscapeName(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"2025/musk.txt", "2025/musk.txt"},
		{"a\xe9.txt", `a\xe9.txt`},
		{"a\xff.txt", `a\xff.txt`},
		{"a\ufffd.txt", "a\ufffd.txt"},
		{`a\xe9.txt`, `a\x5cxe9.txt`},
		{`a\b\xg`, `a\b\xg`},
		{"é\n\u202e\u009b", `é\x0a\xe2\x80\xae\xc2\x9b`},
	} {
		if got := EscapeName(c.in); got != c.want {
			t.Errorf("%q: %q, want %q", c.in, got, c.want)
		}
	}
}

// FuzzEscapeName checks that a name can be had back from its escaped form, which has
// neither invalid bytes nor control characters.
func FuzzEscapeName(f *testing.F) {
	for _, name := range []string{"a", "a\xe9", `\x5c`, `\\x41`, "\x00\t", "\u2066\u2028"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		s := EscapeName(name)
		if got := UnescapeName(s); got != name {
			t.Errorf("%q became %q and then %q", name, s, got)
		}
		if !utf8.ValidString(s) {
			t.Errorf("%q: %q is not UTF-8", name, s)
		}
		for _, r := range s {
			if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
				t.Errorf("%q: %q has %U", name, s, r)
			}
		}
	})
}
