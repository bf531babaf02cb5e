//go:build unix

package index

import (
	"fmt"
	"io/fs"
	"maps"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/internal/rounds"
)

// strangers are things that newsdex does not make. Each is put at name; outside is a
// folder beside the index with a file.
var strangerKinds = []struct {
	kind string
	put  func(t *testing.T, name, outside string) error
}{
	{"link to a file", func(_ *testing.T, name, outside string) error {
		return os.Symlink(filepath.Join(outside, "precious"), name)
	}},
	{"dangling link", func(_ *testing.T, name, outside string) error {
		return os.Symlink(filepath.Join(outside, "missing"), name)
	}},
	{"link to a folder", func(_ *testing.T, name, outside string) error { return os.Symlink(outside, name) }},
	{"link to a device", func(_ *testing.T, name, _ string) error { return os.Symlink("/dev/zero", name) }},
	{"pipe", func(_ *testing.T, name, _ string) error { return syscall.Mkfifo(name, 0o666) }},
	{"socket", func(t *testing.T, name, outside string) error {
		// The path of a socket is short.
		dir, err := os.MkdirTemp("", "s")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		l, err := net.Listen("unix", filepath.Join(dir, "s"))
		if err != nil {
			return err
		}
		t.Cleanup(func() { l.Close() })
		return os.Rename(filepath.Join(dir, "s"), name)
	}},
	{"folder", func(_ *testing.T, name, _ string) error { return os.Mkdir(name, 0o755) }},
	{"file", func(_ *testing.T, name, _ string) error { return os.WriteFile(name, []byte("mine"), 0o644) }},
}

// strangerPlaces are the names in an index folder where strangers are put.
var strangerPlaces = []struct {
	name   string // * stands for the only match
	folder bool   // a folder belongs there
	read   bool   // readers use it
}{
	{disk.CurrentFile, false, true},
	{disk.CurrentFile + ".new", false, false},
	{disk.LockFile, false, false},
	{disk.ResumeFile, false, false},
	{disk.ResumeFile + ".new", false, false},
	{"gen-000001", true, true},
	{"gen-000002", true, false},
	{"gen-000001/manifest.json", false, true},
	{"gen-000001/blocks", false, true},
	{"gen-000001/notes", true, false}, // neither a file nor a folder belongs there
	{"gen-000001/bleve", true, true},
	{"gen-000001/bleve/index_meta.json", false, true},
	{"gen-000001/bleve/store", true, true},
	{"gen-000001/bleve/store/root.bolt", false, true},
	{"gen-000001/bleve/store/*.zap", false, true},
	{"gen-000001/originals", true, true},
	{"gen-000001/originals/*.zst", false, true},
}

