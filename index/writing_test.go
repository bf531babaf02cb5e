package index

import (
	"encoding/json"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/ingest"
)

// TestWriting checks that the process that makes an index is named while it does, and
// that asking takes no lock.
func TestWriting(t *testing.T) {
	path := filepath.Join(t.TempDir(), "i")
	if h, ok := Writing(path); ok {
		t.Errorf("%v is writing where nothing is", h)
	}
	var asked iter.Seq2[ingest.Article, error] = func(yield func(ingest.Article, error) bool) {
		h, ok := Writing(path)
		if !ok || h.PID != os.Getpid() || h.Since.IsZero() || h.Command == "" {
			t.Errorf("while an index is made: %+v, %t", h, ok)
		}
		if _, err := Open(path); err == nil {
			t.Error("an index that is being made was opened")
		}
		yield(article("a", "Title", "Text."), nil)
	}
	if _, err := Build(ctx, path, asked, Options{}); err != nil {
		t.Fatal(err)
	}
	if h, ok := Writing(path); ok {
		t.Errorf("%v is writing after it", h)
	}
	if unlock, err := lock(disk.Disk{}, path); err != nil {
		t.Error(err)
	} else if _, ok := Writing(path); !ok {
		t.Error("the holder of the lock is not writing")
	} else if err := unlock(); err != nil {
		t.Error(err)
	}
}

// TestNotWriting checks that contents of the lock's file that name no living process are
// no writer, nor is a link or a folder.
func TestNotWriting(t *testing.T) {
	path := t.TempDir()
	name := filepath.Join(path, disk.LockFile)
	dead := child(t, "hold", filepath.Join(path, "nowhere"))
	dead.Stderr = nil
	if err := dead.Run(); err == nil {
		t.Fatal("a lock in no folder was had")
	}
	alive := self()
	of := func(pid int) string {
		h := alive
		h.PID = pid
		b, err := json.Marshal(h)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	for _, content := range []string{"", "{", "null", "[]", of(0), of(-1), of(dead.Process.Pid), strings.Repeat(" ", 2*1<<20) + of(alive.PID)} {
		if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		if h, ok := Writing(path); ok {
			t.Errorf("%.80q: %v is writing", content, h)
		}
	}
	if err := os.WriteFile(name, []byte(of(alive.PID)), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, ok := Writing(path); !ok {
		t.Fatal("a living process is not writing")
	}
	other := filepath.Join(path, "other")
	if err := os.Rename(name, other); err != nil {
		t.Fatal(err)
	}
	for i, replace := range []func() error{
		func() error { return os.Symlink(other, name) },
		func() error { return os.Mkdir(name, 0o777) },
	} {
		if err := replace(); err != nil {
			t.Log(fmt.Sprint(i, ": ", err))
			continue
		}
		if h, ok := Writing(path); ok {
			t.Errorf("%d: %v is writing", i, h)
		}
		if err := os.Remove(name); err != nil {
			t.Fatal(err)
		}
	}
}
