package index

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/internal/rounds"
	"github.com/newsdex/newsdex/index/internal/segment"
	"github.com/newsdex/newsdex/ingest"
)

// TestRepairOfOriginals damages originals: the articles come back without the damaged
// originals, which are named.
func TestRepairOfOriginals(t *testing.T) {
	rounds.NotShort(t, "damages and repairs a dozen indexes")
	dir := filepath.Join(generationName(2), disk.OriginalsDir)
	var at int64 // of the original of a in its file
	for _, tt := range []struct {
		name   string
		damage func(path string) error
		lost   []string // the IDs, in order
	}{
		{"an original", func(path string) error {
			name := filepath.Join(path, dir, "00000001.zst")
			b, err := os.ReadFile(name)
			if err == nil {
				b[at+10] ^= 1
				err = errors.Join(os.Remove(name), os.WriteFile(name, b, 0o644))
			}
			return err
		}, []string{"a"}},
		{"a file's end", func(path string) error { return os.Truncate(filepath.Join(path, dir, "00000001.zst"), 40) }, []string{"a", "b", "d"}},
		{"a file", func(path string) error { return os.Remove(filepath.Join(path, dir, "00000002.zst")) }, []string{"e"}},
		{"which are in use", func(path string) error { return os.WriteFile(filepath.Join(path, dir, disk.OriginalsDead), nil, 0o644) }, nil},
		{"the folder", func(path string) error { return os.RemoveAll(filepath.Join(path, dir)) }, []string{"a", "b", "d", "e"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "i")
			articles := smallNews()
			for i := range articles {
				articles[i] = withOriginData(articles[i], "<p>"+strings.Repeat(articles[i].ID, 9))
			}
			mustBuild(t, path, articles...)
			x, err := Open(path)
			if err != nil {
				t.Fatal(err)
			}
			e := withOriginData(article("e", "After the bid", "No word."), "<p>No word</p>")
			if _, err := x.Update(ctx, seq(e), Options{Delete: []string{"c"}}); err != nil {
				t.Fatal(err)
			}
			before := contents(t, x)
			rec, ok, err := x.cur.view.Find("a")
			if err != nil || !ok || x.cur.originals.Load() != nil {
				t.Fatal(ok, err)
			}
			at = x.cur.originals.File(rec.Original).Find(rec.Original).At
			if err := x.Close(); err != nil {
				t.Fatal(err)
			}
			if err := tt.damage(path); err != nil {
				t.Fatal(err)
			}
			r, err := Repair(ctx, path, Options{})
			if err != nil {
				t.Fatal(err)
			}
			var lost []string
			for _, l := range r.LostOriginals {
				lost = append(lost, l.ID)
				if !strings.HasPrefix(l.Path, filepath.Join(path, dir)) || l.Problem == "" {
					t.Errorf("%+v", l)
				}
			}
			slices.Sort(lost)
			if r.Sound || !slices.Equal(lost, tt.lost) || len(r.Lost) > 0 {
				t.Errorf("lost %v, want %v: %+v", lost, tt.lost, r)
			}
			x = mustOpen(t, path)
			if after := contents(t, x); fmt.Sprint(after) != fmt.Sprint(before) {
				t.Errorf("the index holds %v, and held %v", after, before)
			}
			for _, id := range []string{"a", "b", "d", "e"} {
				_, err := x.Original(id)
				if want := slices.Contains(tt.lost, id); want != errors.Is(err, ErrNoOriginal) || !want && err != nil {
					t.Errorf("the original of %s: %v", id, err)
				}
			}
			mustVerify(t, path, len(before))
		})
	}
}

// newest returns the generation that readers open.
func newest(t *testing.T, path string) string {
	t.Helper()
	gen, err := currentGeneration(path)
	if err != nil {
		t.Fatal(err)
	}
	return gen
}

