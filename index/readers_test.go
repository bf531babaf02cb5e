package index

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/newsdex/newsdex/ingest"
)

// roundWord is a word that all articles of a round have.
func roundWord(round int) string { return fmt.Sprintf("round%dx", round) }

// round returns the articles of a round: some anew, some that come and go.
func round(n int) []ingest.Article {
	var articles []ingest.Article
	for i := range 20 {
		articles = append(articles, article(fmt.Sprint("a", i), fmt.Sprint("Title ", i), strings.Repeat("Words of news. ", 40)+roundWord(n)))
	}
	return append(articles, article(fmt.Sprint("only", n), "Of this round", roundWord(n)))
}

// checkRound returns what is wrong with a snapshot that should be of one round.
func checkRound(s *Snapshot) error {
	if s.Count() != 21 {
		return fmt.Errorf("%s has %d articles", s.Generation(), s.Count())
	}
	word, found := "", 0
	for a, err := range s.Articles(ctx) {
		if err != nil {
			return err
		}
		fields := strings.Fields(a.Body)
		if last := fields[len(fields)-1]; word == "" {
			word = last
		} else if last != word {
			return fmt.Errorf("%s has an article of %s and one of %s", s.Generation(), word, last)
		}
	}
	for _, seg := range s.Segments() {
		docs, err := seg.Docs(Body.In("en"), word)
		if err != nil {
			return err
		}
		found += int(docs.GetCardinality())
	}
	if found != s.Count() {
		return fmt.Errorf("%s is found in %d of %d articles of %s", word, found, s.Count(), s.Generation())
	}
	return nil
}

// A reading is what a reader says of itself.
type reading struct {
	Reads, Generations int
	Longest            time.Duration // of a read
}

func init() {
	children["read"] = func(args []string) error {
		var done atomic.Bool
		go func() {
			io.Copy(io.Discard, os.Stdin)
			done.Store(true)
		}()
		x, err := Open(args[0])
		if err != nil {
			return err
		}
		r := reading{Generations: 1}
		refreshed := make(chan error, 1)
		go func() { // as a server does: searches do not wait for it
			for !done.Load() {
				changed, err := x.Refresh()
				if err != nil {
					refreshed <- err
					return
				}
				if changed {
					r.Generations++
				}
				time.Sleep(5 * time.Millisecond)
			}
			refreshed <- nil
		}()
		for !done.Load() {
			start := time.Now()
			s, err := x.Snapshot()
			if err != nil {
				return err
			}
			if err := errors.Join(checkRound(s), s.Close()); err != nil {
				return err
			}
			if r.Reads++; r.Reads == 1 {
				fmt.Println("ready")
			}
			r.Longest = max(r.Longest, time.Since(start))
			time.Sleep(10 * time.Millisecond)
		}
		if err := <-refreshed; err != nil {
			return err
		}
		return errors.Join(json.NewEncoder(os.Stdout).Encode(r), x.Close())
	}
}

// TestReaders has processes read while one writes and publishes: each read is of a
// whole generation, none fails, and what is on disk in the end is one generation.
// With NEWSDEX_READERS set it is 8 readers and 50 generations, and no read may take
// more than 100 ms.
func TestReaders(t *testing.T) {
	readers, rounds, limit := 3, 8, time.Minute
	if os.Getenv("NEWSDEX_READERS") != "" {
		readers, rounds, limit = 8, 50, 100*time.Millisecond
	}
	path := filepath.Join(t.TempDir(), "i")
	mustBuild(t, path, round(0)...)
	before := folderSize(t, path)

	type result struct {
		reading
		err error
	}
	results := make(chan result, readers)
	var stops []io.Closer
	for range readers {
		cmd := child(t, "read", path)
		in, err := cmd.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		stops = append(stops, in)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewReader(out)
		if line, err := lines.ReadString('\n'); err != nil || line != "ready\n" {
			t.Fatalf("a reader says %q, %v", line, err)
		}
		go func() {
			var r result
			r.err = json.NewDecoder(lines).Decode(&r.reading)
			r.err = errors.Join(r.err, cmd.Wait())
			results <- r
		}()
	}
	x := mustOpen(t, path)
	for n := 1; n <= rounds; n++ {
		if _, err := x.Update(ctx, seq(round(n)...), Options{Delete: []string{fmt.Sprint("only", n-1)}}); err != nil {
			t.Fatal(err)
		}
	}
	for _, stop := range stops {
		stop.Close()
	}
	for range readers {
		r := <-results
		if r.err != nil {
			t.Errorf("a reader: %v", r.err)
		}
		if r.Longest > limit {
			t.Errorf("a read took %v", r.Longest)
		}
		t.Logf("%d reads of %d generations, the longest %v", r.Reads, r.Generations, r.Longest)
	}
	if gens, err := generations(path); err != nil || len(gens) != 1 {
		t.Errorf("generations %v, %v are left", gens, err)
	}
	if after := folderSize(t, path); after > 3*before {
		t.Errorf("the index had %d bytes and has %d", before, after)
	}
	mustVerify(t, path, 21)
}

func folderSize(t *testing.T, dir string) (n int64) {
	t.Helper()
	for _, file := range allFiles(t, dir) {
		fi, err := os.Stat(file)
		if err != nil {
			t.Fatal(err)
		}
		n += fi.Size()
	}
	return n
}

// TestRefresh holds that a snapshot stays as it was while the index goes on.
func TestRefresh(t *testing.T) {
	path := filepath.Join(t.TempDir(), "i")
	mustBuild(t, path, round(0)...)
	reader, writer := mustOpen(t, path), mustOpen(t, path)
	if changed, err := reader.Refresh(); changed || err != nil {
		t.Errorf("nothing is new, and Refresh says %v, %v", changed, err)
	}
	old, err := reader.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	defer old.Close()
	if _, err := writer.Update(ctx, seq(round(1)...), Options{Delete: []string{"only0"}}); err != nil {
		t.Fatal(err)
	}
	if changed, err := reader.Refresh(); !changed || err != nil {
		t.Errorf("a generation is new, and Refresh says %v, %v", changed, err)
	}
	now, err := reader.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	defer now.Close()
	for s, gen := range map[*Snapshot]string{old: generationName(1), now: generationName(2)} {
		if err := checkRound(s); err != nil || s.Generation() != gen {
			t.Errorf("%s in place of %s: %v", s.Generation(), gen, err)
		}
	}
	// An index that is made from nothing again is a new one.
	mustBuild(t, path, round(2)...)
	if changed, err := reader.Refresh(); !changed || err != nil {
		t.Errorf("an index was made, and Refresh says %v, %v", changed, err)
	}
}
