package index

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// desktopFiles are files that file managers make in folders of a generation.
var desktopFiles = []string{
	".DS_Store", "._manifest.json", "Thumbs.db", "desktop.ini", ".directory", "bleve/.DS_Store", "bleve/._index_meta.json",
	"bleve/store/Thumbs.db", "bleve/store/._root.bolt", "bleve/store/._000000000001.zap", "originals/.DS_Store", "originals/._00000001.zst",
}

// TestDesktopFiles puts files of file managers into a generation. They stop no reader and
// no writer and stay as they are. When the generation is removed its folder stays with
// them, which is told once.
func TestDesktopFiles(t *testing.T) {
	update := func(path string, o Options) error {
		x, err := Open(path)
		if err != nil {
			return err
		}
		_, err = x.Update(ctx, seq(article("b", "new", "")), o)
		return errors.Join(err, x.Close())
	}
	for name, write := range map[string]func(path string, o Options) error{
		"update": update,
		"update with checkpoints": func(path string, o Options) error {
			o.Resume, o.Checkpoint = "test", 1
			return update(path, o)
		},
		"build": func(path string, o Options) error {
			_, err := Build(ctx, path, seq(article("b", "new", "")), o)
			return err
		},
		"rebuild": func(path string, o Options) error { _, err := Rebuild(ctx, path, o); return err },
		"repair": func(path string, o Options) error {
			if err := os.Remove(filepath.Join(path, "gen-000001", "bleve", "store", "root.bolt")); err != nil {
				return err
			}
			_, err := Repair(ctx, path, o)
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "i")
			put := func(name string) {
				if err := os.WriteFile(name, []byte("mine"), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if err := os.Mkdir(path, 0o755); err != nil {
				t.Fatal(err)
			}
			put(filepath.Join(path, ".DS_Store")) // a folder with no more than that may become an index
			mustBuild(t, path, withOriginData(article("a", "old", "text"), "<p>text"))
			old := filepath.Join(path, "gen-000001")
			for _, name := range desktopFiles {
				put(filepath.Join(old, filepath.FromSlash(name)))
			}
			mustVerify(t, path, 1)
			var told []error
			if err := write(path, Options{OnError: func(err error) { told = append(told, err) }}); err != nil {
				t.Fatal(err)
			}
			var left *LeftError
			if len(told) != 1 || !errors.As(told[0], &left) || left.Folder != old || !strings.Contains(left.Error(), left.File) {
				t.Errorf("told %v", told)
			}
			if files := allFiles(t, old); len(files) != len(desktopFiles) {
				t.Errorf("%v are left", files)
			}
			for _, name := range desktopFiles {
				name = filepath.Join(old, filepath.FromSlash(name))
				info, err := os.Stat(name)
				if err != nil || info.Size() != 4 || info.Mode().Perm() != 0o600 {
					t.Errorf("%s: %v, %v", name, info, err)
				}
			}
			told = nil
			if err := update(path, Options{OnError: func(err error) { told = append(told, err) }}); err != nil || len(told) > 0 {
				t.Errorf("the next run: %v, told %v", err, told)
			}
			x := mustOpen(t, path)
			if _, err := x.Update(ctx, seq(article("c", "newer", "")), Options{OnError: func(err error) { told = append(told, err) }}); err != nil || len(told) > 0 {
				t.Errorf("another run: %v, told %v", err, told)
			}
			gens, err := generations(path)
			if err != nil || len(gens) != 1 || gens[0] == "gen-000001" {
				t.Errorf("generations %v, %v", gens, err)
			}
			if v, err := Verify(ctx, path); err != nil || len(v.Problems) > 0 {
				t.Errorf("%v, %v", v.Problems, err)
			}
			if err := errors.Join(os.Remove(filepath.Join(path, "CURRENT")), os.RemoveAll(filepath.Join(path, gens[0]))); err != nil {
				t.Fatal(err)
			}
			if IsIndex(path) {
				t.Error("the folder that is left is taken for a generation")
			}
		})
	}
}
