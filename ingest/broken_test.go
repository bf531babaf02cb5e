package ingest

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/newsdex/newsdex/ingest/internal/fixture"
	"github.com/newsdex/newsdex/ingest/internal/format"
)

// manyTales returns stories of some 60 kB that differ from each other.
func manyTales() []tale {
	var all []tale
	for i := range 40 {
		all = append(all, tale{
			url: fmt.Sprintf("https://harbour.example/%d", i), title: fmt.Sprintf("The council and boat number %d", i), date: "2025-03-04",
			body: fmt.Sprintf("Boat %x.\n%s\n", i*7919, strings.Join(taleSentences[:11], "\n")) + warcPageText(i),
		})
	}
	return all
}

// warcPageText is a page that does not compress well.
func warcPageText(seed int) string {
	var b strings.Builder
	x := uint32(seed + 1)
	for range 60 {
		x = x*1664525 + 1013904223
		fmt.Fprintf(&b, "Number %x is followed by %x.\n", x, x>>7)
	}
	return b.String()
}

// brokenRun reads a file followed by a good one. It checks that each error is one line
// with the file, the problem and the remedy, and that the good article is read. It
// returns the articles of the file, and the errors.
func brokenRun(t *testing.T, name string, r io.Reader, limit int) (articles []Article, failures []*InputError) {
	t.Helper()
	dir := t.TempDir()
	f, err := os.Create(filepath.Join(dir, name))
	if err == nil {
		_, err = io.Copy(f, r)
	}
	if err = errors.Join(err, f.Close(), os.WriteFile(filepath.Join(dir, "good.txt"), []byte("Good."), 0o644)); err != nil {
		t.Fatal(err)
	}
	s := Files(f.Name(), filepath.Join(dir, "good.txt"))
	s.MaxArticle = limit
	for a, err := range Read(t.Context(), s, Options{}) {
		var ie *InputError
		switch {
		case err == nil:
			articles = append(articles, a)
		case !errors.As(err, &ie) || !strings.HasPrefix(ie.File, f.Name()) || ie.Problem == "" || ie.Remedy == "" || strings.Contains(err.Error(), "\n") || len(err.Error()) > 1000:
			t.Fatalf("%s: error %v", name, err)
		default:
			failures = append(failures, ie)
		}
	}
	if n := len(articles); n == 0 || articles[n-1].Title != "Good." && articles[n-1].Body != "Good." {
		t.Fatalf("%s: the run did not go on: %d articles, %v", name, n, failures)
	}
	return articles[:len(articles)-1], failures
}

// saysWhere reports whether an error names a line or a byte.
func saysWhere(e *InputError) bool {
	return e.Line > 0 || e.Offset > 0 || regexp.MustCompile(`after \d+ bytes`).MatchString(e.Problem)
}

// TestBrokenPacking checks for every format in every packing that a truncated or
// damaged file is reported with its position, and that the articles before it stay.
func TestBrokenPacking(t *testing.T) {
	fixture.NotShort(t, "cuts each form in each packing")
	for n, form := range taleForms {
		t.Run(form.name, func(t *testing.T) {
			t.Parallel()
			plain := form.encode(manyTales())
			for i, p := range talePackings {
				name, data := p.pack(t, form.name, plain)
				if p.name == "none" || i%2 == n%2 && !fixture.Long() {
					continue
				}
				articles, failures := brokenRun(t, name, strings.NewReader(data[:len(data)*3/4]), 0)
				if len(failures) == 0 || !saysWhere(failures[len(failures)-1]) || !strings.Contains(failures[len(failures)-1].Error(), "is cut short: its ") {
					t.Errorf("%s in packing %d, cut: %v", form.name, i, failures)
				}
				if streams := p.name == "gzip" || p.path == "/in" && p.name == "zip" || name == "d.tar"; streams && !form.one && len(articles) < 5 {
					t.Errorf("%s in packing %d, cut: %d articles", form.name, i, len(articles))
				}
				if p.name == "tar" && name == "d.tar" {
					continue // it has no checksums
				}
				bad := []byte(data)
				for j := range 20 {
					bad[len(bad)/2+j] ^= 0x55
				}
				if _, failures := brokenRun(t, name, bytes.NewReader(bad), 0); len(failures) == 0 {
					t.Errorf("%s in packing %d, damaged: no error", form.name, i)
				}
			}
		})
	}
}

// A gush is an endless text of one character between a head and a tail, produced as it
// is read.
func gush(head string, n int64, tail string) io.Reader {
	return io.MultiReader(strings.NewReader(head), &zeros{n}, strings.NewReader(tail))
}

