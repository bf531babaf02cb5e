package ingest

import (
	"archive/tar"
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
	"unicode/utf8"
)

// fuzzLimit is the limit of an article while decoders are fuzzed.
const fuzzLimit = 4 << 10

// fuzzRead reads data as a file of that name and holds what is so of every form:
// errors name the file in one line, texts are valid UTF-8 once decoded, articles
// have a path, and there are no more elements than bytes.
func fuzzRead(t *testing.T, name, data string) []Article {
	t.Helper()
	s := Files("-")
	s.MaxArticle = fuzzLimit
	w := &walk{ctx: t.Context(), source: s, paths: map[string]bool{}, skips: map[string]*Skipped{}}
	var articles []Article
	n := 0
	w.yield = func(a Article, err error) bool {
		if n++; n > len(data)+2 {
			t.Fatalf("%d elements of %d bytes", n, len(data))
		}
		var ie *InputError
		switch {
		case err != nil:
			if !errors.As(err, &ie) || !strings.HasPrefix(ie.File, "FILE") || ie.Problem == "" || ie.Offset < 0 {
				t.Fatalf("error %v", err)
			}
		case !strings.HasPrefix(a.Path, "PATH") || !strings.HasPrefix(a.File, "FILE") || strings.Contains(a.Path, "/../"):
			t.Fatalf("path %q, file %q", a.Path, a.File)
		default:
			a = decode(a)
			for _, field := range append([]string{a.ID, a.URL, a.Title, a.Deck, a.Body, a.Outlet, a.Language}, a.Authors...) {
				if !utf8.ValidString(field) {
					t.Fatalf("%q", field)
				}
			}
			articles = append(articles, a)
		}
		return true
	}
	g := &guard{file: "FILE", most: int64(len(data))}
	w.read(stream{
		r: &outsideReader{w.ctx, g, strings.NewReader(data)}, at: &outsideAt{w.ctx, g, strings.NewReader(data)}, size: int64(len(data)),
		name: name, path: "PATH", file: "FILE", named: true, guard: g,
	})
	return articles
}

// FuzzJSON holds the reader of arrays to encoding/json.
func FuzzJSON(f *testing.F) {
	for _, s := range []string{
		`[{"text":"a"},{"text":"b\"]"}]`, `{"articles":[{"text":"a"}],"x":1}`, `{"text":"a"}` + "\n" + `{"text":"b"}`, `[{"text":"a"}, 3, [[{"text":"b"}]], {"a":{"text":"c"}}]`,
		"[\n{\"text\":\"x\n},\n{\"text\":\"y\"}\n]", `{"a":{"text":"b"},"c":{"html":"<p>d"}}`, `{"version":"https://jsonfeed.org/version/1","items":[{"summary":"x"}]}`, `[[[[`, `{"data":{"items":{"data":[{"text":1}]}}}`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		articles := fuzzRead(t, "a.json", s)
		var all []json.RawMessage
		if utf8.ValidString(s) && !strings.HasPrefix(s, "\ufeff") && json.Unmarshal([]byte(s), &all) == nil {
			want := 0
			for _, raw := range all {
				if len(raw) > fuzzLimit {
					return
				}
				if _, err := (fieldMap{}).decodeRecord(raw); err == nil {
					want++
				}
			}
			if len(articles) != want {
				t.Fatalf("%d articles of %d in %q", len(articles), want, s)
			}
		}
	})
}

// FuzzCSV holds the reader of rows to encoding/csv, where that reads a table.
func FuzzCSV(f *testing.F) {
	for _, s := range []string{"title,text\na,b\n", "a;text\n\"x\ny\";\"z\"\"\"\n", "text\tb\r\nc\td", "a,text\n\"", "text|b\n|\n||", "\ufefftext,url\nx,y,\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		fuzzRead(t, "a.csv", s)
		r := csv.NewReader(strings.NewReader(s))
		r.FieldsPerRecord = -1
		want, err := r.ReadAll()
		if err != nil || len(s) > fuzzLimit || strings.Contains(strings.ReplaceAll(s, "\r\n", ""), "\r") || strings.Contains(s, "\r\n") && strings.Contains(s, `"`) {
			return // line ends in fields are kept as they are here
		}
		c := &csvReader{r: bufio.NewReader(strings.NewReader(s)), limit: fuzzLimit, comma: ','}
		for i := 0; ; i++ {
			row, err := c.row()
			if err == io.EOF {
				if i != len(want) {
					t.Fatalf("%q: %d rows, want %d", s, i, len(want))
				}
				return
			}
			if err != nil || i >= len(want) || strings.Join(row, "\x00") != strings.Join(want[i], "\x00") {
				t.Fatalf("%q: row %d is %q, %v; want %q", s, i, row, err, want)
			}
		}
	})
}

