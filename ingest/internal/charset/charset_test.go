package charset

import (
	"strings"
	"testing"
)

// TestUndecodable checks that a text without sense in any charset stays UTF-8, with
// marks for invalid bytes, and that damaged UTF-8 is not read as another charset.
func TestUndecodable(t *testing.T) {
	for _, s := range []string{
		"caf\xe9 \xff.",
		"Another \xff text.",
		"Zürich, Genève, Zürich \x80 Genève",
		"\x80\x81\x82\x83\xfe\xff\xfe and \x90\x8f",
	} {
		got, repairs := ToUTF8(s)
		if !strings.Contains(got, "\ufffd") || len(repairs) != 1 || repairs[0].Kind != "invalid-utf8" {
			t.Errorf("%q became %q, %v", s, got, repairs)
		}
	}
}

// TestJohab checks the decoder with syllables, letters and signs of KS X 1001.
func TestJohab(t *testing.T) {
	for in, want := range map[string]string{
		"\x88\x61\x88\x62 a": "가각 a", "\xd0\x65\x8b\x69": "한글", "\xd9\x31": "\u3000", "\x88": "\ufffd", "\x88 b": "\ufffd b", "": "",
	} {
		if got := (&Charset{Encoding: johab{}}).Decode([]byte(in)); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