// longLines are endless lines in every format: in a text, in a name, in a tag.
var longLines = []struct {
	name, head, tail string
	after            int // number of articles after it
	want             string
}{
	{"a.txt", "", "", 0, "is longer than"},
	{"a.md", "# T\n\n", "", 0, "is longer than"},
	{"a.html", "<html><body><p>", "", 0, "is longer than"},
	{"tag.html", "<html><body><p ", "", 0, "is longer than"},
	{"a.jsonl", `{"text":"`, "\"}\n{\"text\":\"More.\"}\n", 1, `:1: is longer than`},
	{"key.jsonl", `{"`, "\":1}\n{\"text\":\"More.\"}\n", 1, `:1: is longer than`},
	{"a.json", `[{"text":"`, `"},{"text":"More."}]`, 1, `:1: is longer than`},
	{"number.json", `[`, `,{"text":"More."}]`, 1, `:1: is longer than`},
	{"list.json", `{"articles":[{"text":"`, `"},{"text":"More."}]}`, 1, `:1: is longer than`},
	{"a.csv", "title,text\na,", "\nb,More.\n", 1, `:2: is longer than`},
	{"quoted.csv", "title,text\na,\"", "\"\nb,More.\n", 1, `:2: is longer than`},
	{"head.csv", "", "\nb,More.\n", 0, `:1: is longer than`},
	{"a.tsv", "title\ttext\na\t", "\nb\tMore.\n", 1, `:2: is longer than`},
	{"a.rss", "<rss><channel><item><description>", "</description></item><item><title>More.</title></item></channel></rss>", 1, `at byte 14: is longer than`},
	{"tag.rss", "<rss><channel><item><", "><title>x</title></item><item><title>More.</title></item></channel></rss>", 1, `at byte 14: is longer than`},
	{"channel.rss", "<rss><channel><title>", "</title><item><title>More.</title></item></channel></rss>", 1, ""},
	{"a.atom", "<feed><entry><content><![CDATA[", "]]></content></entry><entry><title>More.</title></entry></feed>", 1, `at byte 6: is longer than`},
	{"a.warc", "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nWARC-Identified-Payload-Type: text/html\r\nContent-Length: 33554432\r\n\r\n",
		"\r\n\r\n" + fixture.WARCRecord("conversion", "", "text/plain", "More."), 1, "is longer than"},
	{"head.warc", "WARC/1.0\r\nX: ", "\r\n\r\n" + fixture.WARCRecord("conversion", "", "text/plain", "More."), 1, "is a WARC record whose header does not end"},
	{"a.wet", "WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\nContent-Length: 33554432\r\n\r\n", "\r\n\r\n" + fixture.WARCRecord("conversion", "", "text/plain", "More."), 1, "is longer than"},
	{"a.zip", "", "", 0, "is damaged zip"},
	{"a.tar", "", "", 0, "is damaged tar"},
	{"a.gz", "", "", 0, "is longer than"},
}

// TestBrokenLongLine checks for every format that a line of 32 MB is an error and is
// not held in memory, and that the articles after it are read.
func TestBrokenLongLine(t *testing.T) {
	fixture.NotShort(t, "reads lines of 32 MB in each form")
	for _, f := range format.Formats {
		for _, ext := range f.Extensions[:1] {
			if !slices.ContainsFunc(longLines, func(l struct {
				name, head, tail string
				after            int
				want             string
			}) bool {
				return format.ExtensionOf(l.name) == ext
			}) && ext != ".warc" {
				t.Errorf("%s has no long line", f.Name)
			}
		}
	}
	const long = 32 << 20
	for _, c := range longLines {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		articles, failures := brokenRun(t, c.name, gush(c.head, long, c.tail), 1<<20)
		runtime.ReadMemStats(&after)
		if c.want == "" && len(failures) > 0 || c.want != "" && (len(failures) != 1 || !strings.Contains(failures[0].Error(), c.want)) {
			t.Errorf("%s: %v, want %s", c.name, failures, c.want)
		}
		if len(articles) != c.after {
			t.Errorf("%s: %d articles after it, want %d", c.name, len(articles), c.after)
		}
		if grown := (after.TotalAlloc - before.TotalAlloc) >> 20; grown > 16 {
			t.Errorf("%s: %d MB were allocated", c.name, grown)
		}
	}
}

