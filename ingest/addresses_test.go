package ingest

import (
	"archive/zip"
	"fmt"
	"html"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/newsdex/newsdex/ingest/internal/fixture"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

const harbourText = "The harbour office in Norwick said on Monday that the new pier will open to ships in the spring, after two years of building work and several delays."

// A valueForm writes a file of one format that has a given value in a field, or in all
// fields, of its article.
type valueForm struct {
	name  string // of the file
	write func(value string) string
}

// pageWith returns a page with some text and the given elements in its head.
func pageWith(head string) string {
	return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Pier opens</title>` + head + "</head><body><article><p>" + harbourText + "</p></article></body></html>"
}

// addressForms are all places from which an article's URL is taken.
var addressForms = []valueForm{
	{"a.jsonl", func(v string) string { return string(asJSON(map[string]any{"url": v, "text": harbourText})) }},
	{"link.jsonl", func(v string) string {
		return string(asJSON(map[string]any{"canonical_link": map[string]any{"@id": v}, "text": harbourText}))
	}},
	{"page.jsonl", func(v string) string { return string(asJSON(map[string]any{"url": v, "html": pageWith("")})) }},
	{"a.json", func(v string) string { return string(asJSON([]any{map[string]any{"link": v, "text": harbourText}})) }},
	{"feed.json", func(v string) string {
		return string(asJSON(map[string]any{"version": "https://jsonfeed.org/version/1.1", "items": []any{map[string]any{"id": v, "url": v, "content_text": harbourText}}}))
	}},
	{"a.csv", func(v string) string {
		return "url,text\n\"" + strings.ReplaceAll(v, `"`, `""`) + "\",\"" + harbourText + "\"\n"
	}},
	{"a.tsv", func(v string) string { return "permalink\ttext\n" + v + "\t" + harbourText + "\n" }},
	{"a.md", func(v string) string { return "---\nurl: " + v + "\n---\n\n" + harbourText + "\n" }},
	{"a.rss", func(v string) string {
		return "<rss><channel><title>H</title><item><title>T</title><link>" + inXML(v) + "</link><description>" + harbourText + "</description></item></channel></rss>"
	}},
	{"guid.rss", func(v string) string {
		return "<rss><channel><title>H</title><item><title>T</title><guid>" + inXML(v) + "</guid><feedburner:origLink>" + inXML(v) + "</feedburner:origLink><description>" + harbourText + "</description></item></channel></rss>"
	}},
	{"a.atom", func(v string) string {
		return `<feed><title>H</title><entry><title>T</title><link href="` + inXML(v) + `"/><summary>` + harbourText + "</summary></entry></feed>"
	}},
	{"a.rdf", func(v string) string {
		return `<rdf:RDF><channel><title>H</title></channel><item rdf:about="` + inXML(v) + `"><title>T</title><link>` + inXML(v) + "</link><description>" + harbourText + "</description></item></rdf:RDF>"
	}},
	{"canonical.html", func(v string) string { return pageWith(`<link rel="canonical" href="` + html.EscapeString(v) + `">`) }},
	{"base.html", func(v string) string {
		return pageWith(`<base href="` + html.EscapeString(v) + `"><link rel="canonical" href="` + html.EscapeString(v) + `">`)
	}},
	{"og.html", func(v string) string {
		return pageWith(`<meta property="og:url" content="` + html.EscapeString(v) + `">`)
	}},
	{"ld.html", func(v string) string {
		return pageWith(`<script type="application/ld+json">` + string(asJSON(map[string]any{"@type": "NewsArticle", "headline": "T", "mainEntityOfPage": v})) + "</script>")
	}},
	{"a.warc", func(v string) string {
		return fixture.WARCRecord("response", v, fixture.HTTPType, "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"+pageWith(""))
	}},
	{"a.wet", func(v string) string { return fixture.WARCRecord("conversion", v, "text/plain", harbourText) }},
}

// noAddresses are no URLs of articles where no other URL is known.
var noAddresses = []string{
	"/news/1", "news/1", "../x", "?q=1", "#a", "//norwick.example/a", "www.norwick.example/a", "x", "%", "javascript:alert(1)", "JavaScript://norwick.example/%0aalert(1)",
	"data:text/html,x", "file:///etc/passwd", "about:blank", "mailto:desk@norwick.example", "ftp://norwick.example/a", "gopher://norwick.example/1", "urn:uuid:1",
	"http:", "http://", "http:///a", "https://norwick.example:x/", "blob:https://norwick.example/1", "view-source:https://norwick.example/", `https:\\norwick.example\a`,
	"https://nor\u202ewick.example/a", "https://norwick\u009b.example/a", "https:/norwick.example/a",
}

// addresses are URLs of articles, if not in the best form.
var addresses = []string{
	"https://norwick.example/a", "HTTPS://NORWICK.example/a#b", "https://norwick.example/a b", "https://norwick.example/100%-right", "https://norwick.example/a\u202eb",
	"https://norwick.example/?q=\u009b31m", "https://norwick.example/a\u2028b?c=\u2029", "https://norwick.example/zürich?q=zürich", "https://norwick.example/\u200fa",
}

