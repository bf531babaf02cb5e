package index

import (
	"bufio"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/newsdex/newsdex/index/internal/rounds"
)

func init() {
	// write publishes one round after another, from the given one on, and acknowledges
	// each. Every fifth is a build from nothing; every third has a checkpoint before
	// each article.
	children["write"] = func(args []string) error {
		path := args[0]
		n, err := strconv.Atoi(args[1])
		if err != nil {
			return err
		}
		fmt.Println("begin")
		for ; ; n++ {
			o := Options{Resume: fmt.Sprint("round ", n), OnResume: func(int) { fmt.Println("resumed") }}
			if n%3 == 2 {
				o.Checkpoint = time.Nanosecond
			}
			x, err := Open(path)
			switch {
			case n%5 == 0 || errors.Is(err, ErrNoIndex):
				_, err = Build(ctx, path, seq(round(n)...), o)
			case err == nil:
				for id := range n {
					o.Delete = append(o.Delete, fmt.Sprint("only", id))
				}
				_, err = x.Update(ctx, seq(round(n)...), o)
			}
			if err != nil {
				return err
			}
			if x != nil {
				if err := x.Close(); err != nil {
					return err
				}
			}
			fmt.Println("acknowledged", n)
		}
	}
}

// TestKill kills a writer at random moments. After each kill the index is the last
// acknowledged round or all of the next one, and a new writer continues. NEWSDEX_KILLS
// is the number of kills.
func TestKill(t *testing.T) {
	rounds.NotShort(t, "kills processes that write")
	kills, err := strconv.Atoi(os.Getenv("NEWSDEX_KILLS"))
	if err != nil {
		kills = rounds.Of(12)
	}
	path := filepath.Join(t.TempDir(), "i")
	last, next := -1, 0 // last acknowledged round, and the round to begin with
	resumed, rounds := 0, 0
	for kill := range kills {
		wait := 300 * time.Millisecond
		if kill%4 == 3 {
			wait *= 10 // so that the writer makes progress
		}
		cmd := child(t, "write", path, fmt.Sprint(next))
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		for s := bufio.NewScanner(out); s.Scan(); {
			switch s.Text() {
			case "resumed":
				resumed++
				continue
			case "begin":
				time.AfterFunc(time.Duration(rand.N(int64(wait))), func() { cmd.Process.Kill() })
				continue
			}
			n, err := strconv.Atoi(strings.TrimPrefix(s.Text(), "acknowledged "))
			if err != nil {
				t.Fatalf("the writer says %q", s.Text())
			}
			last, next = n, n+1
			rounds++
		}
		if err := cmd.Wait(); err == nil || !strings.Contains(err.Error(), "killed") {
			t.Fatalf("the writer ended: %v", err)
		}
		x, err := Open(path)
		if errors.Is(err, ErrNoIndex) && last < 0 {
			continue
		}
		if err != nil {
			t.Fatalf("after round %d: %v", last, err)
		}
		s, err := x.Snapshot()
		if err != nil {
			t.Fatal(err)
		}
		if err := checkRound(s); err != nil {
			t.Errorf("after round %d: %v", last, err)
		}
		if _, err := x.Get(fmt.Sprint("only", last)); err != nil {
			if _, nerr := x.Get(fmt.Sprint("only", last+1)); nerr != nil {
				t.Fatalf("after round %d: neither it nor the next one is there: %v, %v", last, err, nerr)
			}
			last, next = last+1, last+2 // published, and killed before the acknowledgement
		}
		if err := errors.Join(s.Close(), x.Close()); err != nil {
			t.Error(err)
		}
	}
	if _, err := Build(ctx, path, seq(round(next)...), Options{}); err != nil {
		t.Fatal(err)
	}
	mustVerify(t, path, 21)
	entries, err := os.ReadDir(path)
	if err != nil || len(entries) != 3 {
		t.Errorf("at the end the folder holds %v, %v", entries, err)
	}
	t.Logf("%d kills, %d rounds, %d runs gone on with", kills, rounds, resumed)
}
