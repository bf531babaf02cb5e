package source_test

import (
	"archive/zip"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/newsdex/newsdex/ingest"
	"github.com/newsdex/newsdex/ingest/internal/fixture"
)

// ids returns the ID of each article.
func ids(articles []ingest.Article) []string {
	var out []string
	for _, a := range articles {
		out = append(out, a.ID)
	}
	return out
}

func TestFilesOrderAndIDs(t *testing.T) {
	const record = `{"id":"given","text":"One."}
{"url":"HTTPS://News.Example:443/a?utm_source=x&b=2&a=1#top","text":"Two."}

{"title":"Only a title","text":""}
`
	dir := fixture.Folder(t, map[string]string{
		"b.txt": "Text b.", "a/c.txt": "Text c.", "a/b/d.txt": "Text d.", ".hidden.txt": "No.", ".git/x.txt": "No.",
		"feed.jsonl": record, "z.jsonl.gz": fixture.Gzip(`{"text":"Zipped."}`), "noext": "Text without extension.",
	})
	articles, failures := fixture.Collect(ingest.Read(t.Context(), ingest.Files(dir), ingest.Options{}))
	if failures != nil {
		t.Fatal(failures)
	}
	want := []string{"a/b/d.txt", "a/c.txt", "b.txt", "given", "https://news.example/?b=2&a=1", "feed.jsonl:4", "noext", "z.jsonl:1"}
	want[4] = "https://news.example/a?b=2&a=1"
	if got := ids(articles); !slices.Equal(got, want) {
		t.Errorf("IDs\n got %q\nwant %q", got, want)
	}
	again, _ := fixture.Collect(ingest.Read(t.Context(), ingest.Files(dir), ingest.Options{}))
	if !slices.Equal(ids(again), want) {
		t.Errorf("a second reading gave other IDs: %q", ids(again))
	}
}

func TestFilesNeverShareAPlace(t *testing.T) {
	dir := fixture.Folder(t, map[string]string{
		"one/a.txt": "First.", "two/a.txt": "Second.", "x/two/a.txt": "Third.",
		"one/b.jsonl": `{"text":"Fourth."}`, "one/b.jsonl.gz": fixture.Gzip(`{"text":"Fifth."}`),
	})
	real, err := filepath.EvalSymlinks(dir)
	if err != nil {
		t.Fatal(err)
	}
	one, two, x := filepath.Join(dir, "one"), filepath.Join(dir, "two"), filepath.Join(dir, "x", "two", "a.txt")
	articles, failures := fixture.Collect(ingest.Read(t.Context(), ingest.Files(one, two, x, one, filepath.Join(one, "*.txt")), ingest.Options{}))
	var got []string
	for _, a := range articles {
		got = append(got, strings.TrimPrefix(a.Source, real)+" "+a.Place+" "+a.ID)
	}
	want := []string{
		"/one a.txt a.txt", "/one b.jsonl\t\t1 b.jsonl:1", "/one b.jsonl.gz\t\t1 b.jsonl:1", "/two a.txt a.txt", "/x/two/a.txt a.txt a.txt",
	}
	if failures != nil || !slices.Equal(got, want) {
		t.Errorf("got %q, %v; want %q: each file once, in its own place", got, failures, want)
	}
}

// TestFilesByLinks checks that a file is read once, whatever links within its root lead
// to it, and that no circle of links is without end.
func TestFilesByLinks(t *testing.T) {
	dir := fixture.Folder(t, map[string]string{"root/a/x.txt": "First.", "root/b/y.txt": "Second.", "other/z.txt": "Third."})
	for name, to := range map[string]string{
		"root/0.txt": "a/x.txt", "root/b/up": "..", "root/b/out": "../../other", "root/c": "b", "other/back": "../root", "other/self": ".",
	} {
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Skip(err)
		}
	}
	articles, failures := fixture.Collect(ingest.Read(t.Context(), ingest.Files(filepath.Join(dir, "root")), ingest.Options{}))
	var got []string
	for _, a := range articles {
		got = append(got, a.Place)
	}
	slices.Sort(got)
	if want := []string{"a/x.txt", "b/out/z.txt", "b/y.txt"}; failures != nil || !slices.Equal(got, want) {
		t.Errorf("%q, %v; want %q", got, failures, want)
	}
}

// TestFilesUnchanged checks that a file is passed over where its state is known, and that
// its state is given only if all of it was read.
func TestFilesUnchanged(t *testing.T) {
	dir := fixture.Folder(t, map[string]string{
		"a.txt": "Text.", "b.zip": fixture.Zip(t, zip.Deflate, fixture.Member{"m.txt", "Member."}), "c.jsonl": "{\"text\":\"One.\"}\n{broken\n",
	})
	known := map[string]ingest.SourceFile{}
	src := ingest.Files(dir)
	src.OnFile = func(f ingest.SourceFile) { known[f.Place] = f }
	if articles, failures := fixture.Collect(ingest.Read(t.Context(), src, ingest.Options{})); len(articles) != 3 || len(failures) != 1 {
		t.Fatalf("%d articles, %v", len(articles), failures)
	}
	if len(known) != 2 {
		t.Errorf("the states of %v are known, want those of a.txt and b.zip", known)
	}
	for place, f := range known {
		if hash, err := ingest.HashFile(filepath.Join(dir, place)); err != nil || hash != f.Hash {
			t.Errorf("%s: its hash is %x and not %x, %v", place, f.Hash, hash, err)
		}
	}
	src.Unchanged = func(f ingest.SourceFile) bool {
		k, ok := known[f.Place]
		k.Hash = [16]byte{}
		return ok && f == k
	}
	articles, _ := fixture.Collect(ingest.Read(t.Context(), src, ingest.Options{}))
	if got := ids(articles); !slices.Equal(got, []string{"c.jsonl:1"}) {
		t.Errorf("read again: %q", got)
	}
}