// TestAddresses checks that in every format an article's URL is "" or an absolute http
// or https URL, and that a dropped one is a refused candidate.
func TestAddresses(t *testing.T) {
	check := func(name, address string, a Article, wanted bool) {
		t.Helper()
		if (a.URL != "") != wanted {
			t.Errorf("%s: %q became the URL %q", name, address, a.URL)
		}
		u, err := url.Parse(a.URL)
		if a.URL != "" && (err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || plain.Identifier(a.URL) != a.URL) {
			t.Errorf("%s: %q became the URL %q, %v", name, address, a.URL, err)
		}
		refused := func(c Candidate) bool { return c.Field == "url" && c.Refused != "" && !c.Chosen && c.Value != "" }
		if !wanted && !slices.ContainsFunc(a.Found, refused) {
			t.Errorf("%s: %q is not among the candidates %+v", name, address, a.Found)
		}
	}
	for _, list := range [][]string{addresses, noAddresses} {
		wanted := list[0] == addresses[0]
		for _, address := range list {
			for _, f := range addressForms {
				articles, failures := fixture.Collect(Read(t.Context(), Files(fixture.Folder(t, map[string]string{f.name: f.write(address)})), Options{}))
				if len(articles) != 1 || failures != nil {
					t.Errorf("%s: %q gives %d articles, %v", f.name, address, len(articles), failures)
					continue
				}
				check(f.name, address, articles[0], wanted)
			}
			a, err := Clean(Article{URL: address, Body: harbourText}, Options{})
			if err != nil {
				t.Fatal(err)
			}
			check("an article", address, a, wanted)
			if again, err := Clean(a.Raw(), Options{}); err != nil || again.URL != a.URL || !slices.EqualFunc(again.Found, a.Found, func(x, y Candidate) bool { return x.Value == y.Value }) {
				t.Errorf("%q: cleaned again: %q, %+v, %v", address, again.URL, again.Found, err)
			}
		}
	}
}

// harmfulMarks are characters that terminals and pages obey: those of ISO 6429 and of
// the Unicode Bidirectional Algorithm, and ends of lines.
var harmfulMarks = []rune{0x01, 0x07, 0x08, '\t', 0x0b, 0x1b, 0x7f, 0x80, 0x85, 0x9b, 0x9d, 0x200e, 0x200f, 0x2028, 0x2029,
	0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069, 0x206a, 0xfeff, 0xfff9}

// markedForms are files with a value in each field that a format has.
var markedForms = []valueForm{
	{"a.jsonl", func(v string) string { return string(asJSON(markedRecord(v))) }},
	{"a.json", func(v string) string { return string(asJSON([]any{markedRecord(v)})) }},
	{"page.jsonl", func(v string) string {
		r := markedRecord(v)
		delete(r, "text")
		r["html"] = pageWith("")
		return string(asJSON(r))
	}},
	{"feed.json", func(v string) string {
		return string(asJSON(map[string]any{"version": "https://jsonfeed.org/version/1.1", "title": "T" + v, "items": []any{markedRecord(v)}}))
	}},
	{"a.csv", func(v string) string { return markedTable(v, ',') }},
	{"a.tsv", func(v string) string { return markedTable(v, '\t') }},
	{"a.md", func(v string) string {
		return fmt.Sprintf("---\nid: i%[1]si\ntitle: T%[1]st\nauthor: A%[1]sa\nsection: S%[1]ss\ntags: [t%[1]st, u%[1]su]\nurl: https://norwick.example/u%[1]su\n---\n\n# H%[1]sh\n\n%[2]s\n", v, harbourText)
	}},
	{"a.rss", func(v string) string {
		return fmt.Sprintf(`<rss><channel><title>O%[1]so</title><item><title>T%[1]st</title><link>https://norwick.example/u%[1]su#f%[1]sf</link><guid>g%[1]sg</guid><author>A%[1]sa</author><category>t%[1]st</category><description>%[2]s</description></item></channel></rss>`, v, harbourText)
	}},
	{"a.atom", func(v string) string {
		return fmt.Sprintf(`<feed><title>O%[1]so</title><entry><title>T%[1]st</title><link href="https://norwick.example/u%[1]su"/><id>tag:g%[1]sg</id><author><name>A%[1]sa</name></author><category term="t%[1]st"/><summary>%[2]s</summary></entry></feed>`, v, harbourText)
	}},
	{"a.rdf", func(v string) string {
		return fmt.Sprintf(`<rdf:RDF><channel><title>O%[1]so</title></channel><item rdf:about="g%[1]sg"><title>T%[1]st</title><dc:creator>A%[1]sa</dc:creator><dc:subject>t%[1]st</dc:subject><description>%[2]s</description></item></rdf:RDF>`, v, harbourText)
	}},
	{"a.html", func(v string) string {
		return pageWith(fmt.Sprintf(`<link rel="canonical" href="https://norwick.example/u%[1]su"><meta property="og:title" content="T%[1]st"><meta property="og:site_name" content="O%[1]so"><meta name="author" content="Ann%[1]s Lee"><meta property="article:section" content="S%[1]ss"><meta property="article:tag" content="t%[1]st"><meta name="description" content="D%[1]sd">`, v))
	}},
	{"ld.html", func(v string) string {
		return pageWith(`<script type="application/ld+json">` + string(asJSON(map[string]any{
			"@type": "NewsArticle", "headline": "T" + v + "t", "url": "https://norwick.example/u" + v + "u", "author": map[string]any{"name": "Ann" + v + " Lee"},
			"publisher": map[string]any{"name": "O" + v + "o"}, "articleSection": "S" + v + "s", "keywords": []string{"t" + v + "t"},
		})) + "</script>")
	}},
	{"a.txt", func(v string) string {
		return "A pier" + v + " for Norwick\n\nBy Ann" + v + " Lee\n\n" + harbourText + "\n"
	}},
	{"a.warc", func(v string) string {
		return fixture.WARCRecord("response", "https://norwick.example/u"+v+"u", fixture.HTTPType, "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"+pageWith(""))
	}},
	{"a.wet", func(v string) string {
		return fixture.WARCRecord("conversion", "https://norwick.example/u"+v+"u", "text/plain", harbourText)
	}},
}

