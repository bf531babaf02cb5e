package ingest

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/newsdex/newsdex/ingest/internal/charset"
	"github.com/newsdex/newsdex/ingest/internal/fixture"
	"github.com/newsdex/newsdex/ingest/internal/format"
	"github.com/newsdex/newsdex/ingest/internal/source"
)

// fuzzLimit is the limit of an article in fuzz tests of decoders.
const fuzzLimit = 4 << 10

// fuzzRead reads data as a file of that name and checks invariants of every format:
// errors name the file in one line, decoded texts are valid UTF-8, articles have a
// path, there are no more elements than bytes, and cleaning loses nothing of an
// article.
func fuzzRead(t *testing.T, name, data string) (articles []Article, failures []error) {
	t.Helper()
	n, checked := 0, 0
	m := source.Memory{Name: name, Path: "PATH", File: "FILE", Data: []byte(data)}
	source.ReadMemory(t.Context(), m, source.Options{MaxArticle: fuzzLimit}, func(r format.Record, err error) bool {
		a := articleOf(r)
		err = inputError(err)
		if n++; n > len(data)+2 {
			t.Fatalf("%d elements of %d bytes", n, len(data))
		}
		var ie *InputError
		switch {
		case err != nil:
			if !errors.As(err, &ie) || !strings.HasPrefix(ie.File, "FILE") || ie.Problem == "" || ie.Offset < 0 {
				t.Fatalf("error %v", err)
			}
			failures = append(failures, err)
		case !strings.HasPrefix(a.Path, "PATH") || !strings.HasPrefix(a.File, "FILE") || strings.Contains(a.Path, "/../"):
			t.Fatalf("path %q, file %q", a.Path, a.File)
		default:
			if checked++; checked <= 3 {
				checkAccount(t, a, false)
			}
			a = decode(a)
			for _, field := range append([]string{a.ID, a.URL, a.Title, a.Deck, a.Body, a.Outlet, a.Language}, a.Authors...) {
				if !utf8.ValidString(field) {
					t.Fatalf("%q", field)
				}
			}
			articles = append(articles, a)
		}
		return true
	})
	return articles, failures
}

// addTales adds stories in a format, packed or not.
func addTales(f *testing.F, format, packing string) {
	f.Helper()
	for _, form := range taleForms {
		if form.format != format && format != "" {
			continue
		}
		for _, p := range talePackings {
			if p.name == packing {
				_, data := p.pack(f, form.name, form.encode(talesOf("\x01\x01\x00\x00\x05\x00\x01\x01\x07\x05\x01")))
				f.Add(data)
			}
		}
	}
}

func FuzzText(f *testing.F) {
	addTales(f, "plain text", "none")
	f.Add("\xff\xfea\x00\x00\xd8b\x00")
	f.Add("\x1b$B;T\x1b(B ~{<:Ky~} caf\xe9")
	f.Fuzz(func(t *testing.T, s string) { fuzzRead(t, "a.txt", s) })
}

// FuzzJSONLines checks that each line that is a record is an article.
func FuzzJSONLines(f *testing.F) {
	addTales(f, "JSON Lines", "none")
	f.Add("{\"text\":\"a\",\"title\":[\"b\"],\"author\":{\"name\":\"c\"},\"date\":\"2020-01-02\"}\nnull\n{}")
	f.Add("\ufeff{\"text\":\"a\"}\r\n\r\n{\"text\":")
	f.Fuzz(func(t *testing.T, s string) {
		articles, _ := fuzzRead(t, "a.jsonl", s)
		if !utf8.ValidString(s) || strings.ContainsAny(s, "\x00\x1b~\ufeff") {
			return // it may be in another charset
		}
		want := 0
		for line := range strings.SplitSeq(s, "\n") {
			if _, err := (format.FieldMap{}).DecodeRecord([]byte(strings.TrimSpace(line))); err == nil && len(line) <= fuzzLimit {
				want++
			}
		}
		if !charset.IsBinary([]byte(s)) && len(articles) != want {
			t.Fatalf("%d articles of %d lines in %q", len(articles), want, s)
		}
	})
}

