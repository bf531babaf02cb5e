//go:build unix

package index

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/internal/rounds"
)

func init() {
	// as builds, updates and opens an index as a user who is not root, and prints the
	// results.
	children["as"] = func(args []string) error {
		_, err := Build(ctx, args[0], seq(article("b", "new", "")), Options{})
		fmt.Println("build", err)
		x, err := Open(args[0])
		fmt.Println("open", err)
		if err != nil {
			return nil
		}
		_, err = x.Update(ctx, seq(article("b", "new", "")), Options{})
		fmt.Println("update", err)
		return x.Close()
	}
}

// asNobody runs the child "as" without the rights of root, and returns its lines
// by their first word.
func asNobody(t *testing.T, path string) map[string]string {
	t.Helper()
	cmd := child(t, "as", path)
	if os.Geteuid() == 0 {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
		bin := filepath.Join(filepath.Dir(path), "test")
		if err := disk.CopyFile(cmd.Path, bin); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(bin, 0o755); err != nil {
			t.Fatal(err)
		}
		cmd.Path = bin
		for dir := filepath.Dir(path); dir != os.TempDir() && dir != "/"; dir = filepath.Dir(dir) {
			if err := os.Chmod(dir, 0o755); err != nil {
				t.Fatal(err)
			}
		}
	}
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]string{}
	for s := bufio.NewScanner(strings.NewReader(string(out))); s.Scan(); {
		what, rest, _ := strings.Cut(s.Text(), " ")
		said[what] = rest
	}
	return said
}

// TestNoPermission checks that a read-only folder is read, and that an unreadable one
// is named.
func TestNoPermission(t *testing.T) {
	rounds.NotShort(t, "runs processes of another user")
	path := filepath.Join(t.TempDir(), "i")
	mustBuild(t, path, article("a", "old", ""))
	if err := filepath.WalkDir(path, func(name string, d fs.DirEntry, err error) error {
		return errors.Join(err, os.Chmod(name, map[bool]fs.FileMode{true: 0o555, false: 0o444}[d.IsDir()]))
	}); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(path, 0o755)
	said := asNobody(t, path)
	if !strings.Contains(said["build"], "permission denied") || said["open"] != "<nil>" || !strings.Contains(said["update"], "permission denied") {
		t.Errorf("of a folder that may be read: %v", said)
	}
	if err := os.Chmod(path, 0); err != nil {
		t.Fatal(err)
	}
	said = asNobody(t, path)
	if !strings.Contains(said["build"], path) || !strings.Contains(said["build"], "permission denied") || !strings.Contains(said["open"], path) || !strings.Contains(said["open"], "permission denied") {
		t.Errorf("of a folder that may not be read: %v", said)
	}
	said = asNobody(t, filepath.Join(filepath.Dir(path), "new"))
	if os.Geteuid() == 0 && !strings.Contains(said["build"], "permission denied") {
		t.Errorf("of a folder that may not be made: %v", said)
	}
}