func markedRecord(v string) map[string]any {
	return map[string]any{"id": "i" + v + "i", "url": "https://norwick.example/u" + v + "u", "title": "T" + v + "t", "deck": "D" + v + "d", "outlet": "O" + v + "o",
		"authors": []string{"A" + v + "a", "B" + v + "b"}, "section": "S" + v + "s", "tags": []string{"t" + v + "t", v}, "text": harbourText + v, "language": "e" + v + "n"}
}

func markedTable(v string, comma rune) string {
	cells := []string{"i" + v + "i", "https://norwick.example/u" + v + "u", "T" + v + "t", "D" + v + "d", "O" + v + "o", "A" + v + "a", "S" + v + "s", "t" + v + "t", harbourText}
	for i, c := range cells {
		cells[i] = `"` + c + `"`
	}
	return strings.ReplaceAll("id,url,title,deck,outlet,authors,section,tags,text\n", ",", string(comma)) + strings.Join(cells, string(comma)) + "\n"
}

// TestHarmfulMarks checks that in every format no field of one line has a character that
// a terminal or a page obeys, and that a body has none of those that change the
// direction of text, except with a repair that counts them.
func TestHarmfulMarks(t *testing.T) {
	all := string(harmfulMarks)
	for _, r := range harmfulMarks {
		for _, v := range []string{string(r), all} {
			if v == all && r != harmfulMarks[0] {
				continue
			}
			articles := []Article{{ID: "i" + v, URL: "https://norwick.example/" + v + "u", Item: v, Path: "p/" + v, Title: "T" + v + "t", Deck: v + "D" + v, Outlet: "O" + v + "o",
				Authors: []string{"A" + v + "a"}, Section: v + "S", Tags: []string{"t" + v + "t", v}, Body: harbourText + v + "x", Language: "en" + v}}
			for _, f := range markedForms {
				packed := fixture.Zip(t, zip.Deflate, fixture.Member{"f" + v + "f/" + f.name, f.write(v)})
				read, failures := fixture.Collect(Files(fixture.Folder(t, map[string]string{"a.zip": packed})).Articles(t.Context()))
				if binary := strings.ContainsFunc(v, func(r rune) bool { return r < ' ' }); len(read) != 1 && !binary || len(read)+len(failures) != 1 {
					t.Errorf("%s: %q gives %d articles, %v", f.name, v, len(read), failures)
				}
				articles = append(articles, read...)
			}
			for _, raw := range articles {
				a, err := Clean(raw, Options{})
				if err != nil {
					t.Fatal(err)
				}
				for _, s := range slices.Concat([]string{a.ID, a.URL, a.Item, a.Path, a.Title, a.Deck, a.Outlet, a.Section, a.Language}, a.Authors, a.Tags) {
					if strings.ContainsAny(s, all) || strings.Contains(s, "\n") {
						t.Errorf("%s with %q: %q", raw.Path, v, s)
					}
				}
				for _, c := range a.Found {
					if strings.ContainsAny(c.Value, all) {
						t.Errorf("%s with %q: candidate %q", raw.Path, v, c.Value)
					}
				}
				if strings.ContainsFunc(a.Body, plain.IsOverride) {
					t.Errorf("%s with %q: body %q", raw.Path, v, a.Body)
				}
				dropped := strings.ContainsFunc(raw.Title+raw.Deck+raw.Body, plain.IsOverride)
				if told := slices.ContainsFunc(a.Repairs, func(r Repair) bool { return r.Kind == "direction" && r.Count > 0 }); told != dropped {
					t.Errorf("%s with %q: repairs %+v", raw.Path, v, a.Repairs)
				}
			}
		}
	}
}
