package index

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/internal/rounds"
	"github.com/newsdex/newsdex/ingest"
)

// twoSegments makes an index of two segments, with a replaced and a deleted article: of
// a0 to a39, a38 is changed, a39 is deleted, and n is new.
func twoSegments(t *testing.T, path string) map[string]string {
	t.Helper()
	var articles []ingest.Article
	for i := range 40 {
		articles = append(articles, article(fmt.Sprint("a", i), fmt.Sprint("Title ", i), strings.Repeat(fmt.Sprint("Some words and ", i*i, " others. "), 20)))
	}
	for {
		mustBuild(t, path, articles...)
		x, err := Open(path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := x.Update(ctx, seq(article("a38", "changed", "now"), article("n", "new", "text")), Options{Delete: []string{"a39"}}); err != nil {
			t.Fatal(err)
		}
		want := contents(t, x)
		if err := x.Close(); err != nil {
			t.Fatal(err)
		}
		files, err := filepath.Glob(filepath.Join(path, generationName(2), disk.BleveDir, disk.StoreDir, "*.zap"))
		if err != nil {
			t.Fatal(err)
		}
		if len(files) == 2 {
			return want
		}
		if err := os.RemoveAll(path); err != nil { // Bleve may merge the two at once
			t.Fatal(err)
		}
	}
}

// TestRepair damages an index in one way after another. Repair saves all articles
// except the damaged ones, and names these. Deleted or replaced articles come back only
// if nothing shows that they were, and are counted.
func TestRepair(t *testing.T) {
	rounds.NotShort(t, "damages and repairs a dozen indexes")
	store := filepath.Join(generationName(2), disk.BleveDir, "store")
	segment := func(t *testing.T, path string, largest bool) string {
		files, err := filepath.Glob(filepath.Join(path, store, "*.zap"))
		if err != nil || len(files) < 2 {
			t.Fatal(files, err)
		}
		size := func(name string) int64 {
			fi, err := os.Stat(name)
			if err != nil {
				t.Fatal(err)
			}
			return fi.Size()
		}
		slices.SortFunc(files, func(a, b string) int { return int(size(a) - size(b)) })
		if largest {
			return files[len(files)-1]
		}
		return files[0]
	}
	change := func(t *testing.T, name string, f func([]byte) []byte) {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Remove(name); err != nil { // it may be linked
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f(b), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	remove := func(t *testing.T, name string) {
		if err := os.Remove(name); err != nil {
			t.Fatal(err)
		}
	}
	for _, tt := range []struct {
		name                string
		damage              func(t *testing.T, path string)
		lost                int // largest number of lost articles
		listed              bool
		uncertain           bool
		maybeBack, maybeOld bool
	}{
		{"nothing", func(*testing.T, string) {}, 0, false, false, false, false},
		{"pointer", func(t *testing.T, path string) { remove(t, filepath.Join(path, disk.CurrentFile)) }, 0, false, false, false, false},
		{"manifest", func(t *testing.T, path string) { remove(t, filepath.Join(path, generationName(2), disk.ManifestFile)) }, 0, false, false, false, false},
		{"meta", func(t *testing.T, path string) {
			remove(t, filepath.Join(path, generationName(2), disk.BleveDir, "index_meta.json"))
		}, 0, false, false, false, false},
		{"a stored article", func(t *testing.T, path string) {
			change(t, segment(t, path, true), func(b []byte) []byte { clear(b[100:140]); return b })
		}, 1, true, false, false, false},
		{"the end of a segment", func(t *testing.T, path string) {
			change(t, segment(t, path, true), func(b []byte) []byte { return b[:len(b)-1000] })
		}, 0, false, false, false, false},
		{"half of a segment", func(t *testing.T, path string) {
			change(t, segment(t, path, true), func(b []byte) []byte { clear(b[len(b)/2:]); return b })
		}, 39, false, false, false, false},
		{"a segment", func(t *testing.T, path string) { remove(t, segment(t, path, false)) }, 2, true, false, false, false},
		{"the list of segments", func(t *testing.T, path string) {
			change(t, filepath.Join(path, store, disk.RootFile), func(b []byte) []byte { clear(b); return b })
		}, 0, false, true, true, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "i")
			want := twoSegments(t, path)
			tt.damage(t, path)
			_, oerr := Open(path)
			r, err := Repair(ctx, path, Options{})
			if err != nil {
				t.Fatal(err)
			}
			if r.Sound != (oerr == nil) {
				t.Fatalf("Open: %v; Repair: sound %v", oerr, r.Sound)
			}
			x, err := Open(path)
			if err != nil {
				t.Fatal(err)
			}
			got := contents(t, x)
			if err := x.Close(); err != nil {
				t.Error(err)
			}
			lost := 0
			for id, title := range want {
				if now, is := got[id]; !is {
					lost++
				} else if now != title {
					t.Errorf("%s is %q, want %q", id, now, title)
				}
			}
			for id := range maps.Keys(got) {
				if _, is := want[id]; !is && !(id == "a39" && tt.maybeBack) {
					t.Errorf("%s is back", id)
				}
			}
			if lost > tt.lost || (len(r.Lost) > 0) != tt.listed || (r.Uncertain > 0) != tt.uncertain {
				t.Errorf("%d articles lost, want at most %d; listed %v; %d uncertain", lost, tt.lost, r.Lost, r.Uncertain)
			}
			mustVerify(t, path, len(got))
			if gens, err := generations(path); err != nil || len(gens) != 1 {
				t.Errorf("generations %v, %v", gens, err)
			}
		})
	}
}

// TestRepairOfNothing checks that an unreadable index stays as it is.
func TestRepairOfNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "i")
	if _, err := Repair(ctx, path, Options{}); !errors.Is(err, ErrNoIndex) {
		t.Errorf("of nothing: %v", err)
	}
	mustBuild(t, path, article("a", "t", "b"))
	before := allFiles(t, path)
	for _, file := range before {
		if filepath.Ext(file) == ".zap" {
			if err := os.Truncate(file, 0); err != nil {
				t.Fatal(err)
			}
		}
	}
	if _, err := Repair(ctx, path, Options{}); !errors.Is(err, ErrNoArticles) {
		t.Errorf("of an index without an article: %v", err)
	}
	if after := allFiles(t, path); !slices.Equal(before, after) {
		t.Errorf("the files were %v and are %v", before, after)
	}
}