func TestFilesSkip(t *testing.T) {
	dir := fixture.Folder(t, map[string]string{"a.txt": "Text.", "b.bak": "No.", "index/CURRENT": "No.", "index/gen/x": "No."})
	s := ingest.Files(dir)
	s.Skip = func(name string, folder bool) bool {
		return folder && name == filepath.Join(dir, "index") || filepath.Ext(name) == ".bak"
	}
	articles, failures := fixture.Collect(ingest.Read(t.Context(), s, ingest.Options{}))
	if got := ids(articles); failures != nil || !slices.Equal(got, []string{"a.txt"}) {
		t.Errorf("%q, %v", got, failures)
	}
}

func TestFilesSymlinkLoop(t *testing.T) {
	dir := fixture.Folder(t, map[string]string{"a/b.txt": "Text."})
	for name, target := range map[string]string{"a/loop": "..", "a/self": "self", "broken.txt": "nowhere"} {
		if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
			t.Skip(err)
		}
	}
	articles, failures := fixture.Collect(ingest.Files(dir).Articles(t.Context()))
	if len(articles) != 1 || len(failures) != 2 {
		t.Errorf("%d articles, failures %v; want 1 article and the 2 links that lead nowhere", len(articles), failures)
	}
}

func TestFilesStandardInput(t *testing.T) {
	for _, in := range []string{"Plain text.", `{"text":"A record."}`, fixture.Gzip("Zipped text.")} {
		s := ingest.Files("-")
		s.Stdin = strings.NewReader(in)
		articles, failures := fixture.Collect(ingest.Read(t.Context(), s, ingest.Options{}))
		if len(articles) != 1 || failures != nil || !strings.HasPrefix(articles[0].Path, "stdin") {
			t.Errorf("%q: %v, %v", in, articles, failures)
		}
	}
}

func TestFilesDecodes(t *testing.T) {
	const want = "Zürich – “ja” 😀."
	for name, data := range map[string]string{
		"utf8": want, "bom": "\ufeff" + want,
		"crlf": "\r\n" + want + "\r\n", "spaces": "\u00a0Zürich\u2009–  “ja”\u200b 😀.\u00ad", "nfd": "Zu\u0308rich – “ja” 😀.",
		"zipped": fixture.Gzip(want),
	} {
		dir := fixture.Folder(t, map[string]string{name + ".txt": data})
		articles, failures := fixture.Collect(ingest.Read(t.Context(), ingest.Files(dir), ingest.Options{}))
		if len(articles) != 1 || failures != nil || articles[0].Body != want || articles[0].Repairs != nil {
			t.Errorf("%s: %+v, %v", name, articles, failures)
		}
	}
	dir := fixture.Folder(t, map[string]string{"a.txt": "caf\xe9 \xff.", "b.jsonl": "{\"text\":\"caf\xe9 \xff.\"}"})
	articles, _ := fixture.Collect(ingest.Read(t.Context(), ingest.Files(dir), ingest.Options{}))
	for _, a := range articles {
		if a.Body != "caf\ufffd \ufffd." || len(a.Repairs) != 1 || a.Repairs[0].Count != 2 {
			t.Errorf("%s: %q, repairs %v", a.Path, a.Body, a.Repairs)
		}
	}
}

