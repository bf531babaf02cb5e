package ingest

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"html"
	"slices"
	"strings"
	"testing"

	"github.com/newsdex/newsdex/ingest/internal/fixture"
	"github.com/newsdex/newsdex/ingest/internal/format"
	"github.com/newsdex/newsdex/ingest/internal/source"
)

// A taleForm writes tales in one format.
type taleForm struct {
	format string // name of its row in the table of formats
	name   string // of the file
	encode func([]tale) string
	// one: a file of it holds one article.
	one bool
	// exact: the decoder returns the tale's body to the byte; otherwise its lines are
	// the same except for space and blank lines.
	exact bool
	// part: the decoder leaves some lines out.
	part bool
}

// taleForms has every format of the table.
var taleForms = []taleForm{
	{format: "plain text", name: "a.txt", encode: asText, one: true, exact: true},
	{format: "Markdown", name: "a.md", encode: asMarkdown, one: true},
	{format: "HTML", name: "a.html", encode: asHTML, one: true, part: true},
	{format: "JSON Lines", name: "a.jsonl", encode: asJSONLines, exact: true},
	{format: "JSON", name: "array.json", encode: func(s []tale) string { return string(asJSON(tableOf(s))) }, exact: true},
	{format: "JSON", name: "object.json", encode: func(s []tale) string { return string(asJSON(tableOf(s)[0])) }, one: true, exact: true},
	{format: "JSON", name: "list.json", encode: func(s []tale) string {
		return string(asJSON(map[string]any{"status": "ok", "articles": tableOf(s)}))
	}, exact: true},
	{format: "JSON", name: "feed.json", encode: asJSONFeed, exact: true},
	{format: "CSV", name: "a.csv", encode: func(s []tale) string { return asCSV(s, ',') }, exact: true},
	{format: "CSV", name: "a.tsv", encode: func(s []tale) string { return asCSV(s, '\t') }, exact: true},
	{format: "feeds", name: "a.rss", encode: asRSS},
	{format: "feeds", name: "a.atom", encode: asAtom},
	{format: "WARC", name: "a.warc", encode: asWARC, part: true},
	{format: "WARC", name: "a.wet", encode: asWET, exact: true},
}

func asText(s []tale) string { return s[0].body }

// asMarkdown escapes all marks.
func asMarkdown(s []tale) string {
	var b strings.Builder
	for line := range strings.SplitSeq(s[0].body, "\n") {
		for _, c := range strings.TrimSpace(line) {
			if c < 0x80 && strings.ContainsRune("\\`*_{}[]()<>#+-.!|&~=:\"'@^$%;,/?", c) {
				b.WriteByte('\\')
			}
			b.WriteRune(c)
		}
		b.WriteString("\n\n")
	}
	return b.String()
}

func paragraphsOf(body string) string {
	var b strings.Builder
	for line := range strings.SplitSeq(body, "\n") {
		b.WriteString("<p>" + html.EscapeString(line) + "</p>\n")
	}
	return b.String()
}

func pageOf(s tale) string {
	return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>` + html.EscapeString(s.title) + `</title></head><body><nav><a href="/">Home</a></nav><article>` +
		paragraphsOf(s.body) + "</article></body></html>"
}

func asHTML(s []tale) string { return pageOf(s[0]) }

// asJSON is like json.Marshal but without the escapes that only pages need.
func asJSON(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err)
	}
	return bytes.TrimSpace(b.Bytes())
}

func tableOf(tales []tale) []map[string]any {
	var all []map[string]any
	for _, s := range tales {
		r := map[string]any{"url": s.url, "title": s.title, "text": s.body, "date": s.date}
		if s.author != "" {
			r["authors"] = []string{s.author}
		}
		all = append(all, r)
	}
	return all
}

func asJSONLines(tales []tale) string {
	var b strings.Builder
	for _, r := range tableOf(tales) {
		b.Write(asJSON(r))
		b.WriteByte('\n')
	}
	return b.String()
}

func asJSONFeed(tales []tale) string {
	var items []map[string]any
	for i, s := range tales {
		items = append(items, map[string]any{"id": fmt.Sprint(i), "url": s.url, "title": s.title, "content_text": s.body})
	}
	return string(asJSON(map[string]any{"version": "https://jsonfeed.org/version/1.1", "title": "Harbour", "items": items}))
}

func asCSV(tales []tale, comma rune) string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.Comma = comma
	w.Write([]string{"url", "title", "author", "date", "text"})
	for _, s := range tales {
		w.Write([]string{s.url, s.title, s.author, s.date, s.body})
	}
	w.Flush()
	return b.String()
}

func inXML(s string) string {
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(s)); err != nil {
		panic(err)
	}
	return b.String()
}

func asRSS(tales []tale) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Harbour</title>`)
	for i, s := range tales {
		content := "<![CDATA[" + strings.ReplaceAll(paragraphsOf(s.body), "]]>", "]]]]><![CDATA[>") + "]]>"
		if i%2 == 1 {
			content = inXML(paragraphsOf(s.body))
		}
		fmt.Fprintf(&b, "<item><title>%s</title><link>%s</link><content:encoded>%s</content:encoded></item>\n", inXML(inXML(s.title)), s.url, content)
	}
	b.WriteString("</channel></rss>")
	return b.String()
}

