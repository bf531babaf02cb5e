package source_test

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
	"slices"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"github.com/newsdex/newsdex/ingest"
	"github.com/newsdex/newsdex/ingest/internal/fixture"
	"github.com/newsdex/newsdex/ingest/internal/source"
)

// places returns Path and Body of each article.
func places(articles []ingest.Article) []string {
	var out []string
	for _, a := range articles {
		out = append(out, a.Path+" "+a.Body)
	}
	return out
}

func TestArchives(t *testing.T) {
	two := []fixture.Member{{"2025/a.txt", "Text a."}, {"b.jsonl", "{\"text\":\"Text b.\"}\n{\"text\":\"Text c.\"}\n"}}
	want := func(name string) []string {
		return []string{name + "/2025/a.txt Text a.", name + "/b.jsonl:1 Text b.", name + "/b.jsonl:2 Text c."}
	}
	// The output of bzip2(1) for "Text a.".
	bz, err := base64.StdEncoding.DecodeString("QlpoOTFBWSZTWaEZhtkAAAETgEABBAAiAARAIAAiGAIYCNJ24XckU4UJChGYbZA=")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, data string
		want       []string
	}{
		{"d.zip", fixture.Zip(t, zip.Deflate, two...), want("d.zip")},
		{"d.zip", fixture.Zip(t, zip.Store, two...), want("d.zip")},
		{"d.zip", fixture.Zip(t, zstd.ZipMethodWinZip, two...), want("d.zip")},
		{"d", fixture.Zip(t, zip.Deflate, two...), want("d")},
		{"d.tar", fixture.Tar(t, two...), want("d.tar")},
		{"d", fixture.Tar(t, two...), want("d")},
		{"d.tar.gz", fixture.Gzip(fixture.Tar(t, two...)), want("d.tar")},
		{"d.tgz", fixture.Gzip(fixture.Tar(t, two...)), want("d.tar")},
		{"d.TAR.ZST", fixture.Zstd(t, fixture.Tar(t, two...)), want("d.TAR")},
		{"d.zip.gz", fixture.Gzip(fixture.Zip(t, zip.Deflate, two...)), want("d.zip")},
		{"a.txt.zst", fixture.Zstd(t, "Text a."), []string{"a.txt Text a."}},
		{"a.txt.bz2", string(bz), []string{"a.txt Text a."}},
		{"a.txt.gz", fixture.Gzip("Text ") + fixture.Gzip("a.") + "\x00\x00\x00", []string{"a.txt Text a."}},
		{"a.txt.gz", "Text a.", []string{"a.txt Text a."}}, // unpacked by who fetched it
		{"d.zip", fixture.Zip(t, zip.Deflate, fixture.Member{"in/x.jsonl.zst", fixture.Zstd(t, `{"text":"Text x."}`)}, fixture.Member{"y.tar.gz", fixture.Gzip(fixture.Tar(t, two[0]))}),
			[]string{"d.zip/in/x.jsonl:1 Text x.", "d.zip/y.tar/2025/a.txt Text a."}},
		{"d.tar", fixture.Tar(t, fixture.Member{"z.zip", fixture.Zip(t, zip.Deflate, two[0])}), []string{"d.tar/z.zip/2025/a.txt Text a."}},
		{"d.tar", fixture.Tar(t, fixture.Member{"a.txt", "One."}, fixture.Member{"a.txt", "Two."}, fixture.Member{"./a.txt.gz", fixture.Gzip("Three.")}),
			[]string{"d.tar/a.txt One.", "d.tar/a.txt#2 Two.", "d.tar/a.txt#3 Three."}},
		{"d.zip", fixture.Zip(t, zip.Deflate, fixture.Member{"../../etc/a.txt", "One."}, fixture.Member{"/b.txt", "Two."}, fixture.Member{`C:\x\..\c.txt`, "Three."}, fixture.Member{"a/\x00\nd.txt", "Four."}),
			[]string{"d.zip/etc/a.txt One.", "d.zip/b.txt Two.", "d.zip/x/c.txt Three.", "d.zip/a/\ufffd\ufffdd.txt Four."}},
		{"d.zip", fixture.Zip(t, zip.Deflate, fixture.Member{"caf\x82.txt", "One."}), []string{"d.zip/café.txt One."}},
		{"d.zip", fixture.Zip(t, zip.Deflate, fixture.Member{"__MACOSX/a.txt", "No."}, fixture.Member{".git/b.txt", "No."}, fixture.Member{"folder/", ""}, two[0]), []string{"d.zip/2025/a.txt Text a."}},
	} {
		dir := fixture.Folder(t, map[string]string{c.name: c.data})
		articles, failures := fixture.Collect(ingest.Files(dir).Articles(t.Context()))
		if got := places(articles); failures != nil || !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, %v; want %q", c.name, got, failures, c.want)
		}
		s := ingest.Files("-")
		s.Stdin = strings.NewReader(c.data)
		if piped, failures := fixture.Collect(s.Articles(t.Context())); failures != nil || len(piped) != len(articles) {
			t.Errorf("%s from a pipe: %q, %v", c.name, places(piped), failures)
		}
		for _, a := range articles {
			if !strings.HasPrefix(a.File, filepath.Join(dir, c.name)) {
				t.Errorf("%s: file %q", c.name, a.File)
			}
		}
	}
}