// TestBrokenInputs has a row for each kind of broken input that is not just truncated
// or long. The problem is reported in the words of want, or the input is read as far as
// possible, and the articles around it stay.
func TestBrokenInputs(t *testing.T) {
	fixture.NotShort(t, "reads dozens of bombs and nestings")
	t.Parallel()
	const good = "The council approved the budget on Monday after a debate of six hours, said the mayor of the town."
	div, bracket := strings.Repeat("<div>", 100_000), strings.Repeat("[", 1_000_000)+strings.Repeat("]", 1_000_000)
	laughs := `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">`
	for i := range 30 {
		laughs += fmt.Sprintf(`<!ENTITY a%d "%s">`, i, strings.Repeat("&a;", 10))
	}
	laughs += `<!ENTITY x SYSTEM "file:///etc/passwd">]>`
	quine := fixture.Zip(t, zip.Store, fixture.Member{"x.txt", good})
	for i := range 10 {
		quine = fixture.Zip(t, zip.Store, fixture.Member{fmt.Sprintf("%d.zip", i), quine})
	}
	tars := fixture.Tar(t, fixture.Member{"x.txt", good})
	for i := range 10 {
		tars = fixture.Tar(t, fixture.Member{fmt.Sprintf("%d.tar", i), tars})
	}
	record := func(length string) string {
		return fixture.WARCRecordOf("response", "https://h.example/bad", fixture.HTTPType, length, fixture.HTTPPage(2)) + fixture.WARCRecord("conversion", "https://h.example/1", "text/plain", good)
	}
	body := func(encoding string) string {
		return fixture.WARCRecord("response", "https://h.example/bad", fixture.HTTPType, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: "+encoding+"\r\n\r\n"+
			fixture.EncodeContent(t, encoding, "<html><p>"+strings.Repeat("x", overLimit))) + fixture.WARCRecord("conversion", "https://h.example/1", "text/plain", good)
	}
	var links bytes.Buffer
	tw := tar.NewWriter(&links)
	for _, h := range []tar.Header{{Name: "a", Typeflag: tar.TypeSymlink, Linkname: "a"}, {Name: "b.txt", Typeflag: tar.TypeLink, Linkname: "/etc/passwd"}} {
		if err := tw.WriteHeader(&h); err != nil {
			t.Fatal(err)
		}
	}
	links.WriteString(fixture.Tar(t, fixture.Member{"c.txt", good}))
	const nested = "is packed more than 5 layers deep; unpack it"
	for _, c := range []struct {
		kind, name, data string
		articles         int // number of articles with the good sentence
		want             string
	}{
		{"bomb", "one.zip", bomb(t, 1, overLimit), 0, "is longer than"},
		{"bomb", "many.zip", bomb(t, 30, 10<<20), 0, "unpacks to more than 300 times its size; unpack it yourself"},
		{"bomb", "b.txt.gz", packedBomb(t, func(w io.Writer) (io.WriteCloser, error) { return gzip.NewWriter(w), nil }), 0, "is longer than"},
		{"bomb", "b.csv.gz", packedBomb(t, func(w io.Writer) (io.WriteCloser, error) {
			zw := gzip.NewWriter(w)
			_, err := io.WriteString(zw, "title,text\nx,")
			return zw, err
		}), 0, ":2: is longer than|unpacks to more than"},
		{"bomb", "b.bz2", fixture.Bzip2(strings.Repeat("x", 1<<20)) + "and more", 0, "is longer than|is damaged|extension"},
		{"bomb", "gzip.warc", body("gzip"), 1, "it unpacks to more than"},
		{"bomb", "deflate.warc", body("deflate"), 1, "it unpacks to more than"},
		{"bomb", "br.warc", body("br"), 1, "it unpacks to more than"},
		{"bomb", "zstd.warc", body("zstd"), 1, "it unpacks to more than"},
		{"nested", "n.zip", quine, 0, nested},
		{"nested", "n.tar", tars, 0, nested},
		{"nested", "n.txt.gz", fixture.Gzip(fixture.Gzip(fixture.Gzip(fixture.Gzip(fixture.Gzip(fixture.Gzip(good)))))), 0, nested},
		{"nested", "n.txt.zst", fixture.Zstd(t, fixture.Gzip(fixture.Zstd(t, fixture.Bzip2(fixture.Gzip(fixture.Zstd(t, good)))))), 0, nested},
		{"path", "p.zip", fixture.Zip(t, zip.Deflate, fixture.Member{"../../p.txt", good}, fixture.Member{"/etc/p.txt", good}, fixture.Member{`C:\p.txt`, good}), 3, ""},
		{"path", "p.tar", fixture.Tar(t, fixture.Member{"../../p.txt", good}, fixture.Member{"/etc/p.txt", good}), 2, ""},
		{"links", "l.tar", links.String(), 1, ""},
		{"deep HTML", "d.html", "<html><body>" + div + "<p>" + good, 1, ""},
		{"deep HTML", "open.html", "<html><body><p>" + good + strings.Repeat("<b><i><table><tr><td>", 25_000), 1, ""},
		{"deep HTML", "d.jsonl", `{"html":"<html><body>` + div + good + "\"}\n" + `{"text":"` + good + "\"}\n", 2, ""},
		{"deep HTML", "d.json", `[{"content_html":"` + div + good + `"},{"text":"` + good + `"}]`, 2, ""},
		{"deep HTML", "d.csv", "title,content_html\nx,\"" + div + good + "\"\ny,\"<p>" + good + "\"\n", 2, ""},
		{"deep HTML", "d.rss", "<rss><channel><item><description><![CDATA[" + div + good + "]]></description></item><item><description>" + good + "</description></item></channel></rss>", 2, ""},
		{"deep HTML", "d.md", div + "\n" + good + "\n\n" + good, 1, ""},
		{"deep HTML", "d.warc", fixture.WARCRecord("response", "https://h.example/2", fixture.HTTPType, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body>"+div+good) + fixture.WARCRecord("conversion", "https://h.example/1", "text/plain", good), 2, ""},
		{"deep XML", "x.rss", "<rss><channel><item>" + strings.Repeat("<a>", 100_000) + "</item><item><description>" + good + "</description></item></channel></rss>", 1, `at byte 14: has an item with neither title nor text`},
		{"deep Markdown", "d.md", strings.Repeat(">", 100_000) + " x\n\n" + strings.Repeat("[", 100_000) + "x" + strings.Repeat("]", 100_000) + strings.Repeat("*a **b ", 20_000) + "\n\n" + good, 1, ""},
		{"entities", "e.rss", laughs + "<rss><channel><item><title>&a29;</title><description>&a29; &x; " + good + "</description></item></channel></rss>", 1, ""},
		{"entities", "e.atom", laughs + "<feed><entry><title>&a29;</title><content>&a29; &x; " + good + "</content></entry></feed>", 1, ""},
		{"entities", "e.xhtml", laughs + "<html><body><p>&a29; &x; " + good + "</p></body></html>", 1, ""},
		{"deep JSON", "j.json", bracket, 0, "is JSON nested more than 10,000 deep; leave that record out"},
		{"deep JSON", "open.json", bracket[:1_000_000], 0, "at byte 1000000: is cut short"},
		{"deep JSON", "o.json", strings.Repeat(`{"data":`, 1_000_000) + "1" + strings.Repeat("}", 1_000_000), 0, "nested more than 10,000 deep"},
		{"deep JSON", "f.json", `[{"text":"` + good + `"},{"text":` + bracket + `},{"text":"` + good + `"}]`, 2, `at byte 111: is JSON nested more`},
		{"deep JSON", "feed.json", `{"version":"https://jsonfeed.org/version/1.1","items":` + bracket + "}", 0, "nested more than 10,000 deep"},
		{"deep JSON", "j.jsonl", `{"text":"` + good + "\"}\n{\"text\":\"x\",\"a\":" + bracket + "}\n" + `{"text":"` + good + "\"}\n", 2, ":2: is JSON nested more"},
		{"deep JSON", "ld.html", `<html><head><script type="application/ld+json">` + strings.Repeat(`{"@graph":[`, 500_000) + "</script></head><body><p>" + good, 1, ""},
		{"lengths", "long.warc", record("9000"), 1, "is a WARC record with a wrong Content-Length"},
		{"lengths", "short.warc", record("90"), 1, "is a WARC record with a wrong Content-Length"},
		{"lengths", "huge.warc", record("1000000000000000"), 1, "is a WARC record with a wrong Content-Length"},
		{"lengths", "zero.warc", record("0"), 1, "is a WARC record with a wrong Content-Length"},
		{"lengths", "negative.warc", record("-5"), 1, `Content-Length is "-5"`},
		{"lengths", "none.warc", record(""), 1, "Content-Length is missing"},
		{"lengths", "digits.warc", record(strings.Repeat("9", 1000)), 1, `is a WARC record of no known length`},
	} {
		articles, failures := brokenRun(t, c.name, strings.NewReader(c.data), 0)
		n := 0
		for _, a := range articles {
			if strings.Contains(a.Title+a.Body, "approved the budget on Monday") {
				n++
			}
			if strings.Contains(a.Body, "root:") || strings.Contains(a.Body, "haha") || strings.Contains(a.Path, "/../") {
				t.Errorf("%s, %s: path %s, %d bytes of text", c.kind, c.name, a.Path, len(a.Body))
			}
		}
		if n != c.articles {
			t.Errorf("%s, %s: %d articles, want %d", c.kind, c.name, n, c.articles)
		}
		if c.want == "" && len(failures) > 0 || c.want != "" && (len(failures) == 0 || !regexp.MustCompile(c.want).MatchString(failures[len(failures)-1].Error())) {
			t.Errorf("%s, %s: %v, want %s", c.kind, c.name, failures, c.want)
		}
	}
}
