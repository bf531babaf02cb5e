package index

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/ingest"
)

// BenchmarkOpen opens and closes the index in NEWSDEX_INDEX, or one of 2,000 short
// articles.
func BenchmarkOpen(b *testing.B) {
	path := os.Getenv("NEWSDEX_INDEX")
	if path == "" {
		path = filepath.Join(b.TempDir(), "i")
		text := strings.Repeat("The council voted on Tuesday to close the harbour for repairs. ", 32)
		var articles []ingest.Article
		for i := range 2000 {
			articles = append(articles, article(strconv.Itoa(i), "Title", text[i%64:]))
		}
		if _, err := Build(b.Context(), path, seq(articles...), Options{}); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		x, err := Open(path)
		if err != nil {
			b.Fatal(err)
		}
		if err := x.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkCheckFiles checks the checksums of 100 MB in four files, as [Index.Update]
// does for an index of that size.
func BenchmarkCheckFiles(b *testing.B) {
	dir := b.TempDir()
	bytes := make([]byte, 25<<20)
	for i := range bytes {
		bytes[i] = byte(i * i >> 3)
	}
	if err := os.Mkdir(filepath.Join(dir, disk.OriginalsDir), 0o777); err != nil {
		b.Fatal(err)
	}
	for _, name := range []string{"1.zst", "2.zst", "3.zst", "4.zst"} {
		if err := os.WriteFile(filepath.Join(dir, disk.OriginalsDir, name), bytes, 0o666); err != nil {
			b.Fatal(err)
		}
	}
	files, err := disk.Disk{}.ListFiles(dir, 0, nil)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(files) * len(bytes)))
	for b.Loop() {
		if _, err := disk.CheckFiles(dir, files, nil, false); err != nil {
			b.Fatal(err)
		}
	}
}
