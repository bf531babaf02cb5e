package index

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// everyByte says that tests of damage try every byte, and not some of each file.
var everyByte = os.Getenv("NEWSDEX_EVERY_BYTE") != ""

// sampledBytes is the number of bytes of a file that are tried otherwise.
const sampledBytes = 40

// TestDamage damages a small index in one way after the other: each byte changed,
// each file cut off, lengthened, removed, replaced by a folder, exchanged with
// each other one and with that of another index. Each time Verify names the file,
// and Open refuses it or the index is as it was.
func TestDamage(t *testing.T) {
	dir := t.TempDir()
	path, other := filepath.Join(dir, "i"), filepath.Join(dir, "other")
	mustBuild(t, path, smallNews()...)
	mustBuild(t, other, article("z", "another", "index"))
	want := contents(t, mustOpen(t, path))
	files := allFiles(t, path)

	refused, unseen := 0, 0
	check := func(what string, damaged ...string) {
		t.Helper()
		file := damaged[0]
		v, err := Verify(ctx, path)
		named := err == nil && slices.ContainsFunc(v.Problems, func(p Problem) bool { return slices.Contains(damaged, p.Path) || strings.Contains(p.Problem, file) })
		harmless := filepath.Base(file) == lockFile
		if !named && !harmless {
			t.Errorf("%s %s: Verify found %v, %v", file, what, v.Problems, err)
		}
		x, err := Open(path)
		if err == nil {
			unseen++
			if !harmless {
				t.Errorf("%s %s: Open took it", file, what)
			}
			if got := contents(t, x); !reflect.DeepEqual(got, want) {
				t.Errorf("%s %s: the index holds %v", file, what, got)
			}
			x.Close()
			return
		}
		refused++
		if corrupt := (*CorruptError)(nil); !errors.As(err, &corrupt) && !errors.Is(err, ErrNoIndex) {
			t.Errorf("%s %s: Open: %v", file, what, err)
		}
	}

	for _, file := range files {
		original, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		put := func(b []byte) {
			t.Helper()
			if err := os.WriteFile(file, b, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		changed := slices.Clone(original)
		for _, at := range places(len(original)) {
			for _, bits := range []byte{1 << rand.N(8), 0xff} {
				changed[at] ^= bits
				put(changed)
				check(fmt.Sprintf("with byte %d changed by %02x", at, bits), file)
				changed[at] = original[at]
			}
		}
		for _, n := range places(len(original)) {
			put(original[:n])
			check(fmt.Sprintf("cut off at %d", n), file)
		}
		put(append(slices.Clone(original), 0))
		check("with a byte more", file)
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
		check("removed", file)
		if err := os.Mkdir(file, 0o755); err != nil {
			t.Fatal(err)
		}
		check("a folder", file)
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
		if strange, err := os.ReadFile(strings.Replace(file, path, other, 1)); err == nil && string(strange) != string(original) {
			put(strange)
			check("of another index", file)
		}
		put(original)
	}
	for i, a := range files {
		for _, b := range files[i+1:] {
			if filepath.Base(a) == lockFile || filepath.Base(b) == lockFile {
				continue // as if the other were another's
			}
			exchange(t, a, b)
			check("exchanged with "+b, a, b)
			exchange(t, a, b)
		}
	}
	x := mustOpen(t, path)
	if got := contents(t, x); !reflect.DeepEqual(got, want) {
		t.Errorf("at the end the index holds %v", got)
	}
	t.Logf("%d files; refused %d times, right %d times", len(files), refused, unseen)
}

// places returns the places in a file to damage: all, or its first, its last and
// some by chance.
func places(n int) []int {
	var at []int
	for i := range n {
		if everyByte || i < 8 || i >= n-8 || rand.N(n) < sampledBytes {
			at = append(at, i)
		}
	}
	return at
}

// allFiles returns all files below a folder.
func allFiles(t *testing.T, dir string) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			files = append(files, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func exchange(t *testing.T, a, b string) {
	t.Helper()
	tmp := a + ".tmp"
	for _, r := range [][2]string{{a, tmp}, {b, a}, {tmp, b}} {
		if err := os.Rename(r[0], r[1]); err != nil {
			t.Fatal(err)
		}
	}
}
