package format_test

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"github.com/newsdex/newsdex/ingest"
	"github.com/newsdex/newsdex/ingest/internal/charset"
	"github.com/newsdex/newsdex/ingest/internal/fixture"
	"github.com/newsdex/newsdex/ingest/internal/format"
)

// TestCharsets checks that each format is decoded from charsets other than UTF-8, and
// that the charset is reported.
func TestCharsets(t *testing.T) {
	const text = "Der Bürgermeister hörte zu, während die Räte über die Brücke stritten, die größte der Stadt."
	const russian = "Городской совет в понедельник после долгих споров утвердил бюджет на будущий год."
	encoded := func(name, s string) string {
		out, err := charset.EncodingOf(name).NewEncoder().String(s)
		if err != nil {
			t.Fatal(name, err)
		}
		return out
	}
	for _, c := range []struct{ file, data, want, charset string }{
		{"a.txt", text, text, ""},
		{"a.txt", "\ufeff" + text, text, ""},
		{"a.txt", encoded("windows-1252", text), text, "windows-1252 (guessed)"},
		{"a.txt", encoded("utf-16le", text), text, "UTF-16LE (guessed)"},
		{"a.txt", encoded("utf-16be", "\ufeff"+russian), russian, "UTF-16BE (byte order mark)"},
		{"a.txt", encoded("utf-32le", "\ufeff"+russian), russian, "UTF-32LE (byte order mark)"},
		{"a.txt", encoded("utf-32be", text), text, "UTF-32BE (guessed)"},
		{"a.txt", encoded("koi8-r", russian), russian, "KOI8-R (guessed)"},
		{"a.txt", encoded("windows-1251", russian), russian, "windows-1251 (guessed)"},
		{"a.txt", encoded("iso-2022-jp", "市議会は月曜日に予算を可決した。"), "市議会は月曜日に予算を可決した。", "ISO-2022-JP (escape sequences)"},
		{"a.txt", encoded("shift_jis", "市議会は月曜日に、長い議論の後で予算を可決した。"), "市議会は月曜日に、長い議論の後で予算を可決した。", "Shift_JIS (guessed)"},
		{"a.txt", "It\x92s the mayor\x92s \x93plan\x94.", "It’s the mayor’s “plan”.", "windows-1252 (guessed)"},
		{"a", encoded("utf-16le", text), text, "UTF-16LE (guessed)"},
		{"a.jsonl", `{"text":"` + encoded("windows-1252", text) + `"}`, text, "windows-1252 (guessed)"},
		{"a.jsonl", encoded("utf-16le", "\ufeff"+`{"text":"`+text+`"}`), text, "UTF-16LE (byte order mark)"},
		{"a.jsonl", strings.Repeat(" \n", charset.CharsetBytes) + `{"text":"` + encoded("windows-1252", text) + `"}`, text, "windows-1252 (guessed)"},
		{"a.json", `[{"text":"` + encoded("windows-1251", russian) + `"}]`, russian, "windows-1251 (guessed)"},
		{"a.html", `<meta charset="windows-1251"><p>` + encoded("windows-1251", russian), russian, "windows-1251 (declared)"},
		{"a.html", `<meta http-equiv="Content-Type" content="text/html; charset=koi8-r"><p>` + encoded("koi8-r", russian), russian, "koi8-r (declared)"},
		{"a.html", `<?xml version="1.0" encoding="IBM855"?><html><p>` + encoded("ibm855", russian) + "</p></html>", russian, "IBM855 (declared)"},
		{"a.html", `<meta charset="iso-8859-1"><p>` + russian, russian, ""}, // it lies
		{"a.html", `<meta charset="utf-8"><p>` + encoded("windows-1251", russian), russian, "windows-1251 (guessed)"},
		{"a.html", "<p>" + encoded("windows-1251", russian), russian, "windows-1251 (guessed)"},
		{"a.html", encoded("utf-16le", "\ufeff<p>"+russian), russian, "UTF-16LE (byte order mark)"},
	} {
		dir := fixture.Folder(t, map[string]string{c.file: c.data})
		articles, failures := fixture.Collect(ingest.Read(t.Context(), ingest.Files(dir+"/"+c.file), ingest.Options{}))
		if len(articles) != 1 || failures != nil {
			t.Errorf("%s, %s: %d articles, %v", c.file, c.charset, len(articles), failures)
			continue
		}
		got := ""
		for _, r := range articles[0].Repairs {
			if r.Kind == "charset" {
				got = strings.TrimPrefix(r.Detail, "decoded from ")
			}
		}
		if articles[0].Body != c.want || got != c.charset {
			t.Errorf("%s: %q from %q, want %q from %q", c.file, articles[0].Body, got, c.want, c.charset)
		}
	}
}

// TestContentType checks that a page is decoded as its header says.
func TestContentType(t *testing.T) {
	const text = "Die Räte hörten zu."
	page, err := charmap.ISO8859_1.NewEncoder().String("<p>" + text)
	if err != nil {
		t.Fatal(err)
	}
	a, err := format.ReadHTML([]byte(page), "", "text/html; charset=ISO-8859-1")
	if err != nil || a.Body != text || len(a.Repairs) != 1 || a.Repairs[0].Detail != "decoded from ISO-8859-1 (declared)" {
		t.Errorf("%q, %v, %v", a.Body, a.Repairs, err)
	}
}

func FuzzCharset(f *testing.F) {
	f.Add("It\x92s the mayor\x92s \x93plan\x94.", "text/html; charset=koi8-r")
	f.Add("\xff\xfea\x00", "")
	f.Add("<?xml version='1.0' encoding='Shift_JIS'?><a>\x93\xfa\x96\x7b", "")
	f.Add("\xd0\x65\x8b\x69\x1b$B", "x; charset=johab")
	f.Fuzz(func(t *testing.T, s, contentType string) {
		got, repairs := format.DecodePage([]byte(s), contentType)
		if strings.ToValidUTF8(got, "") != got {
			t.Fatalf("%q became %q", s, got)
		}
		if got != strings.TrimPrefix(s, "\ufeff") && repairs == nil {
			t.Fatalf("%q became %q without a word", s, got)
		}
	})
}
