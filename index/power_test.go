//go:build unix

package index

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/internal/rounds"
)

// A power models the state of an index folder after a loss of power. For a file it
// keeps the content when newsdex last synced it, and for a folder the names at its last
// sync; Bleve's own syncs do not count. So it is at least as bad as a disk, which
// writes in its own order.
type power struct {
	mu    sync.Mutex
	root  string // the folder of the index
	blobs map[uint64]*blob
	dirs  map[string]map[string]entry
	event func(*power)
}

// A blob is the synced content of a file.
type blob struct{ data []byte }

// An entry is a name in a folder: of a file, or of a folder if blob is nil.
type entry struct{ *blob }

func newPower(root string) *power {
	return &power{root: root, blobs: map[uint64]*blob{}, dirs: map[string]map[string]entry{}}
}

// disk returns a disk that p watches.
func (p *power) disk() disk.Disk {
	return disk.Disk{
		Before: func(change, name string) error {
			p.mu.Lock()
			defer p.mu.Unlock()
			if change == "remove" {
				p.forget(name)
			}
			return nil
		},
		After: func(change, name string) {
			p.mu.Lock()
			defer p.mu.Unlock()
			if change == "sync" {
				p.sync(name)
			}
			if p.event != nil {
				p.event(p)
			}
		},
	}
}

func (p *power) blob(info fs.FileInfo) *blob {
	ino := info.Sys().(*syscall.Stat_t).Ino
	if p.blobs[ino] == nil {
		p.blobs[ino] = new(blob)
	}
	return p.blobs[ino]
}

// forget drops the numbers of removed files, which other files may get.
func (p *power) forget(name string) {
	filepath.WalkDir(name, func(name string, d fs.DirEntry, err error) error {
		if info, err := os.Lstat(name); err == nil && info.Sys().(*syscall.Stat_t).Nlink == 1 {
			delete(p.blobs, info.Sys().(*syscall.Stat_t).Ino)
		}
		return nil
	})
}

func (p *power) sync(name string) {
	info, err := os.Lstat(name)
	if err != nil {
		panic(err)
	}
	if !info.IsDir() {
		if p.blob(info).data, err = os.ReadFile(name); err != nil {
			panic(err)
		}
		return
	}
	p.dirs[name] = p.entries(name)
}

// entries returns the present names in a folder.
func (p *power) entries(dir string) map[string]entry {
	names := map[string]entry{}
	list, err := os.ReadDir(dir)
	if err != nil {
		return names
	}
	for _, d := range list {
		if d.IsDir() {
			names[d.Name()] = entry{}
		} else if info, err := d.Info(); err == nil {
			names[d.Name()] = entry{p.blob(info)}
		}
	}
	return names
}

// fail writes the state after a loss of power to the folder to. With eager, all changes
// of names are on disk and only the contents of files are as last synced; otherwise
// only synced names are on disk.
func (p *power) fail(to string, eager bool) error {
	if _, safe := p.dirs[filepath.Dir(p.root)][filepath.Base(p.root)]; !safe && !eager {
		return nil
	}
	return p.restore(p.root, to, eager)
}

func (p *power) restore(dir, to string, eager bool) error {
	if err := os.Mkdir(to, 0o755); err != nil {
		return err
	}
	names := p.dirs[dir]
	if eager {
		names = p.entries(dir)
	}
	var errs []error
	for name, e := range names {
		target := filepath.Join(to, name)
		if e.blob == nil {
			errs = append(errs, p.restore(filepath.Join(dir, name), target, eager))
		} else {
			errs = append(errs, os.WriteFile(target, e.data, 0o644))
		}
	}
	return errors.Join(errs...)
}

// TestPower cuts the power after every change that a build and two updates make, one of
// them with a checkpoint before each article, and after each has returned. The
// remaining index is the previous round or the next one, and once a run has returned,
// the latter. A new run on it succeeds.
func TestPower(t *testing.T) {
	rounds.NotShort(t, "fails at each of many writes")
	dir := t.TempDir()
	path := filepath.Join(dir, "i")
	p := newPower(path)
	moments, done := 0, -1 // last acknowledged round
	look := func(next int, again bool) {
		for _, eager := range []bool{false, true} {
			left := filepath.Join(t.TempDir(), "left")
			if err := p.fail(left, eager); err != nil {
				t.Fatal(err)
			}
			moments++
			x, err := Open(left)
			if errors.Is(err, ErrNoIndex) && done < 0 {
				continue
			}
			if err != nil {
				t.Fatalf("moment %d of round %d, eager %v: %v", moments, next, eager, err)
			}
			s, err := x.Snapshot()
			if err != nil {
				t.Fatal(err)
			}
			if err := checkRound(s); err != nil {
				t.Errorf("moment %d of round %d: %v", moments, next, err)
			}
			_, errDone := x.Get(fmt.Sprint("only", done))
			_, errNext := x.Get(fmt.Sprint("only", next))
			if errDone != nil && (errNext != nil || next == done) {
				t.Errorf("moment %d of round %d: round %d is lost: %v", moments, next, done, errDone)
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
			if again {
				o := Options{Resume: "power", Delete: []string{fmt.Sprint("only", next-1)}}
				if _, err := x.Update(ctx, seq(round(next)...), o); err != nil {
					t.Errorf("moment %d of round %d: the next run: %v", moments, next, err)
				}
				mustVerify(t, left, 21)
			}
			if err := x.Close(); err != nil {
				t.Error(err)
			}
		}
	}
	for n := range 3 {
		events := 0
		p.event = func(*power) {
			if events++; n < 2 && events%(3/rounds.Of(3)) == 0 || events%(21/rounds.Of(3)) == 0 || everyByte() {
				look(n, events%10 == 0 || everyByte())
			}
		}
		o := Options{disk: p.disk(), Delete: []string{fmt.Sprint("only", n-1)}, Resume: "power"}
		if n == 2 {
			o.Checkpoint = time.Nanosecond
		}
		if n == 0 {
			if _, err := Build(ctx, path, seq(round(n)...), o); err != nil {
				t.Fatal(err)
			}
		} else {
			x, err := Open(path)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := x.Update(ctx, seq(round(n)...), o); err != nil {
				t.Fatal(err)
			}
			if err := x.Close(); err != nil {
				t.Fatal(err)
			}
		}
		done = n
		look(n, true)
	}
	t.Logf("%d moments", moments)
}
