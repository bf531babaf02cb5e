package source_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/newsdex/newsdex/ingest"
	"github.com/newsdex/newsdex/ingest/internal/fixture"
)

// overlaid returns a zip archive with one member, preceded by some bytes of padding,
// whose directory lists that member n times.
func overlaid(t *testing.T, n, padding int, text string) string {
	t.Helper()
	one := fixture.Zip(t, zip.Deflate, fixture.Member{"a.txt", text})
	end := strings.LastIndex(one, "PK\x05\x06")
	start := strings.Index(one, "PK\x01\x02")
	entry := []byte(one[start:end])
	binary.LittleEndian.PutUint32(entry[42:], uint32(padding))
	var b bytes.Buffer
	b.WriteString(strings.Repeat("x", padding) + one[:start])
	directory := b.Len()
	for i := range n {
		copy(entry[46:], fmt.Sprintf("%c.txt", 'a'+i))
		b.Write(entry)
	}
	tail := []byte(one[end:])
	binary.LittleEndian.PutUint16(tail[8:], uint16(n))
	binary.LittleEndian.PutUint16(tail[10:], uint16(n))
	binary.LittleEndian.PutUint32(tail[12:], uint32(b.Len()-directory))
	binary.LittleEndian.PutUint32(tail[16:], uint32(directory))
	b.Write(tail)
	return b.String()
}

// TestOverlappingMembers checks that an archive whose members share their bytes yields
// an error and no article.
func TestOverlappingMembers(t *testing.T) {
	long := strings.Repeat("The council met on Monday. ", 50_000)
	for _, c := range []struct {
		name       string
		n, padding int
		text       string
		articles   int
	}{
		{"one", 1, 0, long, 1},
		{"two", 2, 0, "The council met.", 0},
		{"two with space", 2, 5000, long, 0},
		{"many", 26, 0, long, 0},
	} {
		data := overlaid(t, c.n, c.padding, c.text)
		for _, name := range []string{"d.zip", "d.zip.gz"} {
			packed := data
			if name == "d.zip.gz" {
				packed = fixture.Gzip(data)
			}
			dir := fixture.Folder(t, map[string]string{name: packed, "good.txt": "Good."})
			articles, failures := fixture.Collect(ingest.Files(filepath.Join(dir, name), filepath.Join(dir, "good.txt")).Articles(t.Context()))
			if len(articles) != c.articles+1 {
				t.Errorf("%s, %s: %d articles, want %d", c.name, name, len(articles)-1, c.articles)
			}
			if c.articles == 0 {
				fixture.CheckFailure[*ingest.InputError](t, c.name, failures, `is a zip archive whose members share their bytes, as in a zip bomb; unpack it yourself`)
			} else if failures != nil {
				t.Errorf("%s, %s: %v", c.name, name, failures)
			}
		}
	}
}
