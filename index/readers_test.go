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

	"github.com/newsdex/newsdex/index/internal/rounds"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/ingest"
)

// roundWord is a word in all articles of a round.
func roundWord(round int) string { return fmt.Sprintf("round%dx", round) }

// round returns the articles of a round: some changed, some that come and go.
func round(n int) []ingest.Article {
	var articles []ingest.Article
	for i := range 20 {
		articles = append(articles, article(fmt.Sprint("a", i), fmt.Sprint("Title ", i), strings.Repeat("Words of news. ", 40)+roundWord(n)))
	}
	return append(articles, article(fmt.Sprint("only", n), "Of this round", roundWord(n)))
}

// checkRound returns the defect of a snapshot that should be of one round.
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
	for _, seg := range s.Postings().Segments() {
		docs, err := seg.Docs(schema.Body.In("en"), word)
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

// A reading is the report longest time of a reader.
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
		go func() { // like a server: searches do not wait for it
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

func init() {
	// pause reports the longest time for which the machine did not run it.
	children["pause"] = func([]string) error {
		done := make(chan struct{})
		go func() {
			io.Copy(io.Discard, os.Stdin)
			close(done)
		}()
		fmt.Println("ready")
		const sleep = 5 * time.Millisecond
		for r := (reading{}); ; r.Reads++ {
			start := time.Now()
			select {
			case <-done:
				return json.NewEncoder(os.Stdout).Encode(r)
			case <-time.After(sleep):
			}
			r.Longest = max(r.Longest, time.Since(start)-sleep)
		}
	}
}

// startReading starts a child that reports when it is ready, and its results after stop
// is closed.
func startReading(t *testing.T, name string, args ...string) (stop io.Closer, result func() (reading, error)) {
	t.Helper()
	cmd := child(t, name, args...)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
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
	return in, func() (r reading, err error) {
		err = json.NewDecoder(lines).Decode(&r)
		return r, errors.Join(err, cmd.Wait())
	}
}

// TestReaders lets processes read while one writes and publishes: each read sees one
// whole generation, none fails, and in the end one generation is on disk. With
// NEWSDEX_READERS set there are 8 readers and 50 generations, and no read may take more
// than 100 ms plus the longest time for which the machine did not run an idle process
// beside them.
//
// On two processors the longest read of such a run takes 5 to 40 ms, one of them on a
// processor and nearly all others waiting for one (/proc/thread-self/schedstat). Only
// the machine can make it longer than 100 ms. Beside four busy processes two readers
// had reads of 258 and 278 ms at the same time, in which no thread of either ran
// (runtime/trace.FlightRecorder), and one was in a function that neither waits nor
// calls the system.
func TestReaders(t *testing.T) {
	rounds.NotShort(t, "starts processes that read while another writes")
	readers, rounds, limit := 3, 8, time.Minute
	if os.Getenv("NEWSDEX_READERS") != "" {
		readers, rounds, limit = 8, 50, 100*time.Millisecond
	}
	path := filepath.Join(t.TempDir(), "i")
	mustBuild(t, path, round(0)...)
	before := folderSize(t, path)

	stopPause, pause := startReading(t, "pause")
	stops := make([]io.Closer, readers)
	results := make([]func() (reading, error), readers)
	for i := range readers {
		stops[i], results[i] = startReading(t, "read", path)
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
	stopPause.Close()
	still, err := pause()
	if err != nil {
		t.Error(err)
	}
	t.Logf("the machine let a process wait for %v", still.Longest)
	for _, result := range results {
		r, err := result()
		if err != nil {
			t.Errorf("a reader: %v", err)
		}
		if r.Longest > limit+still.Longest {
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

// TestSnapshotCloseDoesNotWait checks that the last user of a generation does not wait
// while it is closed, which may take long, and that Close of the index does.
func TestSnapshotCloseDoesNotWait(t *testing.T) {
	path := filepath.Join(t.TempDir(), "i")
	mustBuild(t, path, round(0)...)
	reader, writer := mustOpen(t, path), mustOpen(t, path)
	s, err := reader.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := writer.Update(ctx, seq(round(1)...), Options{Delete: []string{"only0"}}); err != nil {
		t.Fatal(err)
	}
	if changed, err := reader.Refresh(); !changed || err != nil {
		t.Fatal(changed, err)
	}
	hold := make(chan struct{})
	reader.closer.before = func() { <-hold }
	done := make(chan error, 1)
	go func() { done <- s.Close() }()
	select {
	case err := <-done:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(time.Minute):
		t.Error("it waits")
	}
	if *s.gen.bleve.refs != 1 {
		t.Error("it is closed, and should not be yet")
	}
	close(hold)
	if err := reader.Close(); err != nil {
		t.Error(err)
	}
	if *s.gen.bleve.refs != 0 {
		t.Error("the index is closed, and a generation of it is not")
	}
}

// TestRefresh checks that a snapshot does not change when the index does.
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
	// An index that is built from nothing again is a new one.
	mustBuild(t, path, round(2)...)
	if changed, err := reader.Refresh(); !changed || err != nil {
		t.Errorf("an index was made, and Refresh says %v, %v", changed, err)
	}
}
