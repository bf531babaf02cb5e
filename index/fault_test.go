package index

import (
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/newsdex/newsdex/index/internal/rounds"
	"github.com/newsdex/newsdex/ingest"
)

// TestFaults makes each change by a run fail, one at a time, once or from then on. The
// run returns an error, the index stays as it was, and the next run works and leaves
// nothing behind. A failed cleanup after publishing is only reported to OnError. With
// NEWSDEX_EVERY_BYTE it also covers each change of a run with checkpoints, which takes
// a minute.
func TestFaults(t *testing.T) {
	rounds.NotShort(t, "fails at each of many writes")
	before := filepath.Join(t.TempDir(), "i")
	mustBuild(t, before, round(0)...)
	for _, tt := range []struct {
		name string
		o    Options
	}{
		{"update", Options{}},
		{"update with checkpoints", Options{Resume: "faults", Checkpoint: faultCheckpoint}},
	} {
		for _, lasting := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, lasting %v", tt.name, lasting), func(t *testing.T) {
				t.Parallel() // it mostly waits for the disk
				for at := 0; ; at++ {
					if done := failAt(t, before, at, lasting, tt.o); done {
						t.Logf("%d changes", at)
						return
					}
					if lasting && !everyByte() && at%3 == 0 {
						at++ // it ends much like failing once
					}
					if at > 8 && !rounds.Long() && !everyByte() {
						at += 3 // every fourth
					}
					if at > 8 && tt.o.Resume != "" && !everyByte() {
						at += 15 // every sixteenth
					}
				}
			})
		}
	}
}

// faultCheckpoint is longer than an update without its pauses.
const faultCheckpoint = 50 * time.Millisecond

// pausing yields articles and pauses three times until the next checkpoint is due: the
// first checkpoint follows none, the second and the third each replace one.
func pausing(articles []ingest.Article) iter.Seq2[ingest.Article, error] {
	return func(yield func(ingest.Article, error) bool) {
		for i, a := range articles {
			if i%6 == 5 {
				time.Sleep(faultCheckpoint)
			}
			if !yield(a, nil) {
				return
			}
		}
	}
}

// failAt makes the change with a given number fail in an update of an index. It reports
// whether there are no more changes.
func failAt(t *testing.T, before string, at int, lasting bool, o Options) (done bool) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "i")
	if err := os.CopyFS(path, os.DirFS(before)); err != nil {
		t.Fatal(err)
	}
	n, what := 0, ""
	refused := errors.New("refused")
	o.Delete = []string{"only0"}
	o.disk.Before = func(change, name string) error {
		n++
		if n-1 < at || n-1 > at && !lasting {
			return nil
		}
		if what == "" {
			what = change + " " + filepath.Base(name)
		}
		if change == "write" {
			return fmt.Errorf("%w: %w", refused, syscall.ENOSPC)
		}
		return fmt.Errorf("%w: %w", refused, syscall.EIO)
	}
	told := 0
	o.OnError = func(error) { told++ }
	x, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	articles := seq(round(1)...)
	if o.Resume != "" {
		articles = pausing(round(1))
	}
	_, err = x.Update(ctx, articles, o)
	uerr := err
	if cerr := x.Close(); cerr != nil {
		t.Errorf("%s: close: %v", what, cerr)
	}
	if n <= at {
		return true
	}
	want := 0
	switch {
	case err == nil && told > 0:
		want = 1
	case !errors.Is(err, refused):
		t.Errorf("change %d, %s: error %v", at, what, err)
	}
	var space *SpaceError
	saysAsItWas := errors.As(err, &space) && space.Stays
	x, err = Open(path)
	if err != nil {
		t.Fatalf("change %d, %s: the index does not open: %v", at, what, err)
	}
	if _, err := x.Get("only1"); err == nil && lasting && what == "sync "+filepath.Base(path) {
		want = 1 // the pointer could not be set back either
	}
	if saysAsItWas && want == 1 {
		t.Errorf("change %d, %s: the index is another one, and the error is %v", at, what, space)
	}
	var published *PublishedError
	if is := errors.As(uerr, &published); is != (want == 1 && uerr != nil) && !(is && published.Uncertain) {
		t.Errorf("change %d, %s: round %d is there, and the error is %v", at, what, want, uerr)
	}
	if _, err := x.Get(fmt.Sprint("only", want)); err != nil {
		t.Errorf("change %d, %s: round %d is not there: %v", at, what, want, err)
	}
	s, err := x.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(checkRound(s), s.Close()); err != nil {
		t.Errorf("change %d, %s: %v", at, what, err)
	}
	if _, err := x.Update(ctx, seq(round(2)...), Options{Delete: []string{"only0", "only1"}}); err != nil {
		t.Errorf("change %d, %s: the next run: %v", at, what, err)
	}
	if err := x.Close(); err != nil {
		t.Error(err)
	}
	mustVerify(t, path, 21)
	if left := allFiles(t, path); len(left) > 10 {
		t.Errorf("change %d, %s: %d files are left", at, what, len(left))
	}
	if gens, err := generations(path); err != nil || len(gens) != 1 {
		t.Errorf("change %d, %s: generations %v, %v", at, what, gens, err)
	}
	return false
}