// TestRepairOfTemplates checks that Repair reports lost templates, and that undamaged
// ones stay.
func TestRepairOfTemplates(t *testing.T) {
	for _, lost := range []bool{false, true} {
		path := filepath.Join(t.TempDir(), "i")
		if _, err := Build(ctx, path, seq(columns(t, 0, 12, nil)...), Options{Templates: new(ingest.Templates)}); err != nil {
			t.Fatal(err)
		}
		x := mustOpen(t, path)
		before, err := x.Templates()
		if err != nil {
			t.Fatal(err)
		}
		damaged := map[bool]string{false: filepath.Join(disk.BleveDir, "index_meta.json"), true: disk.TemplatesFile}[lost]
		if err := os.WriteFile(filepath.Join(path, newest(t, path), damaged), []byte("{}"), 0o644); err != nil {
			t.Fatal(err)
		}
		r, err := Repair(ctx, path, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if (r.LostTemplates != "") != lost {
			t.Errorf("with %s damaged, templates lost: %q", damaged, r.LostTemplates)
		}
		after, err := mustOpen(t, path).Templates()
		if err != nil {
			t.Fatal(err)
		}
		b, berr := before.MarshalJSON()
		a, aerr := after.MarshalJSON()
		if err := errors.Join(aerr, berr); err != nil || (string(a) == string(b)) == lost {
			t.Errorf("with %s damaged, the templates were %s and are %s, %v", damaged, b, a, err)
		}
	}
}

// A badDisk cannot read some sectors.
type badDisk struct {
	io.ReaderAt
	bad map[int64]bool
}

func (d badDisk) ReadAt(b []byte, at int64) (int, error) {
	for s := at / segment.Sector; s <= (at+int64(len(b))-1)/segment.Sector; s++ {
		if d.bad[s] {
			return 0, syscall.EIO
		}
	}
	return d.ReaderAt.ReadAt(b, at)
}

// TestScanOfBadDisk checks that in a file with unreadable sectors exactly the documents
// in other sectors are found.
func TestScanOfBadDisk(t *testing.T) {
	rounds.NotShort(t, "scans a file once for each of its sectors")
	path := filepath.Join(t.TempDir(), "i")
	var articles []ingest.Article
	for i := range 60 {
		articles = append(articles, article(fmt.Sprint("a", i), fmt.Sprint("Title ", i), fmt.Sprintf("%x %[1]b", i*7919*7919*7919)))
	}
	mustBuild(t, path, articles...)
	files, err := filepath.Glob(filepath.Join(path, generationName(1), disk.BleveDir, "store", "*.zap"))
	if err != nil || len(files) != 1 {
		t.Fatal(files, err)
	}
	f, err := os.Open(files[0])
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	scan := func(bad ...int64) (found, failed int, err error) {
		d := badDisk{f, map[int64]bool{}}
		for _, s := range bad {
			d.bad[s] = true
		}
		s := segment.Scan{R: d, Size: info.Size()}
		err = s.Each(func(d segment.FoundDoc) bool {
			if d.Err == nil {
				found++
			} else {
				failed++
			}
			return true
		})
		return found, failed, err
	}
	if found, failed, err := scan(); found != 60 || failed != 0 || err != nil {
		t.Fatalf("of a sound file %d found, %d not: %v", found, failed, err)
	}
	last := (info.Size() - 1) / segment.Sector
	for bad := range last + 1 {
		if bad > 10 && bad < last-10 && bad%3 > 0 && !rounds.Long() {
			continue
		}
		found, failed, err := scan(bad)
		if found < 50 || found+failed != 60 && err == nil || bad < 10 && (found == 60 || failed == 0) {
			t.Errorf("sector %d: %d found, %d not: %v", bad, found, failed, err)
		}
		found, _, err = scan(bad, last) // so that the positions of documents are unknown
		if found < 45 || !errors.Is(err, syscall.EIO) {
			t.Errorf("sectors %d and %d: %d found: %v", bad, last, found, err)
		}
	}
	if _, _, err := disk.ChecksumFile("/proc/self/mem", make([]byte, 10)); errors.Is(err, syscall.EIO) { // as Linux says
		if corrupt := (*disk.CorruptError)(nil); !errors.As(err, &corrupt) {
			t.Errorf("what the disk does not give is no damage: %v", err)
		}
	}
}
