package query

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/newsdex/newsdex/analyze"
	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/index/postings"
)

// A speedSide is one of the two that are measured.
type speedSide interface {
	name() string
	// build makes an index of the articles in the folder path.
	build(ctx context.Context, path string, c *speedCorpus) error
	open(path string) error
	close() error
	contents() (articles, segments int, err error)
	// search prepares a search and returns a function that runs it once.
	search(t testing.TB, q speedQuery) func() (total int)
}

// An oursSide is newsdex's index as [index.Build] leaves it.
type oursSide struct{ index *index.Index }

func (s *oursSide) name() string { return "newsdex" }

func (s *oursSide) build(ctx context.Context, path string, c *speedCorpus) error {
	_, err := index.Build(ctx, path, c.all(), index.Options{})
	return err
}

func (s *oursSide) open(path string) (err error) {
	s.index, err = index.Open(path)
	return err
}

func (s *oursSide) close() error { return s.index.Close() }

func (s *oursSide) contents() (articles, segments int, err error) {
	snap, err := s.index.Snapshot()
	if err != nil {
		return 0, 0, err
	}
	return snap.Count(), len(snap.Postings().Segments()), snap.Close()
}

func (s *oursSide) search(t testing.TB, q speedQuery) func() (total int) {
	return func() int {
		res, err := Search(t.Context(), s.index, q.ours, q.options)
		if err != nil {
			t.Error(err)
			return 0
		}
		return res.Total
	}
}

// forget lets the index forget the postings that it has decoded.
func (s *oursSide) forget() {
	s.index.SetCacheBytes(0)
	s.index.SetCacheBytes(postings.DefaultCacheBytes)
}

// A speedPair is both sides over one corpus, open, and the queries of each class.
type speedPair struct {
	ours    *oursSide
	stock   *stockSide
	paths   map[speedSide]string
	queries [][]speedQuery
}

func (p *speedPair) sides() []speedSide { return []speedSide{p.ours, p.stock} }

// speedFormat counts the ways of making the two indexes, beside [index.Format].
const speedFormat = 1

// openSpeedPair makes the two indexes of a corpus, or opens those that an earlier
// run has made: they are kept in the folder that NEWSDEX_BENCH_DIR names, under
// the names of their contents, and in a temporary one without it.
func openSpeedPair(t testing.TB, size int) *speedPair {
	t.Helper()
	c := readSpeedCorpus(t, size)
	p := &speedPair{ours: &oursSide{}, stock: &stockSide{}, paths: make(map[speedSide]string), queries: drawQueries(t, c)}
	dir := os.Getenv("NEWSDEX_BENCH_DIR")
	if dir == "" {
		dir = t.TempDir()
	} else if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	key := fmt.Sprintf("%d-%s", speedFormat, c.key())
	keys := map[speedSide]string{p.stock: key, p.ours: fmt.Sprintf("%d-%s-%s", index.Format, analysisKey(c), key)}
	for _, s := range p.sides() {
		path := filepath.Join(dir, s.name()+"-"+keys[s])
		how := "reused"
		if _, err := os.Stat(path); err != nil {
			start := time.Now()
			making := path + ".part" // an earlier run may have left it
			err := os.RemoveAll(making)
			if err == nil {
				err = s.build(t.Context(), making, c)
			}
			if err == nil {
				err = os.Rename(making, path)
			}
			if err != nil {
				t.Fatalf("build %s: %v", path, err)
			}
			how = fmt.Sprintf("built in %.1f s", time.Since(start).Seconds())
		}
		if err := s.open(path); err != nil {
			t.Fatal(err)
		}
		p.paths[s] = path
		t.Cleanup(func() { s.close() })
		articles, segments, err := s.contents()
		if err != nil || articles != size {
			t.Fatalf("%s holds %d articles, want %d: %v", path, articles, size, err)
		}
		// A benchmark with others below it shows no log.
		fmt.Fprintf(os.Stderr, "%s: %d articles in %d segments, %s: %s\n", s.name(), articles, segments, how, path)
	}
	return p
}

// reopen closes and opens the index of a side.
func (p *speedPair) reopen(t testing.TB, s speedSide) {
	if err := s.close(); err != nil {
		t.Fatal(err)
	}
	if err := s.open(p.paths[s]); err != nil {
		t.Fatal(err)
	}
}

// analysisKey identifies the analysis by its result for some of the articles.
func analysisKey(c *speedCorpus) string {
	h := sha256.New()
	for i := range min(100, c.size) {
		a := c.article(i)
		for tok := range analyze.For(a.Language).Tokens(a.Body) {
			fmt.Fprintf(h, "%s %d %d\n", tok.Term, tok.Position, tok.Width)
		}
	}
	return hex.EncodeToString(h.Sum(nil))[:8]
}

// speedSize returns the number of articles that an environment variable asks for,
// otherwise if it is not set.
func speedSize(t testing.TB, name string, otherwise int) int {
	s := os.Getenv(name)
	if s == "" {
		return otherwise
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 {
		t.Fatalf("%s=%s is no number of articles", name, s)
	}
	return n
}
