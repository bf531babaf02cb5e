package ingest

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"github.com/newsdex/newsdex/ingest/internal/source"
)

// A member is one file of an archive that a test makes.
type member struct{ name, data string }

func zipped(t testing.TB, method uint16, members ...member) string {
	t.Helper()
	var b bytes.Buffer
	zw := zip.NewWriter(&b)
	zw.RegisterCompressor(zstd.ZipMethodWinZip, zstd.ZipCompressor())
	for _, m := range members {
		w, err := zw.CreateHeader(&zip.FileHeader{Name: m.name, Method: method})
		if err == nil {
			_, err = io.WriteString(w, m.data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := zw.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func tarred(t testing.TB, members ...member) string {
	t.Helper()
	var b bytes.Buffer
	tw := tar.NewWriter(&b)
	for _, m := range members {
		err := tw.WriteHeader(&tar.Header{Name: m.name, Size: int64(len(m.data)), Mode: 0o644})
		if err == nil {
			_, err = io.WriteString(tw, m.data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := tw.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func zstdOf(t testing.TB, s string) string {
	t.Helper()
	w, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	return string(w.EncodeAll([]byte(s), nil))
}

// places returns Path and Body of each article.
func places(articles []Article) []string {
	var out []string
	for _, a := range articles {
		out = append(out, a.Path+" "+a.Body)
	}
	return out
}

func TestArchives(t *testing.T) {
	two := []member{{"2025/a.txt", "Text a."}, {"b.jsonl", "{\"text\":\"Text b.\"}\n{\"text\":\"Text c.\"}\n"}}
	want := func(name string) []string {
		return []string{name + "/2025/a.txt Text a.", name + "/b.jsonl:1 Text b.", name + "/b.jsonl:2 Text c."}
	}
	// What bzip2(1) makes of "Text a.".
	bz, err := base64.StdEncoding.DecodeString("QlpoOTFBWSZTWaEZhtkAAAETgEABBAAiAARAIAAiGAIYCNJ24XckU4UJChGYbZA=")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, data string
		want       []string
	}{
		{"d.zip", zipped(t, zip.Deflate, two...), want("d.zip")},
		{"d.zip", zipped(t, zip.Store, two...), want("d.zip")},
		{"d.zip", zipped(t, zstd.ZipMethodWinZip, two...), want("d.zip")},
		{"d", zipped(t, zip.Deflate, two...), want("d")},
		{"d.tar", tarred(t, two...), want("d.tar")},
		{"d", tarred(t, two...), want("d")},
		{"d.tar.gz", gzipped(tarred(t, two...)), want("d.tar")},
		{"d.tgz", gzipped(tarred(t, two...)), want("d.tar")},
		{"d.TAR.ZST", zstdOf(t, tarred(t, two...)), want("d.TAR")},
		{"d.zip.gz", gzipped(zipped(t, zip.Deflate, two...)), want("d.zip")},
		{"a.txt.zst", zstdOf(t, "Text a."), []string{"a.txt Text a."}},
		{"a.txt.bz2", string(bz), []string{"a.txt Text a."}},
		{"a.txt.gz", gzipped("Text ") + gzipped("a.") + "\x00\x00\x00", []string{"a.txt Text a."}},
		{"a.txt.gz", "Text a.", []string{"a.txt Text a."}}, // unpacked by who fetched it
		{"d.zip", zipped(t, zip.Deflate, member{"in/x.jsonl.zst", zstdOf(t, `{"text":"Text x."}`)}, member{"y.tar.gz", gzipped(tarred(t, two[0]))}),
			[]string{"d.zip/in/x.jsonl:1 Text x.", "d.zip/y.tar/2025/a.txt Text a."}},
		{"d.tar", tarred(t, member{"z.zip", zipped(t, zip.Deflate, two[0])}), []string{"d.tar/z.zip/2025/a.txt Text a."}},
		{"d.tar", tarred(t, member{"a.txt", "One."}, member{"a.txt", "Two."}, member{"./a.txt.gz", gzipped("Three.")}),
			[]string{"d.tar/a.txt One.", "d.tar/a.txt#2 Two.", "d.tar/a.txt#3 Three."}},
		{"d.zip", zipped(t, zip.Deflate, member{"../../etc/a.txt", "One."}, member{"/b.txt", "Two."}, member{`C:\x\..\c.txt`, "Three."}, member{"a/\x00\nd.txt", "Four."}),
			[]string{"d.zip/etc/a.txt One.", "d.zip/b.txt Two.", "d.zip/x/c.txt Three.", "d.zip/a/\ufffd\ufffdd.txt Four."}},
		{"d.zip", zipped(t, zip.Deflate, member{"caf\x82.txt", "One."}), []string{"d.zip/café.txt One."}},
		{"d.zip", zipped(t, zip.Deflate, member{"__MACOSX/a.txt", "No."}, member{".git/b.txt", "No."}, member{"folder/", ""}, two[0]), []string{"d.zip/2025/a.txt Text a."}},
	} {
		dir := write(t, map[string]string{c.name: c.data})
		articles, failures := collect(Files(dir).Articles(t.Context()))
		if got := places(articles); failures != nil || !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, %v; want %q", c.name, got, failures, c.want)
		}
		s := Files("-")
		s.Stdin = strings.NewReader(c.data)
		if piped, failures := collect(s.Articles(t.Context())); failures != nil || len(piped) != len(articles) {
			t.Errorf("%s from a pipe: %q, %v", c.name, places(piped), failures)
		}
		for _, a := range articles {
			if !strings.HasPrefix(a.File, filepath.Join(dir, c.name)) {
				t.Errorf("%s: file %q", c.name, a.File)
			}
		}
	}
}

// TestArchivesDamaged holds that what is wrong with an archive is one clear
// error, that the articles before it are kept and that the run goes on.
func TestArchivesDamaged(t *testing.T) {
	text := func(i int) string { return fmt.Sprintf("Text %d. %s.", i, strings.Repeat("filler ", 2000)) }
	var many []member
	for i := range 4 {
		many = append(many, member{fmt.Sprintf("%d.txt", i), text(i)})
	}
	var lines strings.Builder
	for i := range 4000 {
		fmt.Fprintf(&lines, "{\"text\":\"Text %d, %x.\"}\n", i, i*i*7919)
	}
	var moreLines strings.Builder
	for i := range 20000 {
		fmt.Fprintf(&moreLines, "{\"text\":\"Text %d, %x.\"}\n", i, i*i*7919)
	}
	cut := func(s string, share float64) string { return s[:int(float64(len(s))*share)] }
	badMember := []byte(zipped(t, zip.Deflate, many[:3]...))
	badMember[bytes.Index(badMember, []byte("1.txt"))+20] ^= 0xff
	badSum := []byte(gzipped(lines.String()))
	badSum[len(badSum)-8] ^= 1
	encrypted := []byte(zipped(t, zip.Deflate, many...))
	for i := range encrypted[:len(encrypted)-10] {
		if string(encrypted[i:i+4]) == source.ZipDirectory {
			encrypted[i+8] |= 1
			break
		}
	}
	nested := "Text."
	for range source.MaxDepth + 1 {
		nested = gzipped(nested)
	}
	for _, c := range []struct {
		name, data string
		least      int // articles before the damage
		want       string
	}{
		{"d.jsonl.gz", cut(gzipped(lines.String()), .5), 1000, `d\.jsonl\.gz:\d+: at byte \d+: is cut short: its gzip data ends too early; fetch it again`},
		{"d.jsonl.gz", string(badSum), 4000, `d\.jsonl\.gz:\d+: at byte \d+: is damaged gzip`},
		{"d.jsonl.gz", gzipped(lines.String()) + "xx", 4000, `d\.jsonl\.gz:4001: at byte \d+: is damaged gzip \(something else follows its last member\)`},
		{"d.jsonl.zst", cut(zstdOf(t, moreLines.String()), .9), 1000, `d\.jsonl\.zst:\d+: at byte \d+: is cut short: its zstd data ends too early`},
		{"d.tar", cut(tarred(t, many...), .6), 2, `d\.tar: at byte \d+: is cut short: its tar data ends too early`},
		{"d.tar.gz", cut(gzipped(tarred(t, many...)), .8), 2, `d\.tar\.gz: at byte \d+: is cut short: its gzip data ends too early`},
		{"d.tar", tarred(t, many[:2]...)[:2*(512+14336)] + strings.Repeat("garbage ", 512), 2, `d\.tar: at byte \d+: is damaged tar`},
		{"d.zip", cut(zipped(t, zip.Deflate, many...), .6), 2, `d\.zip: at byte \d+: is cut short: its zip data ends too early`},
		{"d.zip", zipped(t, zip.Deflate, many...)[:len(zipped(t, zip.Deflate, many...))-30], 4, `d\.zip: at byte \d+: is cut short: its zip data ends too early`},
		{"d.zip.gz", cut(gzipped(zipped(t, zip.Deflate, many...)), .7), 1, `d\.zip\.gz: at byte \d+: is cut short: its gzip data ends too early`},
		{"d.zip", string(badMember), 2, `d\.zip/1\.txt: (at byte \d+: )?is damaged zip`},
		{"d.zip", string(encrypted), 3, `d\.zip/0\.txt: is damaged zip \(it is encrypted\)`},
		{"d.zip", "PK\x03\x04 and no more", 0, `d\.zip: at byte 16: is cut short`},
		{"d.zip", "no zip at all", 0, `d\.zip: is damaged zip`},
		{"d.tar", "no tar at all", 0, `d\.tar: at byte \d+: is cut short`},
		{"d.zip", zipped(t, zip.Deflate), 0, `d\.zip: holds no articles; give an archive that holds`},
		{"d.zip", zipped(t, zip.Deflate, member{"a.jpg", "\xff"}), 0, `d\.zip: holds no articles`},
		{"d.txt.gz", nested, 0, `d\.txt\.gz: is packed more than 5 layers deep; unpack it`},
	} {
		dir := write(t, map[string]string{c.name: c.data, "good.txt": "Good."})
		articles, failures := collect(Files(filepath.Join(dir, c.name), filepath.Join(dir, "good.txt")).Articles(t.Context()))
		checkFailure(t, c.name, failures, c.want)
		if n := len(articles); n < c.least+1 || articles[n-1].Body != "Good." {
			t.Errorf("%s: %d articles; want at least %d and the one after", c.name, n, c.least+1)
		}
	}
}

// TestJSONLinesGoOnAfterDamage holds that the members of a gzip file after a
// damaged one are read.
func TestJSONLinesGoOnAfterDamage(t *testing.T) {
	part := func(n int) string { return gzipped(strings.Repeat(fmt.Sprintf("{\"text\":\"Part %d.\"}\n", n), 3)) }
	bad := []byte(part(2))
	bad[10] = 7 // a block of no type
	dir := write(t, map[string]string{"a.jsonl.gz": part(1) + string(bad) + part(3)})
	articles, failures := collect(Files(dir).Articles(t.Context()))
	checkFailure(t, "a.jsonl.gz", failures, `a\.jsonl\.gz:4: at byte \d+: is damaged gzip`)
	if len(articles) != 6 || articles[5].Body != "Part 3." {
		t.Errorf("%q", places(articles))
	}
}

// TestArchivesStream holds that memory does not grow with an archive.
func TestArchivesStream(t *testing.T) {
	notShort(t, "streams archives of many megabytes")
	const members, size = 4000, 50 << 10
	r, w := io.Pipe()
	go func() {
		tw := tar.NewWriter(w)
		body := strings.Repeat("A line of text that is rather short.\n", size/37)
		for i := range members {
			if err := tw.WriteHeader(&tar.Header{Name: fmt.Sprintf("%d.txt", i), Size: int64(len(body)), Mode: 0o644}); err != nil {
				break
			}
			if _, err := io.WriteString(tw, body); err != nil {
				break
			}
		}
		w.CloseWithError(tw.Close())
	}()
	s := Files("-")
	s.Stdin = r
	n, before, most := 0, heap(), uint64(0)
	for _, err := range s.Articles(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if n++; n%500 == 0 {
			most = max(most, heap())
		}
	}
	if n != members || most > before+16<<20 {
		t.Errorf("%d articles of %d MB took %d MB of memory", n, members*size>>20, (most-before)>>20)
	}
}

// heap returns how many bytes are in use.
func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func TestArchivesCanceled(t *testing.T) {
	dir := write(t, map[string]string{"d.tar": tarred(t, member{"a.txt", "A."}, member{"b.txt", "B."}), "d.zip": zipped(t, zip.Deflate, member{"a.txt", "A."}, member{"b.txt", "B."})})
	for _, name := range []string{"d.tar", "d.zip"} {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		n := 0
		var last error
		for _, err := range Files(filepath.Join(dir, name)).Articles(ctx) {
			n++
			cancel()
			last = err
		}
		if n != 2 || !errors.Is(last, context.Canceled) {
			t.Errorf("%s: %d elements, the last %v", name, n, last)
		}
	}
}
