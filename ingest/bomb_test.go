package ingest

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"github.com/newsdex/newsdex/ingest/internal/fixture"
	"github.com/newsdex/newsdex/ingest/internal/format"
	"github.com/newsdex/newsdex/ingest/internal/source"
)

var manyX = strings.Repeat("x", 64<<10)

// zeros is an endless text of one character.
type zeros struct{ n int64 }

func (z *zeros) Read(p []byte) (int, error) {
	if z.n == 0 {
		return 0, io.EOF
	}
	n := copy(p[:min(int64(len(p)), z.n)], manyX)
	z.n -= int64(n)
	return n, nil
}

// bomb returns a zip archive of n members that unpack to size bytes each, all from the
// same few bytes.
func bomb(t *testing.T, n int, size int64) string {
	t.Helper()
	var packed, b bytes.Buffer
	one := zip.NewWriter(&packed)
	w, err := one.Create("x.txt")
	if err == nil {
		_, err = io.Copy(w, &zeros{size})
	}
	if err == nil {
		err = one.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	zr, err := zip.NewReader(bytes.NewReader(packed.Bytes()), int64(packed.Len()))
	if err != nil {
		t.Fatal(err)
	}
	all := zip.NewWriter(&b)
	for i := range n {
		f := *zr.File[0]
		f.Name = fmt.Sprintf("%d.txt", i)
		if err := all.Copy(&f); err != nil {
			t.Fatal(err)
		}
	}
	if err := all.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// overLimit is larger than the limit of an article.
const overLimit = 3 * source.DefaultMaxArticle / 2

// packedBomb packs more zeros than the limit of an article.
func packedBomb(t *testing.T, open func(io.Writer) (io.WriteCloser, error)) string {
	t.Helper()
	var b bytes.Buffer
	w, err := open(&b)
	if err == nil {
		_, err = io.Copy(w, &zeros{overLimit})
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestArchivesBombs checks that files that unpack to far more than their size are
// reported.
func TestArchivesBombs(t *testing.T) {
	fixture.NotShort(t, "unpacks hundreds of megabytes")
	t.Parallel()
	const size = 100 << 20
	one := bomb(t, 1, size)
	inner := bomb(t, 1, 10<<20)
	var layers []fixture.Member
	for i := range 20 {
		layers = append(layers, fixture.Member{fmt.Sprintf("%d.zip", i), inner})
	}
	for name, data := range map[string]string{
		"bomb.zip": bomb(t, 30, 10<<20), "one.zip": one, "bomb.zip.gz": fixture.Gzip(one), "nested.zip": fixture.Gzip(fixture.Zip(t, zip.Deflate, layers...)),
		"bomb.txt.gz": func() string {
			var b bytes.Buffer
			w, err := zstd.NewWriter(&b)
			if err == nil {
				_, err = io.Copy(w, &zeros{size})
			}
			if err = errors.Join(err, w.Close()); err != nil {
				t.Fatal(err)
			}
			return b.String()
		}(),
	} {
		dir := fixture.Folder(t, map[string]string{name: data, "good.txt": "Good."})
		s := Files(filepath.Join(dir, name), filepath.Join(dir, "good.txt"))
		s.MaxArticle = 1 << 30
		n := 0
		var failures []error
		var last string
		for a, err := range s.Articles(t.Context()) {
			if err != nil {
				failures = append(failures, err)
			} else {
				n += len(a.Body)
				last = a.Body
			}
		}
		fixture.CheckFailure[*InputError](t, name, failures, name+`: (at byte \d+: )?unpacks to more than 300 times its size; unpack it yourself if you trust it`)
		if last != "Good." || n > format.BombFloor+format.MaxRatio*len(data) {
			t.Errorf("%s: %d bytes of articles, the last %.20q", name, n, last)
		}
	}
}

// TestBombOfRecords checks that many small records are a bomb long before their bytes
// are.
func TestBombOfRecords(t *testing.T) {
	fixture.NotShort(t, "packs and reads millions of records")
	const records = 1 << 18
	for name, parts := range map[string][3]string{
		"a.jsonl.gz":   {"", "{\"text\":\"a\"}\n", ""},
		"bad.jsonl.gz": {"", "{}\n", ""},
		"a.json.gz":    {"[", "1,", "1]"},
		"a.csv.gz":     {"title,text\n", "a,b\n", ""},
		"a.rss.gz":     {"<rss><channel>", "<item><title>a</title></item>", "</channel></rss>"},
		"a.wet.gz":     {"", fixture.WARCRecord("conversion", "", "text/plain", "a"), ""},
		"a.warc.gz":    {"", "WARC/1.0\r\nWARC-Type: request\r\nContent-Length: 0\r\n\r\n\r\n\r\n", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if !fixture.Long() && slices.Contains([]string{"a.jsonl.gz", "a.rss.gz", "a.wet.gz"}, name) {
				t.Skip("only with NEWSDEX_LONG=1: much as bad.jsonl.gz and a.warc.gz")
			}
			data := fixture.Gzip(parts[0] + strings.Repeat(parts[1], records) + parts[2])
			articles, failures := brokenRun(t, name, strings.NewReader(data), 0)
			if len(failures) == 0 || !strings.Contains(failures[len(failures)-1].Problem, "unpacks to more than") {
				t.Fatalf("%s: %d articles, %d errors", name, len(articles), len(failures))
			}
			if n := len(articles) + len(failures); n > records*2/3 {
				t.Errorf("%s: %d records were read", name, n)
			}
		})
	}
}
