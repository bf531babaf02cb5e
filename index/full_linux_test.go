package index

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/newsdex/newsdex/index/internal/rounds"
)

// mountTmpfs mounts a file system in memory with a size in bytes. It skips the test if
// that is not allowed.
func mountTmpfs(t *testing.T, size int) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, fmt.Sprintf("size=%d", size)); err != nil {
		t.Skip("no file system may be mounted here:", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// inTime runs f and fails the test if it hangs.
func inTime(t *testing.T, d time.Duration, f func() error) error {
	t.Helper()
	done := make(chan error, 1)
	go func() { done <- f() }()
	select {
	case err := <-done:
		return err
	case <-time.After(d):
		t.Fatalf("it hangs")
		return nil
	}
}

// fullSteps are the sizes to try below n: all, or zero and some random ones.
func fullSteps(n int) (steps []int) {
	for i := 0; i < n; i++ {
		if i == 0 || everyByte() || rand.N(n) < 5 {
			steps = append(steps, i)
		}
	}
	return steps
}

// TestDiskFull builds and updates an index on disks that are full after one page, two
// pages and so on. Each run returns an error and leaves the index as it was, and with
// room the next run works.
func TestDiskFull(t *testing.T) {
	const page = 4096
	dir := mountTmpfs(t, 8<<20)
	path, filler := filepath.Join(dir, "i"), filepath.Join(dir, "filler")
	var stat syscall.Statfs_t
	fill := func(leave int) {
		t.Helper()
		if err := syscall.Statfs(dir, &stat); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filler, make([]byte, (int(stat.Bavail)-leave)*page), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	failed, worked := 0, 0
	for _, leave := range fullSteps(160) {
		if err := os.RemoveAll(path); err != nil {
			t.Fatal(err)
		}
		fill(leave)
		err := inTime(t, time.Minute, func() error {
			_, err := Build(ctx, path, seq(round(0)...), Options{})
			return err
		})
		os.Remove(filler)
		if err != nil {
			failed++
			if want := path + ": the index could not be written: no space is left on its disk; no index was made"; !isSpaceError(err, want) {
				t.Errorf("a build in %d pages: error %v", leave, err)
			}
			if _, err := Open(path); !errors.Is(err, ErrNoIndex) {
				t.Errorf("after a build in %d pages: Open: %v", leave, err)
			}
			mustBuild(t, path, round(0)...)
		}
		fill(leave)
		x, err := Open(path)
		if err != nil {
			t.Fatal(err)
		}
		err = inTime(t, time.Minute, func() error {
			_, err := x.Update(ctx, seq(round(1)...), Options{Delete: []string{"only0"}})
			return err
		})
		os.Remove(filler)
		now := 1
		if err != nil {
			now = 0
			failed++
			if want := path + ": the index could not be written: no space is left on its disk; it is as it was"; !isSpaceError(err, want) {
				t.Errorf("an update in %d pages: error %v", leave, err)
			}
		} else {
			worked++
		}
		if err := x.Close(); err != nil { // which still holds the removed files
			t.Error(err)
		}
		y, err := Open(path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := y.Get(fmt.Sprint("only", now)); err != nil {
			t.Errorf("after an update in %d pages: %v", leave, err)
		}
		if _, err := y.Update(ctx, seq(round(2)...), Options{Delete: []string{"only0", "only1"}}); err != nil {
			t.Errorf("the next update after one in %d pages: %v", leave, err)
		}
		if err := y.Close(); err != nil {
			t.Error(err)
		}
		if gens, err := generations(path); err != nil || len(gens) != 1 {
			t.Errorf("after updates in %d pages: generations %v, %v", leave, gens, err)
		}
		mustVerify(t, path, 21)
	}
	t.Logf("%d runs failed, %d updates worked", failed, worked)
}

// isSpaceError reports whether err is about a full disk, in one sentence.
func isSpaceError(err error, says string) bool {
	var space *SpaceError
	return errors.As(err, &space) && errors.Is(err, syscall.ENOSPC) && err.Error() == says
}

func init() {
	children["limited"] = func(args []string) error {
		signal.Ignore(syscall.SIGXFSZ)
		n, err := strconv.Atoi(args[1])
		if err != nil {
			return err
		}
		x, err := Open(args[0])
		if err != nil {
			return err
		}
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: uint64(n), Max: uint64(n)}); err != nil {
			return err
		}
		_, err = x.Update(ctx, seq(round(1)...), Options{Delete: []string{"only0"}})
		return errors.Join(err, x.Close())
	}
}

// TestFileLimit makes every write beyond some position in a file fail, which needs no
// privileges. Each run returns an error and leaves the index as it was.
func TestFileLimit(t *testing.T) {
	rounds.NotShort(t, "runs a process for each of many limits")
	path := filepath.Join(t.TempDir(), "i")
	mustBuild(t, path, round(0)...)
	var largest int64
	for _, file := range allFiles(t, path) {
		if fi, err := os.Stat(file); err == nil {
			largest = max(largest, fi.Size())
		}
	}
	failed := 0
	for _, kb := range fullSteps(int(largest >> 10)) {
		cmd := child(t, "limited", path, fmt.Sprint(kb<<10))
		cmd.Stderr = nil
		var out strings.Builder
		cmd.Stderr = &out
		err := inTime(t, time.Minute, cmd.Run)
		if err == nil {
			mustBuild(t, path, round(0)...)
			continue
		}
		failed++
		if !strings.Contains(out.String(), "file too large") {
			t.Errorf("files of at most %d KB: %s", kb, out.String())
		}
		x := mustOpen(t, path)
		if _, err := x.Get("only0"); err != nil {
			t.Errorf("after files of at most %d KB: %v", kb, err)
		}
	}
	if failed == 0 {
		t.Error("no run failed")
	}
	mustVerify(t, path, 21)
}

// TestReadOnlyMedia checks that an index on a read-only disk can be read, and that
// writing it reports the reason.
func TestReadOnlyMedia(t *testing.T) {
	dir := mountTmpfs(t, 8<<20)
	path := filepath.Join(dir, "i")
	mustBuild(t, path, round(0)...)
	if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Skip("it cannot be made read-only:", err)
	}
	x := mustOpen(t, path)
	if _, err := x.Get("only0"); err != nil {
		t.Error(err)
	}
	mustVerify(t, path, 21)
	for what, write := range map[string]func() error{
		"Build":        func() error { _, err := Build(ctx, path, seq(round(1)...), Options{}); return err },
		"Build anew":   func() error { _, err := Build(ctx, path+"2", seq(round(1)...), Options{}); return err },
		"Update":       func() error { _, err := x.Update(ctx, seq(round(1)...), Options{}); return err },
		"Index.Delete": func() error { _, err := x.Delete(ctx, "only0"); return err },
	} {
		if err := write(); !errors.Is(err, syscall.EROFS) || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: error %v", what, err)
		}
	}
}