// FuzzHTMLFile reads pages as files: see [FuzzHTML] for the invariants of a page.
func FuzzHTMLFile(f *testing.F) {
	addTales(f, "HTML", "none")
	f.Add("<html><body>" + strings.Repeat("<div>", 600) + "x")
	f.Fuzz(func(t *testing.T, s string) { fuzzRead(t, "a.html", s) })
}

// FuzzJSON compares the reader of arrays with encoding/json.
func FuzzJSON(f *testing.F) {
	addTales(f, "JSON", "none")
	for _, s := range []string{
		`[{"text":"a"},{"text":"b\"]"}]`, `{"articles":[{"text":"a"}],"x":1}`, `{"text":"a"}` + "\n" + `{"text":"b"}`, `[{"text":"a"}, 3, [[{"text":"b"}]], {"a":{"text":"c"}}]`,
		"[\n{\"text\":\"x\n},\n{\"text\":\"y\"}\n]", `{"a":{"text":"b"},"c":{"html":"<p>d"}}`, `{"version":"https://jsonfeed.org/version/1","items":[{"summary":"x"}]}`, `[[[[`, `{"data":{"items":{"data":[{"text":1}]}}}`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		articles, _ := fuzzRead(t, "a.json", s)
		var all []json.RawMessage
		if utf8.ValidString(s) && !strings.HasPrefix(s, "\ufeff") && json.Unmarshal([]byte(s), &all) == nil {
			want := 0
			for _, raw := range all {
				if len(raw) > fuzzLimit {
					return
				}
				if _, err := (format.FieldMap{}).DecodeRecord(raw); err == nil {
					want++
				}
			}
			if len(articles) != want {
				t.Fatalf("%d articles of %d in %q", len(articles), want, s)
			}
		}
	})
}

// FuzzCSV compares the reader of rows with encoding/csv, if that reads a table.
func FuzzCSV(f *testing.F) {
	addTales(f, "CSV", "none")
	for _, s := range []string{"title,text\na,b\n", "a;text\n\"x\ny\";\"z\"\"\"\n", "text\tb\r\nc\td", "a,text\n\"", "text|b\n|\n||", "\ufefftext,url\nx,y,\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { fuzzRead(t, "a.csv", s) })
}

func FuzzFeed(f *testing.F) {
	addTales(f, "feeds", "none")
	for _, s := range []string{
		`<rss><channel><title>H</title><item><title>T</title><link>u</link><description><![CDATA[<p>x]]></description></item></channel></rss>`,
		`<feed xml:lang="en"><entry><title type="html">&lt;b&gt;</title><link href='x' rel="self"/><content type="xhtml"><div>x</div></content></entry></feed>`,
		`<rdf:RDF><item/><item><item></item><!-- </item> --><a b="</item>`, `<!DOCTYPE rss [<!ENTITY a "b">]><rss><item><guid>&a;&#60;`, "<rss><item><<a=\"<b></a></item>",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { fuzzRead(t, "a.xml", s) })
}

func FuzzMarkdown(f *testing.F) {
	addTales(f, "Markdown", "none")
	for _, s := range []string{
		"---\ntitle: a\n---\n# b\n\n*c* [d](e) ![f][g] `h` <i> <!-- j --> &amp;\n\n[g]: k", "| a | b |\n|--|--|\n| c \\| | `d` |", "> - a\n>   b\n```\nc\n", "<div>\n\n**a_b*c_\n===\n", "+++\na = [b, 'c']\n+++\n", "a[^1]\n\n[^1]: b",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { fuzzRead(t, "a.md", s) })
}

func FuzzWARC(f *testing.F) {
	addTales(f, "WARC", "none")
	page := fixture.WARCRecord("response", "https://h.example/1", fixture.HTTPType, fixture.HTTPPage(1))
	f.Add(fixture.WARCRecord("conversion", "u", "text/plain", "Text.") + page)
	f.Add(fixture.Gzip(page) + fixture.Gzip(page))
	f.Add(fixture.WARCRecordOf("conversion", "u", "text/plain", "99", "Text.") + page)
	f.Add(fixture.WARCRecord("response", "u", fixture.HTTPType, "HTTP/1.1 200\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip, deflate\r\n\r\n5\r\n<html\r\n0\r\n\r\n"))
	f.Fuzz(func(t *testing.T, s string) { fuzzRead(t, "a.warc", s) })
}
