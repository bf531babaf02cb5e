package index

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/internal/rounds"
	"github.com/newsdex/newsdex/ingest"
)

// TestFaultsOfEachKind makes each change by a run of each kind fail, one at a time, once or
// from then on. The index is then as before or as after the run, and the error is a
// [*PublishedError] if and only if it is as after. The next run works and leaves nothing
// behind, and no goroutine is left. With NEWSDEX_EVERY_BYTE it tries each change.
func TestFaultsOfEachKind(t *testing.T) {
	rounds.NotShort(t, "fails at each of many writes")
	write := func(dir, name, text string) {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(text), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	ingests := func(o IngestOptions, names ...string) func(dir, path string, d disk.Disk, onError func(error)) error {
		return func(dir, path string, d disk.Disk, onError func(error)) error {
			var sources []string
			for _, name := range names {
				sources = append(sources, filepath.Join(dir, name))
			}
			o := o
			o.disk, o.OnError = d, onError
			if o.Prune != nil {
				o.Prune = sources
			}
			x, _, err := Ingest(ctx, path, ingest.Files(sources...), o)
			if x != nil {
				err = errors.Join(err, x.Close())
			}
			return err
		}
	}
	opened := func(do func(x *Index, d disk.Disk, onError func(error)) error) func(dir, path string, d disk.Disk, onError func(error)) error {
		return func(_, path string, d disk.Disk, onError func(error)) error {
			x, err := Open(path)
			if err != nil {
				return err
			}
			err = do(x, d, onError)
			return errors.Join(err, x.Close())
		}
	}
	for _, tt := range []struct {
		name   string
		change func(dir, path string) // before the run
		run    func(dir, path string, d disk.Disk, onError func(error)) error
	}{
		{"update", func(dir, _ string) {
			write(dir, "a/1.txt", "Another story\n\nIt is a new one.")
			write(dir, "c/1.txt", "One more")
		}, ingests(IngestOptions{}, "a", "c")},
		{"fresh", nil, ingests(IngestOptions{Fresh: true}, "a")},
		{"prune", func(dir, _ string) {
			os.Remove(filepath.Join(dir, "a/1.txt"))
			os.Remove(filepath.Join(dir, "b/texts.jsonl"))
		}, ingests(IngestOptions{Prune: []string{}}, "a", "b")},
		{"moved", func(dir, _ string) { os.Rename(filepath.Join(dir, "a"), filepath.Join(dir, "c")) }, ingests(IngestOptions{}, "c")},
		{"taken in", func(dir, _ string) {
			for _, name := range []string{"a", "b"} {
				write(dir, "c/1.txt", "One more")
				os.Rename(filepath.Join(dir, name), filepath.Join(dir, "c", name))
			}
			for _, name := range []string{"sound"} { // they are known there
				if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
					t.Fatal(err)
				}
				mustIngest(t, filepath.Join(dir, name), IngestOptions{}, filepath.Join(dir, "c", "a"), filepath.Join(dir, "c", "b"))
			}
		}, ingests(IngestOptions{}, "c")},
		{"renamed", nil, ingests(IngestOptions{SourceName: "ours"}, "a")},
		{"delete", nil, opened(func(x *Index, d disk.Disk, onError func(error)) error {
			_, err := x.Update(ctx, seq(), Options{Delete: []string{"https://harbour.example/live"}, disk: d, OnError: onError})
			return err
		})},
		{"reclean", nil, opened(func(x *Index, d disk.Disk, onError func(error)) error {
			_, err := x.Reclean(ctx, IngestOptions{NoTemplates: true, OnError: onError, disk: d})
			return err
		})},
		{"rebuild", nil, func(_, path string, d disk.Disk, onError func(error)) error {
			_, err := Rebuild(ctx, path, Options{disk: d, OnError: onError})
			return err
		}},
		{"repair", func(dir, path string) {
			if err := os.Remove(filepath.Join(path, "gen-000001", "bleve", "index_meta.json")); err != nil {
				t.Fatal(err)
			}
		}, func(_, path string, d disk.Disk, onError func(error)) error {
			_, err := Repair(ctx, path, Options{disk: d, OnError: onError})
			return err
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir, sources := ingestedFolder(t)
			before := filepath.Join(dir, "sound")
			mustIngest(t, before, IngestOptions{}, sources...)
			if tt.change != nil {
				tt.change(dir, before)
			}
			f := faults{t: t, dir: dir, before: before, run: tt.run}
			f.wasBefore = f.state(before)
			path := f.copy()
			if err := tt.run(dir, path, disk.Disk{}, nil); err != nil {
				t.Fatal(err)
			}
			f.isAfter = f.state(path)
			for _, lasting := range []bool{false, true} {
				at := 0
				for ; !f.failAt(at, lasting); at++ {
					if !everyByte() {
						at += 2 + at%5
					}
				}
				t.Logf("lasting %v: %d changes", lasting, at)
			}
		})
	}
}

