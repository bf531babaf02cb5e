package index

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/internal/segment"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/ingest"
)

// olderIndex unpacks testdata/format/N.tar.gz, an index of an older format written by
// the newsdex of its time, and returns its path. It has four articles: "council" was
// replaced, in a segment of its own, and "storm" was deleted. The originals of all are
// kept. Of the outlet harbour.example one line is pinned and one refused. The index was
// made with the commands index, index of a changed record, templates and delete. A
// change that raises Format must add such an index made with the newsdex before it.
func olderIndex(t *testing.T, format int) string {
	t.Helper()
	f, err := os.Open(fmt.Sprintf("../testdata/format/%d.tar.gz", format))
	if err != nil {
		t.Fatalf("there is no index of format %d: %v", format, err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if err == io.EOF {
			return filepath.Join(dir, "idx")
		}
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Join(dir, filepath.FromSlash(h.Name))
		if h.Typeflag == tar.TypeDir {
			err = os.MkdirAll(name, 0o755)
		} else {
			var b []byte
			if b, err = io.ReadAll(r); err == nil {
				err = os.WriteFile(name, b, 0o644)
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// storedArticles returns the articles of an index of any format, with their originals.
func storedArticles(t *testing.T, path string) map[string]ingest.Article {
	t.Helper()
	g, err := openStored(path)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]ingest.Article{}
	for a, err := range (&Snapshot{gen: g}).WithOriginals(ctx) {
		if err != nil {
			t.Fatal(err)
		}
		all[a.ID] = a
	}
	if err := g.release(); err != nil {
		t.Fatal(err)
	}
	return all
}

// TestOlderFormats checks for every format from oldestStored on that its index is
// refused with the remedy, or opened if it is of oldestOpened or newer, and that Rebuild
// converts it to the current format completely.
func TestOlderFormats(t *testing.T) {
	for format := oldestStored; format < Format; format++ {
		t.Run(fmt.Sprint(format), func(t *testing.T) {
			path := olderIndex(t, format)
			before := allFiles(t, path)
			for what, f := range map[string]func() error{
				"Open": func() error {
					x, err := Open(path)
					if err == nil {
						err = x.Close()
					}
					return err
				},
				"Verify": func() error { _, err := Verify(ctx, path); return err },
				"Repair": func() error { _, err := Repair(ctx, path, Options{}); return err },
			} {
				err := f()
				if format >= oldestOpened {
					if err != nil {
						t.Errorf("%s: error %v", what, err)
					}
					continue
				}
				var older *OlderError
				if !errors.As(err, &older) || older.Format != format || !older.CanRebuild() {
					t.Errorf("%s: error %v", what, err)
				}
			}
			if after := allFiles(t, path); !slices.Equal(after, before) {
				t.Fatalf("the files were %v and are %v", before, after)
			}

			want := storedArticles(t, path)
			council := want["council"]
			if len(want) != 4 || council.Title != "Council votes for the bridge" || len(council.Removed) != 1 || council.Removed[0].Rule != "template" ||
				council.Origin == nil || !strings.Contains(string(council.Origin.Data), "by nine votes") || want["storm"].ID != "" {
				t.Fatalf("it holds %+v", want)
			}
			old, err := readManifest(filepath.Join(path, newest(t, path)), oldestStored)
			if err != nil {
				t.Fatal(err)
			}
			_, templates, err := readTemplates(filepath.Join(path, newest(t, path)))
			if err != nil || !strings.Contains(string(templates), "All our news by letter.") {
				t.Fatalf("its templates are %s, %v", templates, err)
			}
			stats, err := Rebuild(ctx, path, Options{})
			if err != nil || stats.Articles != 4 {
				t.Fatalf("%+v, %v", stats, err)
			}
			mustVerify(t, path, 4)
			got := storedArticles(t, path)
			withoutSources(want) // the oldest indexes know no sources, but files
			withoutSources(got)
			if !reflect.DeepEqual(got, want) {
				t.Errorf("it holds\n%+v, and held\n%+v", got, want)
			}
			m, err := readManifest(filepath.Join(path, newest(t, path)), Format)
			if err != nil || m.Fingerprints.Cleaning != old.Fingerprints.Cleaning {
				t.Errorf("cleaned by %d, and was by %d: %v", m.Fingerprints.Cleaning, old.Fingerprints.Cleaning, err)
			}
			_, now, err := readTemplates(filepath.Join(path, newest(t, path)))
			if err != nil || string(now) != string(templates) {
				t.Errorf("its templates are %s, and were %s: %v", now, templates, err)
			}
			s, err := mustOpen(t, path).Snapshot()
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			found := 0
			for _, seg := range s.Postings().Segments() {
				docs, err := seg.Docs(schema.Body.In("en"), "bridg")
				if err != nil {
					t.Fatal(err)
				}
				found += int(docs.GetCardinality())
			}
			if found != 1 {
				t.Errorf("a word is found in %d articles", found)
			}
		})
	}
}

// TestUpdateOfOlderFormats changes indexes of the older formats that are opened as they
// are. Articles that do not change stay as they were stored.
func TestUpdateOfOlderFormats(t *testing.T) {
	for format := oldestOpened; format < Format; format++ {
		path := olderIndex(t, format)
		want := storedArticles(t, path)
		x := mustOpen(t, path)
		if _, err := x.Put(ctx, article("new", "A new article", "The mayor opened the library.")); err != nil {
			t.Fatal(err)
		}
		mustVerify(t, path, 5)
		got := storedArticles(t, path)
		if got["new"].Title != "A new article" {
			t.Errorf("format %d: it holds %+v", format, got)
		}
		delete(got, "new")
		if !reflect.DeepEqual(got, want) {
			t.Errorf("format %d: it holds\n%+v, and held\n%+v", format, got, want)
		}
		m, err := readManifest(filepath.Join(path, newest(t, path)), Format)
		if err != nil || m.Format != Format {
			t.Errorf("format %d became %d: %v", format, m.Format, err)
		}
	}
}

// TestRepairOfOlderFormats damages indexes of older formats. Rebuild reports the
// damage, and Repair makes an index of the current format from the articles, an unreadable
// one from its original.
func TestRepairOfOlderFormats(t *testing.T) {
	for format := oldestStored; format < Format; format++ {
		for what, damage := range map[string]func(t *testing.T, path string) (remade int){
			"a stored article": func(t *testing.T, path string) int {
				damageStored(t, filepath.Join(path, newest(t, path), disk.BleveDir, "store"), "ferry")
				return 1
			},
			"the pointer": func(t *testing.T, path string) int {
				if err := os.Remove(filepath.Join(path, disk.CurrentFile)); err != nil {
					t.Fatal(err)
				}
				return 0
			},
			"the manifest": func(t *testing.T, path string) int {
				if err := os.Remove(filepath.Join(path, newest(t, path), disk.ManifestFile)); err != nil {
					t.Fatal(err)
				}
				return 0
			},
		} {
			t.Run(fmt.Sprintf("%d, %s", format, what), func(t *testing.T) {
				path := olderIndex(t, format)
				want := storedArticles(t, path)
				withoutSources(want)
				remade := damage(t, path)
				var corrupt *disk.CorruptError
				if _, err := Rebuild(ctx, path, Options{}); !errors.As(err, &corrupt) {
					t.Errorf("Rebuild: error %v", err)
				}
				r, err := Repair(ctx, path, Options{})
				if err != nil || r.Sound || r.Stats.Articles != 4 || r.Remade != remade || len(r.Lost) > 0 || len(r.LostOriginals) > 0 || r.LostTemplates != "" {
					t.Fatalf("%+v, %v", r, err)
				}
				mustVerify(t, path, 4)
				for id, a := range storedArticles(t, path) {
					a.Source, a.Place = "", ""
					if remade > 0 && id == "ferry" {
						// The language was given by the command, which Repair does not know, and
						// the file stood in the damaged part.
						a.DeclaredLanguage, a.File, a.Digest = want[id].DeclaredLanguage, want[id].File, want[id].Digest
					}
					if !reflect.DeepEqual(a, want[id]) {
						t.Errorf("%s is %+v, and was %+v", id, a, want[id])
					}
				}
			})
		}
	}
}

// withoutSources removes the sources of articles and their places there.
func withoutSources(articles map[string]ingest.Article) {
	for id, a := range articles {
		a.Source, a.Place = "", ""
		articles[id] = a
	}
}

// damageStored clears some bytes of the stored article with an ID, and of a replaced
// article with that ID.
func damageStored(t *testing.T, store, id string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(store, "*.zap"))
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		s := segment.Scan{R: bytes.NewReader(b), Size: int64(len(b))}
		places, _, err := s.Offsets()
		if err != nil {
			t.Fatal(err)
		}
		for _, at := range places {
			d, next, err := s.Read(int64(at))
			if err == nil && d.ID == id {
				clear(b[next-20 : next])
				found = true
			}
		}
		if err := os.WriteFile(file, b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if !found {
		t.Fatalf("no article %s is stored", id)
	}
}

// TestOtherFormats checks that no conversion touches an index whose articles are stored
// in another form: one that is too old, and one of a newer newsdex.
func TestOtherFormats(t *testing.T) {
	for _, format := range []int{oldestStored - 1, Format + 1} {
		path := filepath.Join(t.TempDir(), "i")
		mustBuild(t, path, smallNews()...)
		dir := filepath.Join(path, newest(t, path))
		m, err := readManifest(dir, Format)
		if err != nil {
			t.Fatal(err)
		}
		m.Format = format
		if err := writeManifest(disk.Disk{}, m, dir); err != nil {
			t.Fatal(err)
		}
		if _, err := publish(disk.Disk{}, path, filepath.Base(dir)); err != nil {
			t.Fatal(err)
		}
		before := allFiles(t, path)
		refused := func(damage string) {
			for what, f := range map[string]func() error{
				"Open":    func() error { _, err := Open(path); return err },
				"Rebuild": func() error { _, err := Rebuild(ctx, path, Options{}); return err },
				"Repair":  func() error { _, err := Repair(ctx, path, Options{}); return err },
			} {
				var older *OlderError
				var newer *NewerError
				err := f()
				isOlder, isNewer := errors.As(err, &older) && !older.CanRebuild() && older.Format == format, errors.As(err, &newer) && newer.Format == format
				if isOlder != (format < Format) || isNewer != (format > Format) {
					t.Errorf("format %d, %s: %s: error %v", format, damage, what, err)
				}
			}
			if after := allFiles(t, path); !slices.Equal(after, before) {
				t.Errorf("format %d, %s: the files were %v and are %v", format, damage, before, after)
			}
		}
		refused("sound")
		meta := filepath.Join(dir, disk.BleveDir, "index_meta.json")
		if err := os.WriteFile(meta, []byte("{}"), 0o644); err != nil {
			t.Fatal(err)
		}
		refused("damaged")
	}
}

// TestRepairOfOtherAnalysis checks that Repair refuses an undamaged index of another
// analysis, and saves a damaged one.
func TestRepairOfOtherAnalysis(t *testing.T) {
	path := filepath.Join(t.TempDir(), "i")
	mustBuild(t, path, smallNews()...)
	other := currentFingerprints()
	other.Analysis--
	refinger(t, path, other)
	var wrong *FingerprintError
	if _, err := Repair(ctx, path, Options{}); !errors.As(err, &wrong) {
		t.Errorf("error %v", err)
	}
	meta := filepath.Join(path, newest(t, path), disk.BleveDir, "index_meta.json")
	if err := os.WriteFile(meta, []byte("{}"), 0o644); err != nil {
		t.Fatal(err)
	}
	if r, err := Repair(ctx, path, Options{}); err != nil || r.Sound || r.Stats.Articles != 4 {
		t.Errorf("%+v, %v", r, err)
	}
	mustVerify(t, path, 4)
}