func FuzzFeed(f *testing.F) {
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
	for _, s := range []string{
		"---\ntitle: a\n---\n# b\n\n*c* [d](e) ![f][g] `h` <i> <!-- j --> &amp;\n\n[g]: k", "| a | b |\n|--|--|\n| c \\| | `d` |", "> - a\n>   b\n```\nc\n", "<div>\n\n**a_b*c_\n===\n", "+++\na = [b, 'c']\n+++\n", "a[^1]\n\n[^1]: b",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		fuzzRead(t, "a.md", s)
		if plain := inlineText(s, nil); !strings.ContainsAny(s, "\\`*_~[]<&!") && plain != s {
			t.Fatalf("%q became %q", s, plain)
		}
	})
}

func FuzzWARC(f *testing.F) {
	page := warcRecord("response", "https://h.example/1", httpType, httpPage(1))
	f.Add(warcRecord("conversion", "u", "text/plain", "Text.") + page)
	f.Add(gzipped(page) + gzipped(page))
	f.Add(warcRecordOf("conversion", "u", "text/plain", "99", "Text.") + page)
	f.Add(warcRecord("response", "u", httpType, "HTTP/1.1 200\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip, deflate\r\n\r\n5\r\n<html\r\n0\r\n\r\n"))
	f.Fuzz(func(t *testing.T, s string) {
		fuzzRead(t, "a.warc", s)
		unchunked([]byte(s))
	})
}

// FuzzZip holds that members are read as archive/zip reads them, and that those
// of an archive without its directory are among them.
func FuzzZip(f *testing.F) {
	for _, method := range []uint16{zip.Store, zip.Deflate, 93} {
		f.Add(zipped(f, method, member{"a.txt", "Text a."}, member{"../b.txt", "Text b."}))
	}
	f.Add(zipped(f, zip.Deflate, member{"a.jsonl", "{\"text\":\"x\"}\n"})[:60])
	f.Fuzz(func(t *testing.T, s string) {
		articles := fuzzRead(t, "a.zip", s)
		zr, err := zip.NewReader(strings.NewReader(s), int64(len(s)))
		if err != nil {
			return
		}
		for _, a := range articles {
			name, found := strings.TrimPrefix(a.Path, "PATH/"), strings.Contains(a.Path, "#")
			for _, m := range zr.File {
				found = found || unpackedPath(memberPath(m.Name)) == name || strings.HasPrefix(name, unpackedPath(memberPath(m.Name))+":") || strings.HasPrefix(name, unpackedPath(memberPath(m.Name))+"/")
			}
			if !found {
				t.Fatalf("%q is no member", a.Path)
			}
		}
	})
}

func FuzzTar(f *testing.F) {
	f.Add(tarred(f, member{"a.txt", "Text a."}, member{"b.jsonl", `{"text":"x"}`}))
	f.Add(gzipped(tarred(f, member{"a.txt", "Text a."})))
	f.Add(tarred(f, member{"a.tar", tarred(f, member{"b.txt", "Text b."})})[:1600])
	f.Fuzz(func(t *testing.T, s string) {
		articles := fuzzRead(t, "a.tar", s)
		names := 0
		for tr := tar.NewReader(strings.NewReader(s)); ; names++ {
			if _, err := tr.Next(); err != nil && !errors.Is(err, tar.ErrInsecurePath) {
				break
			}
		}
		if compressed, _ := compressionOf([]byte(s)); compressed.name == "" && names == 0 && len(articles) > 0 {
			t.Fatalf("%d articles of an archive without members", len(articles))
		}
	})
}

// FuzzPacked reads anything as what its first bytes say, out of all its layers.
func FuzzPacked(f *testing.F) {
	f.Add(gzipped("Text.") + gzipped(" More."))
	f.Add(zstdOf(f, "Text."))
	f.Add("BZh91AY&SY")
	f.Add(gzipped(zstdOf(f, zipped(f, zip.Deflate, member{"a.txt.gz", gzipped("Text.")}))))
	f.Fuzz(func(t *testing.T, s string) { fuzzRead(t, "", s) })
}

func FuzzMemberPath(f *testing.F) {
	for _, s := range []string{"../a", "/a/../b", `C:\a`, "a//b/./c", "\x00/\xff", strings.Repeat("a/", 2000)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p := memberPath(s)
		if again := memberPath(p); again != p && len(s) < maxMemberPath {
			t.Fatalf("%q became %q and then %q", s, p, again)
		}
		for part := range strings.SplitSeq(p, "/") {
			if p != "" && (part == "" || part == "." || part == "..") || !utf8.ValidString(part) || strings.ContainsAny(part, "\\\n\x00") || len(p) > maxMemberPath {
				t.Fatalf("%q became %q", s, p)
			}
		}
	})
}

// FuzzHTTP reads responses in all encodings.
func FuzzHTTP(f *testing.F) {
	f.Add([]byte("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzipped("x")))
	f.Add([]byte("HTTP/1.0 404\nTransfer-Encoding: chunked\n\n3\nabc\n0\n\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := parseResponse(bytes.Clone(b))
		if err != nil {
			return
		}
		if body, _, err := r.decoded(fuzzLimit); err == nil && len(body) > max(fuzzLimit, len(b)) {
			t.Fatalf("%d bytes of %d", len(body), len(b))
		}
	})
}