// TestFilesBadInput checks that each bad input gives one clear error and that the run
// goes on to the good article after it.
func TestFilesBadInput(t *testing.T) {
	const good = "{\"text\":\"Good.\"}\n"
	for _, c := range []struct{ name, data, want string }{
		{"empty.txt", "", "empty.txt: is empty; remove it"},
		{"blank.txt", " \n\u00a0\n", "blank.txt: is empty"},
		{"empty.jsonl", "\n\n", "empty.jsonl: is empty"},
		{"picture.txt", "\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x02\x03\x04" + strings.Repeat("\x05\x00\x13", 50), "binary bytes"},
		{"long.txt", strings.Repeat("long ", 1<<10), "long.txt: is longer than"},
		{"long.jsonl", `{"text":"` + strings.Repeat("long ", 1<<10) + "\"}\n" + good, "long.jsonl:1: is longer than"},
		{"broken.jsonl", good + "{\"text\": \"bro\n" + good, "broken.jsonl:2: is not a JSON object"},
		{"two.jsonl", "{\"text\":\"a\"}{\"text\":\"b\"}\n" + good, "two.jsonl:1: is not a JSON object (more than one value)"},
		{"array.jsonl", "[1]\n" + good, "array.jsonl:1: is not a JSON object"},
		{"null.jsonl", "null\n" + good, "null.jsonl:1: is not a JSON object"},
		{"deep.jsonl", `{"a":` + strings.Repeat("[", 2000) + "\n" + good, "deep.jsonl:1: is not a JSON object"},
		{"textless.jsonl", `{"headline":"x","views":3}` + "\n" + good, "textless.jsonl:1: the object has no text; give one of the fields text, body"},
		{"page.html", "<!doctype html>", "page.html: is a page without an article (no text); give a page with text"},
		{"page", "<!doctype html><p> <script>x</script>", "page: is a page without an article"},
		{"page.pdf", "%PDF-1.4", "has the extension .pdf, a form that newsdex does not read; give WARC (.warc, .wet), JSON (.json)"},
		{"paper", "%PDF-1.4", "paper: has a form that newsdex does not read"},
		{"cut.txt.gz", fixture.Gzip(strings.Repeat("abc ", 500))[:30], "cut.txt.gz: at byte 2000: is cut short: its gzip data ends too early; fetch it again"},
		{"bad.txt.gz", "\x1f\x8b\x09\x09" + strings.Repeat("\x00", 20), "bad.txt.gz: is damaged gzip"},
		{"folder.txt/x/.keep", "", "is a folder without articles"},
	} {
		dir := fixture.Folder(t, map[string]string{"bad/" + c.name: c.data, "good.jsonl": good})
		bad := filepath.Join(dir, "bad", strings.Split(c.name, "/")[0])
		s := ingest.Files(bad, filepath.Join(dir, "good.jsonl"))
		s.MaxArticle = 4 << 10
		articles, failures := fixture.Collect(ingest.Read(t.Context(), s, ingest.Options{}))
		var ie *ingest.InputError
		if len(failures) != 1 || !errors.As(failures[0], &ie) || !strings.Contains(failures[0].Error(), c.want) ||
			!strings.HasPrefix(failures[0].Error(), bad) || strings.Contains(failures[0].Error(), "\n") {
			t.Errorf("%s: failures %q, want one with %q", c.name, failures, c.want)
		}
		if len(articles) == 0 || articles[len(articles)-1].Body != "Good." {
			t.Errorf("%s: the run did not go on: %v", c.name, articles)
		}
	}
}

func TestFilesMissing(t *testing.T) {
	dir := fixture.Folder(t, map[string]string{"locked.txt": "Text."})
	if err := os.Chmod(filepath.Join(dir, "locked.txt"), 0); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		"missing.txt": "does not exist; check the path", "*.none": "matches no file", "[": "is no glob pattern", "a[*": "is no glob pattern",
		"locked.txt": "cannot be read",
	} {
		if path == "locked.txt" && os.Getuid() == 0 {
			continue // root may read everything
		}
		_, failures := fixture.Collect(ingest.Files(filepath.Join(dir, path)).Articles(t.Context()))
		if len(failures) != 1 || !strings.Contains(failures[0].Error(), want) {
			t.Errorf("%s: %v, want %q", path, failures, want)
		}
		if path == "missing.txt" && (len(failures) != 1 || !errors.Is(failures[0], fs.ErrNotExist)) {
			t.Errorf("%s: %v is no fs.ErrNotExist", path, failures)
		}
	}
}

// endless yields a line of n bytes.
type endless struct{ n int }

func (e *endless) Read(p []byte) (int, error) {
	if e.n == 0 {
		return 0, io.EOF
	}
	n := min(len(p), e.n)
	for i := range p[:n] {
		p[i] = 'x'
	}
	e.n -= n
	return n, nil
}

// TestFilesLongLine checks that a line over the limit is not read into memory.
func TestFilesLongLine(t *testing.T) {
	for _, head := range []string{`{"text":"`, "text "} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		s := ingest.Files("-")
		s.MaxArticle = 1 << 20
		s.Stdin = io.MultiReader(strings.NewReader(head), &endless{200 << 20})
		_, failures := fixture.Collect(s.Articles(t.Context()))
		runtime.ReadMemStats(&after)
		if len(failures) != 1 || !strings.Contains(failures[0].Error(), "is longer than 1 MB") {
			t.Errorf("failures %v", failures)
		}
		if grown := after.TotalAlloc - before.TotalAlloc; grown > 16<<20 {
			t.Errorf("a line of 200 MB allocated %d bytes", grown)
		}
	}
}

func TestFilesCanceled(t *testing.T) {
	dir := fixture.Folder(t, map[string]string{"a.jsonl": strings.Repeat("{\"text\":\"A.\"}\n", 100), "b.txt": "B."})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	n := 0
	var last error
	for _, err := range ingest.Read(ctx, ingest.Files(dir), ingest.Options{}) {
		if n++; n == 3 {
			cancel()
		}
		last = err
	}
	if n != 4 || !errors.Is(last, context.Canceled) {
		t.Errorf("%d elements, the last %v; want 3 articles and context.Canceled", n, last)
	}
}
