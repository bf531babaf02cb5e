package index

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/newsdex/newsdex/index/internal/disk"
)

func init() {
	// fewfiles uses an index with every small limit of open files. It prints a line for
	// each error that is not the system's, and then the number of those that are.
	children["fewfiles"] = func(args []string) error {
		var all syscall.Rlimit
		if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &all); err != nil {
			return err
		}
		few := 0
		check := func(n int, what string, err error) {
			corrupt := (*disk.CorruptError)(nil)
			switch {
			case err == nil:
			case errors.Is(err, syscall.EMFILE) && !errors.As(err, &corrupt):
				few++
			default:
				fmt.Printf("%d files: %s: %v\n", n, what, err)
			}
		}
		for n := 3; n < 40; n++ {
			if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &syscall.Rlimit{Cur: uint64(n), Max: all.Max}); err != nil {
				return err
			}
			x, err := Open(args[0])
			check(n, "Open", err)
			if err == nil {
				for _, u := range uses() {
					_, err := u.readAs(x)
					check(n, u.name, err)
				}
				check(n, "Close", x.Close())
			}
			v, err := Verify(ctx, args[0])
			check(n, "Verify", err)
			if len(v.Problems) > 0 {
				fmt.Printf("%d files: Verify: %v\n", n, v.Problems)
			}
			r, err := Repair(ctx, args[0], Options{})
			check(n, "Repair", err)
			if err == nil && !r.Sound {
				fmt.Printf("%d files: Repair: %+v\n", n, r)
			}
			// Of a damaged index nothing is lost but by damage.
			r, err = Repair(ctx, args[1], Options{})
			check(n, "Repair of damage", err)
			if err == nil && (!r.Sound && r.Stats.Articles != 5 || len(r.Lost)+len(r.LostOriginals)+r.Uncertain > 0) {
				fmt.Printf("%d files: Repair of damage: %+v\n", n, r)
			}
			if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &all); err != nil {
				return err
			}
		}
		fmt.Println(few)
		return nil
	}
}

// TestFewFiles checks that a lack of open files is the system's error and never damage.
func TestFewFiles(t *testing.T) {
	path := filepath.Join(t.TempDir(), "i")
	buildForDamage(t, path)
	damaged := filepath.Join(t.TempDir(), "damaged")
	if err := os.CopyFS(damaged, os.DirFS(path)); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(damaged, newest(t, path), disk.BleveDir, "index_meta.json"), []byte("{}"), 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := child(t, "fewfiles", path, damaged).Output()
	if lines := strings.Split(strings.TrimSpace(string(out)), "\n"); err != nil || len(lines) != 1 || lines[0] == "0" {
		t.Errorf("%v:\n%s", err, out)
	}
	mustVerify(t, path, 5)
}
