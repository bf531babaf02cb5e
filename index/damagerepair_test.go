package index

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/internal/rounds"
)

// TestDamageRepaired damages each file of an index that was made from folders, byte by
// byte, and removes it. Verify names the damage, or nothing has changed. Repair and
// another reading of the folders then make the index that a first reading makes. With
// NEWSDEX_EVERY_BYTE it tries every byte.
func TestDamageRepaired(t *testing.T) {
	rounds.NotShort(t, "damages and repairs an index many times")
	dir, sources := ingestedFolder(t)
	sound := filepath.Join(dir, "sound")
	mustIngest(t, sound, IngestOptions{}, sources[0])
	mustIngest(t, sound, IngestOptions{}, sources...) // two segments, and texts that were set aside
	want := described(t, sound)
	if n := strings.Count(want, `"Aside":true`); n != 2 || !strings.Contains(want, "stands here every week") {
		t.Fatalf("%d texts are aside:\n%s", n, want)
	}
	work := make(chan func(path string), 10_000) // so that a worker that fails does not stop the others
	var workers sync.WaitGroup
	for i := range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for f := range work {
				f(filepath.Join(dir, fmt.Sprint("i", i)))
			}
		})
	}
	damaged := func(what, name string, damage func(file string) error) {
		work <- func(path string) {
			if t.Failed() {
				return
			}
			if err := os.RemoveAll(path); err != nil {
				t.Error(err)
			}
			if err := os.CopyFS(path, os.DirFS(sound)); err != nil {
				t.Error(err)
			}
			if err := damage(path + name); err != nil {
				t.Error(err)
			}
			what := name + " " + what
			v, err := Verify(ctx, path)
			if err != nil {
				t.Errorf("%s: Verify: %v", what, err)
				return
			}
			if len(v.Problems) == 0 {
				if got := described(t, path); got != want {
					t.Errorf("%s: Verify finds nothing:\n%s", what, differing(want, got))
				}
				return
			}
			r, err := Repair(ctx, path, Options{})
			if err != nil && !errors.Is(err, ErrNoArticles) {
				t.Errorf("%s: Repair: %v", what, err)
				return
			}
			if err == nil {
				x, err := Open(path)
				if err != nil {
					t.Errorf("%s: after Repair, which says %+v: %v", what, r, err)
					return
				}
				x.Close()
			}
			mustIngest(t, path, IngestOptions{Fresh: err != nil}, sources...)
			mustVerify(t, path, 16)
			if got := described(t, path); got != want {
				t.Errorf("%s: after Repair, which says %+v, and another reading:\n%s", what, r, differing(want, got))
			}
		}
	}
	for _, file := range allFiles(t, sound) {
		name := strings.TrimPrefix(file, sound)
		if base := filepath.Base(name); base == disk.LockFile || everyByte() && everyByteOf() != "1" && !strings.Contains(name, everyByteOf()) {
			continue
		}
		original, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, at := range places(len(original)) {
			if !everyByte() && rand.N(4) > 0 {
				continue
			}
			bits := byte(1) << rand.N(8)
			damaged(fmt.Sprintf("with byte %d changed by %02x", at, bits), name, func(file string) error {
				b := append([]byte(nil), original...)
				b[at] ^= bits
				return os.WriteFile(file, b, 0o644)
			})
		}
		damaged("removed", name, os.Remove)
		damaged("empty", name, func(file string) error { return os.Truncate(file, 0) })
	}
	close(work)
	workers.Wait()
}

