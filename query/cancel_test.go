package query

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/newsdex/newsdex/index"
)

// cancelBound is the time in which a call returns after its context is done. Unless an index
// is named for measuring it, it allows for machines that do much else.
func cancelBound() time.Duration {
	if os.Getenv("NEWSDEX_CANCEL_INDEX") != "" {
		return 50 * time.Millisecond
	}
	return 500 * time.Millisecond
}

// TestCancel holds that every way to run a query looks at its context often, and returns
// soon after it is done, at whatever moment.
//
//	NEWSDEX_LONG=1 NEWSDEX_CANCEL_INDEX=news.idx go test ./query -run TestCancel$ -v
//
// With an index of that name the bound is 50 ms.
func TestCancel(t *testing.T) {
	notShort(t, "runs the worst queries")
	x, words := cancelIndex(t)
	s, err := x.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	r := rand.New(rand.NewPCG(29, uint64(time.Now().UnixNano())))
	times, most := 1, 800*time.Millisecond
	if os.Getenv("NEWSDEX_LONG") != "" {
		times, most = 4, 3*time.Second
	}
	for _, w := range worstQueries(words) {
		w.o.Now = time.Unix(1e9, 0)
		search := func(ctx context.Context) error { _, err := SearchSnapshot(ctx, s, w.q, w.o); return err }
		ways := []func(ctx context.Context) error{
			search,
			func(ctx context.Context) error { _, err := IDs(ctx, s, w.q); return err },
			search,
			func(ctx context.Context) error { _, err := Count(ctx, x, w.q); return err },
		}
		for i := range times {
			after := time.Duration(float64(most) * math.Sqrt(r.Float64())) // long times more often
			var gap gap
			for tries := 0; tries < 4 && (tries == 0 || gap.took > cancelBound()); tries++ { // the machine may be busy
				x.SetCacheBytes(0) // so that nothing is decoded already
				if i%2 == 1 {
					x.SetCacheBytes(64 << 20)
				}
				gap = cancelled(t, after, ways[i%len(ways)])
			}
			if gap.took > cancelBound() {
				t.Errorf("%s: its context was not looked at for %v before\n%s", w.name, gap.took, gap.end)
			}
		}
	}
}

// TestCancelCold is like TestCancel but for the first search after opening, which reads
// columns and lengths.
func TestCancelCold(t *testing.T) {
	path := os.Getenv("NEWSDEX_CANCEL_INDEX")
	if path == "" {
		path = filepath.Join(t.TempDir(), "i")
		if _, err := index.Build(t.Context(), path, articleSeq(zipfArticles(rand.New(rand.NewPCG(31, 1)), 300)), index.Options{}); err != nil {
			t.Fatal(err)
		}
	}
	r := rand.New(rand.NewPCG(37, uint64(time.Now().UnixNano())))
	for _, o := range []Options{
		{Limit: 10, Order: ByTitle}, {Limit: 10, Order: Newest}, {Limit: 10, Recency: time.Hour},
		{Facets: []Facet{{Outlet, 10}, {Author, 10}}}, {Facets: []Facet{{Day, 10}}}, {Limit: 1000, Snippets: 1},
	} {
		for range 4 {
			var gap gap
			after := time.Duration(r.Int64N(int64(50 * time.Millisecond)))
			for tries := 0; tries < 4 && (tries == 0 || gap.took > cancelBound()); tries++ {
				x, err := index.Open(path)
				if err != nil {
					t.Fatal(err)
				}
				gap = cancelled(t, after, func(ctx context.Context) error {
					_, err := Search(ctx, x, Or{[]Query{All{}, Term{"w1"}}}, o)
					return err
				})
				if err := x.Close(); err != nil {
					t.Error(err)
				}
			}
			if gap.took > cancelBound() {
				t.Errorf("%+v: its context was not looked at for %v before\n%s", o, gap.took, gap.end)
			}
		}
	}
}

// A gap is a time in which nobody looked at a context. Where the system tells it, it is
// the time of the processor, so that it does not depend on other programs.
type gap struct {
	took time.Duration
	end  string // the calls of the one who looked then
}

// A watchedContext measures the longest gap. The last one ends when the function that
// has the context returns: it must do that soon after the context is done.
type watchedContext struct {
	context.Context

	mu      sync.Mutex
	last    time.Time
	lastCPU time.Duration
	longest gap
}

func (c *watchedContext) Err() error {
	c.look()
	return c.Context.Err()
}

// look ends a gap.
func (c *watchedContext) look() {
	c.mu.Lock()
	defer c.mu.Unlock()
	now, cpu := time.Now(), cpuTime()
	took := now.Sub(c.last)
	if cpu > 0 {
		took = min(took, cpu-c.lastCPU)
	}
	if took > c.longest.took {
		calls := make([]uintptr, 12)
		var names []string
		for frames, more := runtime.CallersFrames(calls[:runtime.Callers(3, calls)]), true; more; {
			var f runtime.Frame
			f, more = frames.Next()
			names = append(names, fmt.Sprintf("%s:%d", f.Function, f.Line))
		}
		c.longest = gap{took, strings.Join(names, "\n")}
		now, cpu = time.Now(), cpuTime()
	}
	c.last, c.lastCPU = now, cpu
}

// cancelled runs a function with a context that is done after a time, and returns the
// longest gap.
func cancelled(t *testing.T, after time.Duration, run func(context.Context) error) gap {
	t.Helper()
	inner, cancel := context.WithCancel(t.Context())
	defer cancel()
	ctx := &watchedContext{Context: inner, last: time.Now(), lastCPU: cpuTime()}
	defer time.AfterFunc(after, cancel).Stop()
	err := run(ctx)
	ctx.look()
	if err != nil && !errors.Is(err, context.Canceled) && !errors.Is(err, ErrInvalid) {
		t.Error(err)
	}
	return ctx.longest
}