// faults makes the changes of a run fail.
type faults struct {
	t                  *testing.T
	dir, before        string
	run                func(dir, path string, d disk.Disk, onError func(error)) error
	wasBefore, isAfter string
}

func (f *faults) copy() string {
	path := filepath.Join(f.dir, "i")
	if err := errors.Join(os.RemoveAll(path), os.CopyFS(path, os.DirFS(f.before))); err != nil {
		f.t.Fatal(err)
	}
	return path
}

// state describes an index, with the generation, as Rebuild changes nothing else.
func (f *faults) state(path string) string {
	x, err := Open(path)
	if err != nil {
		return "refused"
	}
	defer x.Close()
	return x.cur.name + "\n" + describedIndex(f.t, x)
}

func (f *faults) failAt(at int, lasting bool) (done bool) {
	t := f.t
	path := f.copy()
	n, what := 0, ""
	refused := errors.New("refused")
	told := 0
	goroutines := runtime.NumGoroutine()
	err := f.run(f.dir, path, disk.Disk{Before: func(change, name string) error {
		n++
		if n-1 < at || n-1 > at && !lasting {
			return nil
		}
		if what == "" {
			what = fmt.Sprintf("change %d, %s %s, lasting %v", at, change, filepath.Base(name), lasting)
		}
		if change == "write" {
			return fmt.Errorf("%w: %w", refused, syscall.ENOSPC)
		}
		return fmt.Errorf("%w: %w", refused, syscall.EIO)
	}}, func(error) { told++ })
	if n <= at {
		return true
	}
	for range 500 {
		if runtime.NumGoroutine() <= goroutines {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if left := runtime.NumGoroutine() - goroutines; left > 0 {
		t.Errorf("%s: %d goroutines are left", what, left)
	}
	state := f.state(path)
	isAfter := state == f.isAfter
	if !isAfter && state != f.wasBefore {
		t.Errorf("%s: the index is neither as before nor as after: %s", what, differing(f.wasBefore, state))
	}
	var published *PublishedError
	var space *SpaceError
	switch is := errors.As(err, &published); {
	case err == nil && (!isAfter || told == 0):
		t.Errorf("%s: no error, told %d, after: %v", what, told, isAfter)
	case err != nil && !errors.Is(err, refused):
		t.Errorf("%s: error %v", what, err)
	case err != nil && is != isAfter && !(is && published.Uncertain):
		t.Errorf("%s: the index is as after: %v, and the error is %v", what, isAfter, err)
	case errors.As(err, &space) && (isAfter || !space.Stays):
		t.Errorf("%s: the index is as after: %v, and the error is %v", what, isAfter, space)
	}
	if isAfter && f.wasBefore == "refused" { // a sound index is not repaired
		if _, err := mustOpen(t, path).Update(ctx, seq(article("z", "z", "z")), Options{}); err != nil {
			t.Errorf("%s: the next run: %v", what, err)
		}
	} else if err := f.run(f.dir, path, disk.Disk{}, nil); err != nil {
		t.Errorf("%s: the next run: %v", what, err)
	} else if _, want, _ := strings.Cut(f.isAfter, "\n"); !strings.HasSuffix(f.state(path), "\n"+want) {
		t.Errorf("%s: the next run ends in another index:\n%s", what, differing(f.isAfter, f.state(path)))
	}
	if err := mustClean(path); err != nil {
		t.Errorf("%s: %v", what, err)
	}
	return false
}

// mustClean returns an error if something is left beside the generation of an index.
func mustClean(path string) error {
	entries, err := os.ReadDir(path)
	if err == nil && len(entries) != 3 {
		err = fmt.Errorf("%v are left", entries)
	}
	v, verr := Verify(ctx, path)
	if len(v.Problems) > 0 {
		err = errors.Join(err, fmt.Errorf("%v", v.Problems))
	}
	return errors.Join(err, verr)
}

// TestPublishedNotOpened checks the error of a run of Ingest whose new index cannot be
// opened after it was published.
func TestPublishedNotOpened(t *testing.T) {
	dir, sources := ingestedFolder(t)
	path := filepath.Join(dir, "i")
	d := disk.Disk{After: func(change, name string) {
		if b, err := os.ReadFile(name); change == "rename" && filepath.Base(name) == disk.CurrentFile && strings.Contains(string(b), disk.GenPrefix) {
			if err = errors.Join(err, os.Remove(filepath.Join(path, "gen-000001", disk.BlocksFile))); err != nil {
				t.Error(err)
			}
		}
	}}
	_, _, err := Ingest(ctx, path, ingest.Files(sources...), IngestOptions{disk: d})
	var published *PublishedError
	var corrupt *CorruptError
	if !errors.As(err, &published) || !errors.As(err, &corrupt) {
		t.Errorf("error %v", err)
	}
}
