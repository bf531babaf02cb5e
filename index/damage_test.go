package index

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/internal/rounds"
	"github.com/newsdex/newsdex/ingest"
)

// everyByte reports whether tests of damage try every byte, and not only some of each
// file.
func everyByte() bool { return everyByteOf() != "" }

// everyByteOf returns "1", or a part of the names of the files to try. The tests read
// the variable themselves, so that go test does not use the cached result of a run
// without it.
func everyByteOf() string { return os.Getenv("NEWSDEX_EVERY_BYTE") }

// sampledBytes is the number of bytes of a file that are tried otherwise.
const sampledBytes = 40

// damageBits makes blocks so small that most of a small index is checked on use.
const damageBits = 5

func withOriginData(a ingest.Article, data string) ingest.Article {
	a.Origin = &ingest.Origin{Form: "HTML", Data: []byte(data)}
	return a
}

// buildForDamage makes a small index of two generations. The second has segments and
// originals of the first, and deleted articles.
func buildForDamage(t *testing.T, path string) {
	t.Helper()
	articles := append(smallNews(), article("x", "To be deleted", "The word of a model."))
	articles[0] = withOriginData(articles[0], "<p>A non-profit model</p>")
	articles[1] = withOriginData(articles[1], "<p>Der Markt</p>")
	if _, err := Build(ctx, path, seq(articles...), Options{blockBits: damageBits}); err != nil {
		t.Fatal(err)
	}
	x, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	e := withOriginData(article("e", "After the bid", "No word of the model, and no word after it."), "<p>No word</p>")
	if _, err := x.Update(ctx, seq(e), Options{Delete: []string{"x"}, blockBits: damageBits}); err != nil {
		t.Fatal(err)
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
}

// A damager damages its own index in one way after another.
type damager struct {
	t      *testing.T
	path   string
	sound  string         // the same index, undamaged
	want   map[string]any // by use
	counts *damageCounts
}

type damageCounts struct{ refused, used, wrong, right, updated atomic.Int64 }

// check checks the response of newsdex to a damaged file: Verify names the file, and
// Open or a use of the damaged part refuses it, or the result is the same as without
// damage.
func (d *damager) check(what string, damaged ...string) {
	d.t.Helper()
	file := damaged[0]
	what = strings.TrimPrefix(file, d.path) + " " + what
	v, err := Verify(ctx, d.path)
	named := err == nil && slices.ContainsFunc(v.Problems, func(p Problem) bool { return slices.Contains(damaged, p.Path) || strings.Contains(p.Problem, file) })
	if harmless := filepath.Base(file) == disk.LockFile; !named && !harmless {
		d.t.Errorf("%s: Verify found %v, %v", what, v.Problems, err)
	}
	x, err := Open(d.path)
	if err != nil {
		d.counts.refused.Add(1)
		if corrupt := (*disk.CorruptError)(nil); !errors.As(err, &corrupt) && !errors.Is(err, ErrNoIndex) {
			d.t.Errorf("%s: Open: %v", what, err)
		}
		return
	}
	defer x.Close()
	for _, u := range uses() {
		d.counts.used.Add(1)
		got, err := u.readAs(x)
		corrupt := (*disk.CorruptError)(nil)
		switch {
		case err == nil && !reflect.DeepEqual(got, d.want[u.name]):
			d.t.Errorf("%s: %s gives %v", what, u.name, got)
		case err == nil:
			d.counts.right.Add(1)
		case !errors.As(err, &corrupt) || !slices.Contains(damaged, corrupt.Path):
			d.t.Errorf("%s: %s: %v", what, u.name, err)
		default:
			d.counts.wrong.Add(1)
		}
	}
	if filepath.Base(file) != disk.LockFile && (rand.N(100) == 0 || !everyByte() && rand.N(10) == 0) {
		d.update(x, what)
	}
}

// update adds an article to a damaged index. If that succeeds, Verify finds the damage
// in the new generation too, or all of that is correct.
func (d *damager) update(x *Index, what string) {
	d.t.Helper()
	d.counts.updated.Add(1)
	if _, err := x.Update(ctx, seq(article("f", "One more", "One more article.")), Options{blockBits: damageBits}); err != nil {
		if corrupt := (*disk.CorruptError)(nil); !errors.As(err, &corrupt) {
			d.t.Errorf("%s: Update: %v", what, err)
		}
	} else if v, err := Verify(ctx, d.path); err != nil {
		d.t.Errorf("%s: Verify after an update: %v", what, err)
	} else if len(v.Problems) == 0 {
		for _, id := range []string{"a", "b", "e"} {
			if _, err := x.Original(id); err != nil {
				d.t.Errorf("%s: after an update all is said to be right, and the original of %s: %v", what, id, err)
			}
		}
	}
	d.restore()
}

// restore undoes the damage.
func (d *damager) restore() {
	d.t.Helper()
	if err := errors.Join(os.RemoveAll(d.path), os.CopyFS(d.path, os.DirFS(d.sound))); err != nil {
		d.t.Fatal(err)
	}
}

// put replaces the bytes of a file.
func (d *damager) put(file string, b []byte) {
	d.t.Helper()
	if err := os.WriteFile(file, b, 0o644); err != nil {
		d.t.Fatal(err)
	}
}

// putByte replaces a byte of a file.
func (d *damager) putByte(file string, at int, b byte) {
	d.t.Helper()
	f, err := os.OpenFile(file, os.O_WRONLY, 0)
	if err == nil {
		_, err = f.WriteAt([]byte{b}, int64(at))
		err = errors.Join(err, f.Close())
	}
	if err != nil {
		d.t.Error(err)
	}
}

// TestDamage damages a small index in one way after another: each byte is changed, and
// each file is truncated, lengthened, removed, replaced by a folder, and exchanged with
// each other file and with that of another index. With NEWSDEX_EVERY_BYTE it tries
// every byte.
func TestDamage(t *testing.T) {
	rounds.NotShort(t, "damages each file at many bytes")
	dir := t.TempDir()
	sound, other := filepath.Join(dir, "sound"), filepath.Join(dir, "other")
	buildForDamage(t, sound)
	for _, id := range []string{"y", "z"} { // so that the generations have the same name
		mustBuild(t, other, withOriginData(article(id, "another", "index"), "<p>"))
	}
	want := results(t, sound)
	files := allFiles(t, sound)
	counts := &damageCounts{}

	work := make(chan func(*damager))
	var workers sync.WaitGroup
	for i := range runtime.GOMAXPROCS(0) {
		d := &damager{t: t, path: filepath.Join(dir, fmt.Sprint("i", i)), sound: sound, want: want, counts: counts}
		d.restore()
		workers.Go(func() {
			for f := range work {
				f(d)
			}
			if got := results(t, d.path); !reflect.DeepEqual(got, want) {
				t.Errorf("at the end the index holds %v", got)
			}
		})
	}
	for _, file := range files {
		name := strings.TrimPrefix(file, sound)
		if everyByte() && everyByteOf() != "1" && !strings.Contains(name, everyByteOf()) {
			continue
		}
		original, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: %d bytes", name, len(original))
		changed := func(what string, b []byte) {
			work <- func(d *damager) {
				d.put(d.path+name, b)
				d.check(what, d.path+name)
				d.put(d.path+name, original)
			}
		}
		for _, at := range places(len(original)) {
			for _, bits := range []byte{1 << rand.N(8), 0xff} {
				work <- func(d *damager) {
					d.putByte(d.path+name, at, original[at]^bits)
					d.check(fmt.Sprintf("with byte %d changed by %02x", at, bits), d.path+name)
					d.putByte(d.path+name, at, original[at])
				}
			}
		}
		for _, n := range places(len(original)) {
			changed(fmt.Sprintf("cut off at %d", n), original[:n])
		}
		changed("with a byte more", append(slices.Clone(original), 0))
		if strange, err := os.ReadFile(other + name); err == nil && string(strange) != string(original) {
			changed("of another index", strange)
		}
		work <- func(d *damager) {
			file := d.path + name
			if err := os.Remove(file); err != nil {
				t.Error(err)
				return
			}
			d.check("removed", file)
			if err := os.Mkdir(file, 0o755); err != nil {
				t.Error(err)
				return
			}
			d.check("a folder", file)
			d.restore()
		}
	}
	for i, a := range files {
		for _, b := range files[i+1:] {
			if filepath.Base(a) == disk.LockFile || filepath.Base(b) == disk.LockFile {
				continue // the same as exchanging them the other way
			}
			a, b := strings.TrimPrefix(a, sound), strings.TrimPrefix(b, sound)
			work <- func(d *damager) {
				exchange(t, d.path+a, d.path+b)
				d.check("exchanged with "+b, d.path+a, d.path+b)
				d.restore()
			}
		}
	}
	close(work)
	workers.Wait()
	t.Logf("%d files; refused by Open %d times; of %d uses %d were refused and %d right; %d updates", len(files), counts.refused.Load(),
		counts.used.Load(), counts.wrong.Load(), counts.right.Load(), counts.updated.Load())
	if all := !everyByte() || everyByteOf() == "1"; all && (counts.wrong.Load() == 0 || counts.right.Load() == 0) {
		t.Error("nothing was refused when it was used, or all")
	}
}

// TestUncheckedIsUnread checks that each use reads only blocks that were checked: its
// result is the same if every byte of the other blocks is changed.
func TestUncheckedIsUnread(t *testing.T) {
	rounds.NotShort(t, "changes all bytes of an index")
	dir := t.TempDir()
	sound, path := filepath.Join(dir, "sound"), filepath.Join(dir, "i")
	buildForDamage(t, sound)
	want := results(t, sound)
	spoilt, kept := 0, 0
	for _, u := range append(uses(), use{"nothing", func(*Index, *Snapshot) (any, error) { return nil, nil }}) {
		if err := errors.Join(os.RemoveAll(path), os.CopyFS(path, os.DirFS(sound))); err != nil {
			t.Fatal(err)
		}
		x, err := Open(path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := u.readAs(x); err != nil {
			t.Errorf("%s: %v", u.name, err)
		}
		for _, b := range x.cur.blocks {
			bytes, err := os.ReadFile(b.Path)
			if err != nil {
				t.Fatal(err)
			}
			for i := range b.Count() {
				if b.IsChecked(i) {
					kept++
					continue
				}
				spoilt++
				for at := i << b.Bits; at < min((i+1)<<b.Bits, b.Size); at++ {
					bytes[at] ^= 0xff
				}
			}
			if err := errors.Join(os.Remove(b.Path), os.WriteFile(b.Path, bytes, 0o644)); err != nil {
				t.Fatal(err)
			}
		}
		if err := x.Close(); err != nil {
			t.Fatal(err)
		}
		if x, err = Open(path); err != nil {
			t.Errorf("%s: Open: %v", u.name, err)
			continue
		}
		if got, err := u.readAs(x); err != nil || !reflect.DeepEqual(got, want[u.name]) {
			t.Errorf("%s: %v, %v", u.name, got, err)
		}
		if err := x.Close(); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d blocks were read, %d were not", kept, spoilt)
	if spoilt == 0 || kept == 0 {
		t.Error("all blocks were read, or none")
	}
}

// places returns the positions in a file to damage: all, or the first, the last and
// random ones.
func places(n int) []int {
	var at []int
	for i := range n {
		if everyByte() || i < 8 || i >= n-8 || rand.N(n) < rounds.Of(sampledBytes) {
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
			t.Error(err)
		}
	}
}