func asAtom(tales []tale) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour</title>`)
	for i, s := range tales {
		kind, content := "html", inXML(paragraphsOf(s.body))
		switch i % 3 {
		case 1:
			kind, content = "xhtml", `<div xmlns="http://www.w3.org/1999/xhtml">`+paragraphsOf(s.body)+"</div>"
		case 2:
			kind, content = "text", inXML(s.body)
		}
		fmt.Fprintf(&b, `<entry><title type="text">%s</title><link href="%s"/><id>urn:x:%d</id><content type="%s">%s</content></entry>`, inXML(s.title), s.url, i, kind, content)
	}
	b.WriteString("</feed>")
	return b.String()
}

func asWARC(tales []tale) string {
	var b strings.Builder
	for i, s := range tales {
		page, fields := pageOf(s), ""
		if encoding := []string{"", "gzip", "br", "zstd", "deflate"}[i%5]; encoding != "" {
			var packed bytes.Buffer
			w, err := fixture.ContentEncoders[encoding](&packed)
			if err == nil {
				_, err = w.Write([]byte(page))
			}
			if err == nil {
				err = w.Close()
			}
			if err != nil {
				panic(err)
			}
			page, fields = packed.String(), "Content-Encoding: "+encoding+"\r\n"
		}
		b.WriteString(fixture.WARCRecord("response", s.url, fixture.HTTPType, "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"+fields+"\r\n"+page))
	}
	return b.String()
}

func asWET(tales []tale) string {
	var b strings.Builder
	for _, s := range tales {
		b.WriteString(fixture.WARCRecord("conversion", s.url, "text/plain", s.body))
	}
	return b.String()
}

// A talePacking packs a file.
type talePacking struct {
	name string
	// pack returns the name and the bytes of the packed file.
	pack func(t testing.TB, name, data string) (string, string)
	path string // path of its content: "" is the name without extensions
}

// talePackings has every compression and every archive, and some nested ones.
var talePackings = []talePacking{
	{"none", func(_ testing.TB, name, data string) (string, string) { return name, data }, ""},
	{"gzip", func(_ testing.TB, name, data string) (string, string) {
		half := len(data) / 2
		return name + ".gz", fixture.Gzip(data[:half]) + fixture.Gzip(data[half:])
	}, ""},
	{"zstd", func(t testing.TB, name, data string) (string, string) { return name + ".zst", fixture.Zstd(t, data) }, ""},
	{"bzip2", func(_ testing.TB, name, data string) (string, string) { return name + ".bz2", fixture.Bzip2(data) }, ""},
	{"zip", func(t testing.TB, name, data string) (string, string) {
		return "d.zip", fixture.Zip(t, zip.Deflate, fixture.Member{"in/" + name, data}, fixture.Member{"in/picture.jpg", "\xff\xd8"})
	}, "/in"},
	{"zip", func(t testing.TB, name, data string) (string, string) {
		return "d.zip", fixture.Zip(t, zip.Store, fixture.Member{name, data})
	}, ""},
	{"tar", func(t testing.TB, name, data string) (string, string) {
		return "d.tar", fixture.Tar(t, fixture.Member{name, data})
	}, ""},
	{"tar", func(t testing.TB, name, data string) (string, string) {
		return "d.tar.zst", fixture.Zstd(t, fixture.Tar(t, fixture.Member{"in/" + name + ".bz2", fixture.Bzip2(data)}))
	}, "/in"},
	{"zip", func(t testing.TB, name, data string) (string, string) {
		return "d.tgz", fixture.Gzip(fixture.Tar(t, fixture.Member{"x.zip", fixture.Zip(t, 93, fixture.Member{name, data})}))
	}, "/x.zip"},
}

// FuzzAccount writes tales in every format and packing, reads them, and checks that the
// same tales come out and that nothing of them is lost at any level.
func FuzzAccount(f *testing.F) {
	fixture.NotShort(f, "reads each form in each packing")
	for form := range taleForms {
		for packing := range talePackings {
			if (form+packing)%3 > 0 && !fixture.Long() {
				continue
			}
			f.Add(byte(form), byte(packing), fmt.Sprintf("%c\x01\x02\x01\x09%d\x05\x08\x00\x06\x07\x02\x05\x04\x03\x08\x01", form, form*packing*77))
		}
		for d := range taleDamage {
			f.Add(byte(form), byte(0), "\x00\x01\x02\x01\x01\x05\x05"+string(rune(d))+string(rune(form))+"\x00\x07\x01")
		}
	}
	f.Fuzz(func(t *testing.T, form, packing byte, data string) {
		taleRead(t, taleForms[int(form)%len(taleForms)], talePackings[int(packing)%len(talePackings)], talesOf(data))
	})
}

func taleRead(t *testing.T, form taleForm, packing talePacking, tales []tale) {
	if form.one {
		tales = tales[:1]
	}
	name, data := packing.pack(t, form.name, form.encode(tales))
	articles, failures := fuzzRead(t, source.BaseName(name), data)
	if len(articles) != len(tales) || len(failures) > 0 {
		t.Fatalf("%s, %s: %d articles of %d, %v", form.name, name, len(articles), len(tales), failures)
	}
	for i, a := range articles {
		if !strings.HasPrefix(a.Path, "PATH"+packing.path) {
			t.Fatalf("path %s", a.Path)
		}
		checkDecoded(t, form, a, tales[i])
		checkAccount(t, a, true)
	}
}

// checkDecoded checks that an article is the tale that was written.
func checkDecoded(t *testing.T, form taleForm, a Article, s tale) {
	t.Helper()
	if slices.ContainsFunc(a.Repairs, func(r Repair) bool { return r.Kind == "charset" }) {
		return // the fuzzer's bytes were an escape of a charset
	}
	want := s.body
	if form.name != "a.txt" && form.name != "a.wet" && format.LooksLikeHTML(want) {
		return // the fuzzer's bytes were an element
	}
	if form.exact {
		if a.Body != want {
			t.Fatalf("%s: body %q became %q", form.name, want, a.Body)
		}
	} else {
		got, want := wordsOfLines(a.Body), wordsOfLines(want)
		if form.part {
			left := slices.Clone(want)
			for _, line := range got {
				if i := slices.Index(left, line); i >= 0 {
					left = slices.Delete(left, i, i+1)
				} else if line != "Home" && line != strings.Join(wordsOfLines(s.title), " ") {
					t.Fatalf("%s: %q has no line %q", form.name, want, line)
				}
			}
		} else if !slices.Equal(got, want) {
			t.Fatalf("%s: %q became %q", form.name, want, got)
		}
	}
	if strings.Contains(form.format, "JSON") || form.format == "CSV" {
		if !format.LooksLikeHTML(s.title) && a.Title != s.title || a.URL != s.url {
			t.Fatalf("%s: title %q, URL %s", form.name, a.Title, a.URL)
		}
	}
}

// wordsOfLines returns the lines of a text that are not blank, with single spaces.
func wordsOfLines(s string) []string {
	var lines []string
	for line := range strings.SplitSeq(Normalize(s), "\n") {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}
