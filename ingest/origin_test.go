package ingest

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/newsdex/newsdex/ingest/internal/fixture"
	"github.com/newsdex/newsdex/ingest/internal/format"
)

// sameAgain returns the difference between the article made from an Origin and the raw
// article, "" if there is none.
func sameAgain(t *testing.T, a Article) string {
	t.Helper()
	if a.Origin == nil {
		return "it has no origin"
	}
	b, err := Again(t.Context(), a)
	if err != nil {
		return err.Error()
	}
	b.URL = a.URL // a feed makes it from a guid
	x, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	y, err := json.Marshal(b)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(x, y) {
		return string(x) + "\nand then\n" + string(y)
	}
	return ""
}

// TestOrigins checks for every format that each article carries its original, that it
// can be made from that again, and that nothing is kept unless asked for.
func TestOrigins(t *testing.T) {
	utf16 := func(s string) string {
		out := []byte{0xff, 0xfe}
		for _, c := range s {
			out = append(out, byte(c), byte(c>>8))
		}
		return string(out)
	}
	files := map[string]string{
		"a/two.jsonl":    `{"text":"One.","title":"A"}` + "\n\n" + `{"text":"Two.","title":"B"}` + "\n",
		"a/list.json":    `{"status":"ok","articles":[{"text":"One.","content":[{"text":"No."}]},{"text":"Two."}]}`,
		"a/feed.json":    `{"version":"https://jsonfeed.org/version/1.1","title":"Harbor \"Media\"","items":[{"id":"1","content_text":"One."},{"id":"2","summary":"Two."}]}`,
		"a/table.csv":    "title;text\nA;\"One \"\"big\"\"\nline\"\r\nB;Two\n",
		"a/table.tsv":    "title\ttext\nA\tOne\n",
		"a/feed.xml":     `<?xml version="1.0"?><rss><channel><title>Harbor</title><language>en</language><item><title>A</title><description>One.</description></item><item><title>B</title><description>Two.</description></item></channel></rss>`,
		"a/wide.txt":     utf16("Ein Wort über Bären.\n\nUnd noch eines."),
		"a/wide.csv":     utf16("title,text\nA,Bären\nB,Größe\n"),
		"a/latin.html":   "<html><head><meta charset=iso-8859-1><title>B\xe4ren</title></head><body><p>Ein langer Satz \xfcber B\xe4ren.</p></body></html>",
		"a/wide.md":      utf16("---\ntitle: Über\n---\n\nEin *Wort*.\n"),
		"a/packed.md.gz": fixture.Gzip("# Title\n\nA *word*.\n"),
	}
	for _, f := range format.Formats {
		name := "sample" + f.Extensions[0]
		data, err := os.ReadFile(filepath.Join("..", "testdata", "ingest", name))
		if err != nil {
			t.Fatal(err)
		}
		files["a/"+name] = string(data)
	}
	dir := fixture.Folder(t, files)
	src := Files(dir)
	src.Origins = true
	forms := map[string]int{}
	for a, err := range src.Articles(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if diff := sameAgain(t, a); diff != "" {
			t.Errorf("%s: %s", a.Path, diff)
			continue
		}
		forms[a.Origin.Form]++
		if whole := files["a/"+filepath.Base(a.File)]; wholeFile(a.Origin.Form) && !strings.HasSuffix(a.File, ".gz") && string(a.Origin.Data) != whole {
			t.Errorf("%s: the origin is %q, and the file %q", a.Path, a.Origin.Data, whole)
		}
	}
	for _, f := range format.Formats {
		if forms[f.Name] == 0 {
			t.Errorf("of %s nothing was read", f.Name)
		}
	}
	if forms["JSON"] < 5 || forms["CSV"] < 5 || forms["feeds"] < 3 {
		t.Errorf("read %v", forms)
	}
	for a, err := range Read(t.Context(), Files(dir), Options{}) {
		if err != nil || a.Origin != nil {
			t.Fatalf("%s: an origin that nobody asked for, or %v", a.Path, err)
		}
	}
}

// TestAgain checks that a clean article made again keeps its ID and its restored text,
// and that a damaged origin gives the stored text.
func TestAgain(t *testing.T) {
	src := Files(fixture.Folder(t, map[string]string{"x.jsonl": `{"text":"A first sentence of some length stands here.\nAdvertisement\nA second one of some length stands here.","url":"https://example.com/a"}` + "\n"}))
	src.Origins = true
	var a Article
	for got, err := range Read(t.Context(), src, Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		a = got
	}
	a, n := a.Restore(func(Removal) bool { return true })
	if n != 1 || a.Origin == nil {
		t.Fatalf("%d restored, origin %v", n, a.Origin)
	}
	a.ID = "its own"
	for _, damaged := range []bool{false, true} {
		if damaged {
			a.Origin = &Origin{Form: "CSV", Data: []byte("\x00")}
		}
		raw, err := Again(t.Context(), a)
		if (err != nil) != damaged || raw.ID != a.ID || len(raw.Restored) != 1 || !strings.Contains(raw.Body, "Advertisement") {
			t.Errorf("damaged %v: %v, %q, %v", damaged, err, raw.ID, raw.Restored)
		}
		for again, err := range Read(t.Context(), slice{raw}, Options{}) {
			if err != nil || again.ID != a.ID || again.Body != a.Body {
				t.Errorf("damaged %v: %v, %q, want %q", damaged, err, again.Body, a.Body)
			}
		}
	}
}

// wholeFile reports whether a file of the format of that name is one article.
func wholeFile(name string) bool {
	f, _ := format.FormatNamed(name)
	return f.Whole
}
