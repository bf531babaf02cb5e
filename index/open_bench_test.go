package index

import (
	"os"
	"path/filepath"
	"testing"
)

// BenchmarkCheckFiles looks at the checksums of 100 MB in four files, as [Open]
// does for an index of that size.
func BenchmarkCheckFiles(b *testing.B) {
	dir := b.TempDir()
	bytes := make([]byte, 25<<20)
	for i := range bytes {
		bytes[i] = byte(i * i >> 3)
	}
	for _, name := range []string{"a", "b", "c", "d"} {
		if err := os.WriteFile(filepath.Join(dir, name), bytes, 0o666); err != nil {
			b.Fatal(err)
		}
	}
	files, err := listFiles(dir, nil)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(files) * len(bytes)))
	for b.Loop() {
		if _, err := checkFiles(dir, files, nil, false); err != nil {
			b.Fatal(err)
		}
	}
}
