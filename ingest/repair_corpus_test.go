package ingest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/newsdex/newsdex/ingest/internal/mend"
)

// wrap wraps each line of s to a width, with the string between between the lines.
func wrap(s string, width int, between string) string {
	var out []string
	for line := range strings.SplitSeq(s, "\n") {
		if line == "" {
			continue
		}
		var b strings.Builder
		n := 0
		for word := range strings.FieldsSeq(line) {
			w := utf8.RuneCountInString(word)
			switch {
			case n == 0:
			case n+1+w > width:
				b.WriteByte('\n')
				n = 0
			default:
				b.WriteByte(' ')
				n++
			}
			b.WriteString(word)
			n += w
		}
		out = append(out, b.String())
	}
	return strings.Join(out, between)
}

// wrongly decodes the UTF-8 of s as Windows-1252.
func wrongly(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		r := rune(c)
		if 0x80 <= c && c < 0xa0 && mend.Windows1252[c-0x80] != 0 {
			r = mend.Windows1252[c-0x80]
		}
		b.WriteRune(r)
	}
	return b.String()
}

// entities replaces the non-ASCII characters of s by entities.
func entities(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r >= utf8.RuneSelf:
			b.WriteString("&#" + itoa(int(r)) + ";")
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + string(rune('0'+n%10))
}

// TestRepairDamage damages the example articles in each way and checks that they are
// mended, and that undamaged text stays.
func TestRepairDamage(t *testing.T) {
	names, err := filepath.Glob("../testdata/articles/*.txt")
	if err != nil || len(names) == 0 {
		t.Fatal("no articles", err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		whole := Normalize(string(data))
		paragraphs := wrap(whole, 1<<20, "\n\n")
		for _, d := range []struct{ kind, damaged, want string }{
			{"", whole, whole},
			{"", paragraphs, paragraphs},
			{"mojibake", wrongly(whole), whole},
			{"mojibake", wrongly(wrongly(whole)), whole},
			{"entity", entities(whole), whole},
			{"entity", strings.ReplaceAll(entities(whole), "&", "&amp;"), whole},
			{"wrapped-lines", wrap(whole, 60, "\n\n"), paragraphs},
			{"wrapped-lines", wrap(whole, 72, "\n\n"), paragraphs},
			{"wrapped-lines", wrap(whole, 80, "\n\n\n"), paragraphs},
		} {
			a := normalize(Article{Body: d.damaged}, false)
			got := a.Body
			if d.kind == "wrapped-lines" {
				got = wrap(got, 1<<20, "\n\n")
			}
			if d.damaged != d.want && got == d.damaged && whole != entities(whole) {
				t.Errorf("%s: %s: nothing was mended", name, d.kind)
			}
			if got != d.want {
				t.Errorf("%s: %s: %s", name, d.kind, firstDifference(got, d.want))
			}
			if b := clean(a, defaultRules, Normal); b.Original() != Normalize(d.damaged) {
				t.Errorf("%s: %s: Original: %s", name, d.kind, firstDifference(b.Original(), Normalize(d.damaged)))
			}
		}
	}
}

func firstDifference(got, want string) string {
	e := difference(want, got, 0)
	around := func(s string) string { return s[max(0, e.Column-30):min(len(s), e.Column+50)] }
	return "got …" + around(got) + "…, want …" + around(want) + "…"
}