// TestRemadeUnderAnotherName checks that an article whose ID is damaged too, and which
// Repair has made again under another ID, is the article of its file after another
// reading.
func TestRemadeUnderAnotherName(t *testing.T) {
	dir, sources := ingestedFolder(t)
	path := filepath.Join(dir, "i")
	mustIngest(t, path, IngestOptions{}, sources...)
	want := described(t, path)
	files, err := filepath.Glob(filepath.Join(path, "gen-*", "bleve", "store", "*.zap"))
	if err != nil || len(files) != 1 {
		t.Fatal(files, err)
	}
	sound, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	saved := filepath.Join(dir, "saved")
	if err := os.CopyFS(saved, os.DirFS(path)); err != nil {
		t.Fatal(err)
	}
	remade := 0
	for _, name := range []string{filepath.Join(sources[0], "1.txt"), "2.txt"} { // of an article without ID or URL
		at := strings.Index(string(sound), name)
		if at < 0 {
			continue
		}
		b := slices.Clone(sound)
		for i := range 40 {
			b[at+len(name)-3+i] ^= 1 // in the ID and in the record
		}
		if err := errors.Join(os.RemoveAll(path), os.CopyFS(path, os.DirFS(saved)), os.WriteFile(files[0], b, 0o644)); err != nil {
			t.Fatal(err)
		}
		r, err := Repair(ctx, path, Options{})
		if err != nil {
			t.Fatal(err)
		}
		remade += r.Remade
		mustIngest(t, path, IngestOptions{}, sources...)
		if got := described(t, path); got != want {
			t.Errorf("%s: after Repair, which says %+v, and another reading:\n%s", name, r, differing(want, got))
		}
	}
	if remade == 0 {
		t.Error("nothing was made again")
	}
}

// TestRepairTextsAside checks that Repair saves all texts of a page where the list of the
// segments is lost, and where the record of a text that does not stand is damaged.
func TestRepairTextsAside(t *testing.T) {
	dir, sources := ingestedFolder(t)
	path := filepath.Join(dir, "i")
	mustIngest(t, path, IngestOptions{}, sources...)
	_, want, _ := strings.Cut(described(t, path), "\x00")
	if err := os.Remove(filepath.Join(path, "gen-000001", "bleve", "store", "root.bolt")); err != nil {
		t.Fatal(err)
	}
	r, err := Repair(ctx, path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, got, _ := strings.Cut(described(t, path), "\x00"); got != want {
		t.Errorf("after Repair, which says %+v:\n%s", r, differing(want, got))
	}
}

// TestFooterRepaired checks that a damaged footer of a segment's file costs nothing: its
// numbers say where the articles stand, and how many there are. With NEWSDEX_EVERY_BYTE it
// changes every bit.
func TestFooterRepaired(t *testing.T) {
	rounds.NotShort(t, "damages and repairs an index many times")
	const footer = 40
	dir, sources := ingestedFolder(t)
	sound := filepath.Join(dir, "sound")
	mustIngest(t, sound, IngestOptions{}, sources...)
	want := described(t, sound)
	files, err := filepath.Glob(filepath.Join(sound, "gen-*", "bleve", "store", "*.zap"))
	if err != nil || len(files) != 1 {
		t.Fatal(files, err)
	}
	original, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	for at := len(original) - footer; at < len(original); at++ {
		for bit := range 8 {
			if !everyByte() && rand.N(8) > 0 {
				continue
			}
			path := filepath.Join(dir, "damaged")
			b := slices.Clone(original)
			b[at] ^= 1 << bit
			name := path + strings.TrimPrefix(files[0], sound)
			if err := errors.Join(os.RemoveAll(path), os.CopyFS(path, os.DirFS(sound)), os.WriteFile(name, b, 0o644)); err != nil {
				t.Fatal(err)
			}
			r, err := Repair(ctx, path, Options{})
			if err != nil || len(r.Lost) > 0 || r.Uncertain > 0 {
				t.Fatalf("bit %d of byte %d from the end: Repair says %+v, %v", bit, len(original)-at, r, err)
			}
			mustVerify(t, path, 16)
			if got := described(t, path); got != want {
				t.Fatalf("bit %d of byte %d from the end:\n%s", bit, len(original)-at, differing(want, got))
			}
		}
	}
}