// TestStrangers puts things that newsdex did not make into each place of an index. Each
// reader and writer returns at once. A writer, and a reader that uses the place, names
// the thing. Nothing is followed, emptied or removed, and the index is as it was once the
// thing has gone.
func TestStrangers(t *testing.T) {
	rounds.NotShort(t, "tries a hundred places")
	dir := t.TempDir()
	// The index folder itself may be reached by a link.
	path := filepath.Join(dir, "i")
	real := filepath.Join(dir, "real")
	if err := os.Mkdir(real, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(real, path); err != nil {
		t.Fatal(err)
	}
	mustBuild(t, path, withOriginData(article("a", "old", "text"), "<p>text"))
	x := mustOpen(t, path)
	want := contents(t, x)
	outside := filepath.Join(dir, "outside")
	if err := os.Mkdir(outside, 0o755); err != nil {
		t.Fatal(err)
	}
	precious := filepath.Join(outside, "precious")
	if err := os.WriteFile(precious, []byte("precious"), 0o644); err != nil {
		t.Fatal(err)
	}
	news := func() Options { return Options{} }
	ops := []struct {
		name   string
		writes bool
		do     func() error
	}{
		{"Open", false, func() error {
			x, err := Open(path)
			if err == nil {
				err = x.Close()
			}
			return err
		}},
		{"Get", false, func() error { x.Get("a"); return nil }},
		{"CanResume", false, func() error { CanResume(path); IsIndex(path); return nil }},
		{"Verify", false, func() error {
			v, err := Verify(ctx, path)
			if err == nil && len(v.Problems) > 0 {
				err = fmt.Errorf("%v", v.Problems)
			}
			return err
		}},
		{"Update", true, func() error { _, err := x.Update(ctx, seq(article("b", "new", "")), news()); return err }},
		{"Build", true, func() error { _, err := Build(ctx, path, seq(article("b", "new", "")), news()); return err }},
		{"Repair", true, func() error { _, err := Repair(ctx, path, news()); return err }},
		{"Rebuild", true, func() error { _, err := Rebuild(ctx, path, news()); return err }},
	}
	for _, p := range strangerPlaces {
		names, err := filepath.Glob(filepath.Join(path, p.name))
		if err != nil || len(names) > 1 {
			t.Fatal(names, err)
		}
		name, aside := filepath.Join(path, p.name), ""
		if len(names) == 1 {
			name, aside = names[0], filepath.Join(dir, "aside")
		}
		for _, k := range strangerKinds {
			if k.kind == "folder" && p.folder && !strings.HasSuffix(name, "notes") || k.kind == "file" && !p.folder {
				continue
			}
			what := k.kind + " at " + p.name
			if aside != "" {
				if err := os.Rename(name, aside); err != nil {
					t.Fatal(err)
				}
			}
			if err := k.put(t, name, outside); err != nil {
				t.Fatal(err)
			}
			before, err := os.Lstat(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, op := range ops {
				done := make(chan error, 1)
				go func() { done <- op.do() }()
				select {
				case err = <-done:
				case <-time.After(time.Minute):
					t.Fatalf("%s: %s does not return", what, op.name)
				}
				if wrong := op.writes || p.read && (op.name == "Open" || op.name == "Verify"); wrong && (err == nil || !strings.Contains(err.Error(), name)) {
					t.Errorf("%s: %s: %v", what, op.name, err)
				}
				if now, err := os.Lstat(name); err != nil || !os.SameFile(before, now) || now.Mode() != before.Mode() || now.Size() != before.Size() {
					t.Fatalf("%s: after %s it is %v, %v", what, op.name, now, err)
				}
				if b, err := os.ReadFile(precious); err != nil || string(b) != "precious" {
					t.Fatalf("%s: after %s the file outside is %q, %v", what, op.name, b, err)
				}
				if entries, err := os.ReadDir(outside); err != nil || len(entries) != 1 {
					t.Fatalf("%s: after %s there are %v outside, %v", what, op.name, entries, err)
				}
			}
			if err := os.Remove(name); err != nil {
				t.Fatal(err)
			}
			if aside != "" {
				if err := os.Rename(aside, name); err != nil {
					t.Fatal(err)
				}
			}
			y, err := Open(path)
			if err != nil {
				t.Fatalf("%s: when it has gone: %v", what, err)
			}
			if got := contents(t, y); !maps.Equal(got, want) {
				t.Errorf("%s: when it has gone the index holds %v", what, got)
			}
			if err := y.Close(); err != nil {
				t.Error(err)
			}
		}
	}
	mustVerify(t, path, 1)
	if _, err := x.Update(ctx, seq(article("b", "new", "")), news()); err != nil {
		t.Error(err)
	}
}

// TestRights checks that everything in an index has the rights that the umask leaves,
// also the files that Bleve makes.
func TestRights(t *testing.T) {
	for _, umask := range []int{0o022, 0o002, 0o077} {
		path := filepath.Join(t.TempDir(), "i")
		before := syscall.Umask(umask)
		_, err := Build(ctx, path, seq(withOriginData(article("a", "old", "text"), "<p>text")), Options{})
		syscall.Umask(before)
		if err != nil {
			t.Fatal(err)
		}
		if err := filepath.WalkDir(path, func(name string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			info, err := d.Info()
			want := fs.FileMode(0o666)
			if d.IsDir() {
				want = 0o777
			}
			if want &^= fs.FileMode(umask); err == nil && info.Mode().Perm() != want {
				t.Errorf("umask %03o: %s has %v, want %v", umask, name, info.Mode().Perm(), want)
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
}