// TestArchivesDamaged checks that a damaged archive gives one clear error, that the
// articles before the damage are kept, and that the run goes on.
func TestArchivesDamaged(t *testing.T) {
	text := func(i int) string { return fmt.Sprintf("Text %d. %s.", i, strings.Repeat("filler ", 2000)) }
	var many []fixture.Member
	for i := range 4 {
		many = append(many, fixture.Member{fmt.Sprintf("%d.txt", i), text(i)})
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
	badMember := []byte(fixture.Zip(t, zip.Deflate, many[:3]...))
	badMember[bytes.Index(badMember, []byte("1.txt"))+20] ^= 0xff
	badSum := []byte(fixture.Gzip(lines.String()))
	badSum[len(badSum)-8] ^= 1
	encrypted := []byte(fixture.Zip(t, zip.Deflate, many...))
	for i := range encrypted[:len(encrypted)-10] {
		if string(encrypted[i:i+4]) == source.ZipDirectory {
			encrypted[i+8] |= 1
			break
		}
	}
	nested := "Text."
	for range source.MaxDepth + 1 {
		nested = fixture.Gzip(nested)
	}
	for _, c := range []struct {
		name, data string
		least      int // articles before the damage
		want       string
	}{
		{"d.jsonl.gz", cut(fixture.Gzip(lines.String()), .5), 1000, `d\.jsonl\.gz:\d+: at byte \d+: is cut short: its gzip data ends too early; fetch it again`},
		{"d.jsonl.gz", string(badSum), 4000, `d\.jsonl\.gz:\d+: at byte \d+: is damaged gzip`},
		{"d.jsonl.gz", fixture.Gzip(lines.String()) + "xx", 4000, `d\.jsonl\.gz:4001: at byte \d+: is damaged gzip \(something else follows its last member\)`},
		{"d.jsonl.zst", cut(fixture.Zstd(t, moreLines.String()), .9), 1000, `d\.jsonl\.zst:\d+: at byte \d+: is cut short: its zstd data ends too early`},
		{"d.tar", cut(fixture.Tar(t, many...), .6), 2, `d\.tar: at byte \d+: is cut short: its tar data ends too early`},
		{"d.tar.gz", cut(fixture.Gzip(fixture.Tar(t, many...)), .8), 2, `d\.tar\.gz: at byte \d+: is cut short: its gzip data ends too early`},
		{"d.tar", fixture.Tar(t, many[:2]...)[:2*(512+14336)] + strings.Repeat("garbage ", 512), 2, `d\.tar: at byte \d+: is damaged tar`},
		{"d.zip", cut(fixture.Zip(t, zip.Deflate, many...), .6), 2, `d\.zip: at byte \d+: is cut short: its zip data ends too early`},
		{"d.zip", fixture.Zip(t, zip.Deflate, many...)[:len(fixture.Zip(t, zip.Deflate, many...))-30], 4, `d\.zip: at byte \d+: is cut short: its zip data ends too early`},
		{"d.zip.gz", cut(fixture.Gzip(fixture.Zip(t, zip.Deflate, many...)), .7), 1, `d\.zip\.gz: at byte \d+: is cut short: its gzip data ends too early`},
		{"d.zip", string(badMember), 2, `d\.zip/1\.txt: (at byte \d+: )?is damaged zip`},
		{"d.zip", string(encrypted), 3, `d\.zip/0\.txt: is damaged zip \(it is encrypted\)`},
		{"d.zip", "PK\x03\x04 and no more", 0, `d\.zip: at byte 16: is cut short`},
		{"d.zip", "no zip at all", 0, `d\.zip: is damaged zip`},
		{"d.tar", "no tar at all", 0, `d\.tar: at byte \d+: is cut short`},
		{"d.zip", fixture.Zip(t, zip.Deflate), 0, `d\.zip: holds no articles; give an archive that holds`},
		{"d.zip", fixture.Zip(t, zip.Deflate, fixture.Member{"a.jpg", "\xff"}), 0, `d\.zip: holds no articles`},
		{"d.txt.gz", nested, 0, `d\.txt\.gz: is packed more than 5 layers deep; unpack it`},
	} {
		dir := fixture.Folder(t, map[string]string{c.name: c.data, "good.txt": "Good."})
		articles, failures := fixture.Collect(ingest.Files(filepath.Join(dir, c.name), filepath.Join(dir, "good.txt")).Articles(t.Context()))
		fixture.CheckFailure[*ingest.InputError](t, c.name, failures, c.want)
		if n := len(articles); n < c.least+1 || articles[n-1].Body != "Good." {
			t.Errorf("%s: %d articles; want at least %d and the one after", c.name, n, c.least+1)
		}
	}
}

// TestJSONLinesGoOnAfterDamage checks that the members of a gzip file after a damaged one
// are read.
func TestJSONLinesGoOnAfterDamage(t *testing.T) {
	part := func(n int) string {
		return fixture.Gzip(strings.Repeat(fmt.Sprintf("{\"text\":\"Part %d.\"}\n", n), 3))
	}
	bad := []byte(part(2))
	bad[10] = 7 // a block of no type
	dir := fixture.Folder(t, map[string]string{"a.jsonl.gz": part(1) + string(bad) + part(3)})
	articles, failures := fixture.Collect(ingest.Files(dir).Articles(t.Context()))
	fixture.CheckFailure[*ingest.InputError](t, "a.jsonl.gz", failures, `a\.jsonl\.gz:4: at byte \d+: is damaged gzip`)
	if len(articles) != 6 || articles[5].Body != "Part 3." {
		t.Errorf("%q", places(articles))
	}
}

// TestArchivesStream checks that memory does not grow with an archive.
func TestArchivesStream(t *testing.T) {
	fixture.NotShort(t, "streams archives of many megabytes")
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
	s := ingest.Files("-")
	s.Stdin = r
	n, before, most := 0, fixture.Heap(), uint64(0)
	for _, err := range s.Articles(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if n++; n%500 == 0 {
			most = max(most, fixture.Heap())
		}
	}
	if n != members || most > before+16<<20 {
		t.Errorf("%d articles of %d MB took %d MB of memory", n, members*size>>20, (most-before)>>20)
	}
}

func TestArchivesCanceled(t *testing.T) {
	dir := fixture.Folder(t, map[string]string{"d.tar": fixture.Tar(t, fixture.Member{"a.txt", "A."}, fixture.Member{"b.txt", "B."}), "d.zip": fixture.Zip(t, zip.Deflate, fixture.Member{"a.txt", "A."}, fixture.Member{"b.txt", "B."})})
	for _, name := range []string{"d.tar", "d.zip"} {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		n := 0
		var last error
		for _, err := range ingest.Files(filepath.Join(dir, name)).Articles(ctx) {
			n++
			cancel()
			last = err
		}
		if n != 2 || !errors.Is(last, context.Canceled) {
			t.Errorf("%s: %d elements, the last %v", name, n, last)
		}
	}
}
