package index

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/internal/segment"
	"github.com/newsdex/newsdex/ingest"
)

// storeOf returns the folder of the segments of the index at path.
func storeOf(t *testing.T, path string) string {
	return filepath.Join(path, newest(t, path), disk.BleveDir, disk.StoreDir)
}

// rewrite replaces the bytes of a file, which may be linked.
func rewriteFile(t *testing.T, name string, f func([]byte) []byte) {
	t.Helper()
	b, err := os.ReadFile(name)
	if err == nil {
		err = os.Remove(name)
	}
	if err == nil {
		err = os.WriteFile(name, f(b), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// TestRepairOfExchangedSegments exchanges the files of two segments, one of which has
// deleted articles. Repair recognizes them: nothing is lost, and nothing comes back.
func TestRepairOfExchangedSegments(t *testing.T) {
	build := func(path, letter string) {
		var articles []ingest.Article
		for i := range 30 {
			articles = append(articles, article(fmt.Sprint(letter, i), "title", strings.Repeat(fmt.Sprint("word ", i*i, " "), i)))
		}
		x, err := Open(path)
		if err != nil {
			mustBuild(t, path, articles...)
			return
		}
		defer x.Close()
		if _, err := x.Update(ctx, seq(articles[:20]...), Options{Delete: []string{"a3", "a4", "a29"}}); err != nil {
			t.Fatal(err)
		}
	}
	for _, tt := range []struct {
		name      string
		damage    func(t *testing.T, path string, a, b string)
		lost      int
		uncertain bool
	}{
		{"exchanged", func(t *testing.T, path, a, b string) { exchange(t, a, b) }, 0, false},
		{"exchanged, and one damaged", func(t *testing.T, path, a, b string) {
			exchange(t, a, b)
			rewriteFile(t, a, func(b []byte) []byte { b[len(b)/2] ^= 1; return b })
		}, 1, false},
		{"one of another index", func(t *testing.T, path, a, b string) {
			other := filepath.Join(t.TempDir(), "other")
			build(other, "o")
			files, err := filepath.Glob(filepath.Join(storeOf(t, other), "*.zap"))
			if err != nil || len(files) != 1 {
				t.Fatal(files, err)
			}
			rewriteFile(t, b, func([]byte) []byte {
				b, err := os.ReadFile(files[0])
				if err != nil {
					t.Fatal(err)
				}
				return b
			})
		}, 27, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var path string
			var want map[string]string
			var files []string
			for len(files) != 2 { // Bleve may merge the two at once
				path = filepath.Join(t.TempDir(), "i")
				build(path, "a")
				build(path, "b")
				want = contents(t, mustOpen(t, path))
				var err error
				files, err = filepath.Glob(filepath.Join(storeOf(t, path), "*.zap"))
				if err != nil || len(files) < 1 || len(want) != 27+20 {
					t.Fatal(files, err, len(want))
				}
			}
			tt.damage(t, path, files[0], files[1])
			moved := path + " [1]" // is no pattern
			if err := os.Rename(path, moved); err != nil {
				t.Fatal(err)
			}
			path = moved
			r, err := Repair(ctx, path, Options{})
			if err != nil || r.Sound || (r.Uncertain > 0) != tt.uncertain {
				t.Fatalf("%+v, %v", r, err)
			}
			got := contents(t, mustOpen(t, path))
			lost := 0
			for id := range want {
				if _, is := got[id]; !is {
					lost++
				}
			}
			for id := range got {
				if _, is := want[id]; !is && !strings.HasPrefix(id, "o") {
					t.Errorf("%s is back", id)
				}
			}
			if lost > tt.lost {
				t.Errorf("%d articles are lost, want at most %d: %+v", lost, tt.lost, r)
			}
		})
	}
}

// page is the original of an article.
func page(title, head string) string {
	return "<html><head><title>" + title + "</title>" + head + "</head><body><article><h1>" + title + "</h1>" +
		strings.Repeat("<p>The council of the town voted for the bridge on Tuesday, after a long debate about its cost.</p>", 5) + "</article></body></html>"
}

// TestRepairFromOriginals damages stored articles whose originals are whole. Repair makes
// them again, with their IDs, if it can tell which original is whose.
func TestRepairFromOriginals(t *testing.T) {
	canonical := func(name string) string {
		return `<link rel="canonical" href="https://example.com/` + name + `">`
	}
	for _, tt := range []struct {
		name   string
		pages  map[string]string // by name of the file
		damage []string          // the names whose articles are damaged
		at     func(value []byte) int
		remade int
	}{
		{"by URL", map[string]string{"a.html": page("A", canonical("a")), "b.html": page("B", canonical("b")), "c.html": page("C", "")}, []string{"a.html", "b.html"}, nil, 2},
		{"the only one without URL", map[string]string{"a.html": page("A", canonical("a")), "b.html": page("B", ""), "c.html": page("C", "")}, []string{"a.html", "b.html"}, nil, 2},
		{"two without URL", map[string]string{"a.html": page("A", ""), "b.html": page("B", ""), "c.html": page("C", "")}, []string{"a.html", "b.html"}, nil, 0},
		{"the account", map[string]string{"a.html": page("A", ""), "b.html": page("B", ""), "c.html": page("C", "")}, []string{"a.html", "b.html"}, func(value []byte) int {
			n, size := binary.Uvarint(value)
			return size + int(n>>1) + 10
		}, 2},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			for name, text := range tt.pages {
				if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			path := filepath.Join(t.TempDir(), "i")
			x, _, err := Ingest(ctx, path, ingest.Files(dir), IngestOptions{EveryRevision: true})
			if err != nil {
				t.Fatal(err)
			}
			want := map[string]ingest.Article{} // by ID
			ids := map[string]string{}          // by name of the file
			s, err := x.Snapshot()
			if err != nil {
				t.Fatal(err)
			}
			for a, err := range s.WithOriginals(ctx) {
				if err != nil {
					t.Fatal(err)
				}
				want[a.ID], ids[filepath.Base(a.Path)] = a, a.ID
			}
			if s.Close(); x.Close() != nil || len(want) != 3 {
				t.Fatal(want)
			}
			files, err := filepath.Glob(filepath.Join(storeOf(t, path), "*.zap"))
			if err != nil || len(files) != 1 {
				t.Fatal(files, err)
			}
			rewriteFile(t, files[0], func(b []byte) []byte {
				damageValues(t, b, tt.at, func(id string) bool {
					return slices.ContainsFunc(tt.damage, func(name string) bool { return ids[name] == id })
				})
				return b
			})
			r, err := Repair(ctx, path, Options{})
			if err != nil || r.Sound || r.Remade != tt.remade || len(r.Lost) != len(tt.damage)-tt.remade || r.Stats.Articles != 3-len(r.Lost) || r.Uncertain > 0 {
				t.Fatalf("%+v, %v", r, err)
			}
			for id, a := range storedArticles(t, path) {
				w := want[id]
				if a.Title != w.Title || a.Body != w.Body || a.URL != w.URL || a.Language != w.Language || a.Origin == nil || string(a.Origin.Data) != string(w.Origin.Data) {
					t.Errorf("%s is %+v, and was %+v", id, a, w)
				}
			}
			mustVerify(t, path, r.Stats.Articles)
		})
	}
}

// damageValues changes a byte of the stored value of some documents in the bytes of a
// segment's file: near its end, or where at says.
func damageValues(t *testing.T, b []byte, at func(value []byte) int, which func(id string) bool) {
	t.Helper()
	s := segment.Scan{R: strings.NewReader(string(b)), Size: int64(len(b))}
	places, _, err := s.Offsets()
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for _, place := range places {
		d, next, err := s.Read(int64(place))
		if err != nil || d.Err != nil || !which(d.ID) {
			continue
		}
		found = true
		if at == nil {
			// The end of the first part, whose checksum no longer matches.
			value, err := d.Record.Encode()
			if err != nil {
				t.Fatal(err)
			}
			n, size := binary.Uvarint(value)
			i := strings.LastIndex(string(b[:next]), string(value[size:size+20]))
			if i < int(place) {
				t.Fatal("its value is not found")
			}
			b[i+int(n>>1)/2] ^= 1
			continue
		}
		value, err := d.Record.Encode()
		if err != nil {
			t.Fatal(err)
		}
		k := at(value)
		i := strings.LastIndex(string(b[:next]), string(value[k:k+12]))
		if i < int(place) {
			t.Fatal("its account is not found")
		}
		b[i+4] ^= 1
	}
	if !found {
		t.Fatal("there is no such document")
	}
}
