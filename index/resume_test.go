package index

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/newsdex/newsdex/index/internal/rounds"
	"github.com/newsdex/newsdex/ingest"
)

// stopped yields articles and then fails like a stopped run.
func stopped(cancel context.CancelFunc, articles []ingest.Article) iter.Seq2[ingest.Article, error] {
	return failing(articles, func() error { cancel(); return context.Canceled })
}

// TestResume checks that a run that continues from a checkpoint has the same result as
// one from the start, whatever the stopped run did, and calls OnResume.
func TestResume(t *testing.T) {
	rounds.NotShort(t, "stops runs at many places")
	base := []ingest.Article{article("a", "base a", "x"), article("b", "base b", "x"), article("c", "base c", "x"), article("d", "base d", "x")}
	first := []ingest.Article{article("a", "first a", "y"), article("n", "first n", "y"), article("m", "first m", "y"), article("b", "first b", "y"), article("a", "again a", "y")}
	second := []ingest.Article{article("b", "first b", "y"), article("n", "second n", "z"), article("o", "second o", "z")}
	for _, articles := range [][]ingest.Article{base, first, second} {
		for i := range articles {
			articles[i].Origin = &ingest.Origin{Form: "HTML", Data: []byte(articles[i].Title)}
		}
	}
	for _, tt := range []struct {
		name  string
		base  []ingest.Article
		o     Options
		want  map[string]string
		stats Stats
	}{
		{"build", nil, Options{}, map[string]string{"b": "first b", "n": "second n", "o": "second o"}, Stats{Added: 3, Replaced: 1, Articles: 3, Resumed: 2}},
		{"update", base, Options{}, map[string]string{"a": "base a", "b": "first b", "c": "base c", "d": "base d", "n": "second n", "o": "second o"}, Stats{Added: 2, Replaced: 2, Articles: 6, Resumed: 2}},
		{"update and delete", base, Options{Delete: []string{"c", "n"}}, map[string]string{"a": "base a", "b": "first b", "d": "base d", "n": "second n", "o": "second o"}, Stats{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "i")
			if tt.base != nil {
				mustBuild(t, path, tt.base...)
			}
			write := func(ctx context.Context, o Options, articles iter.Seq2[ingest.Article, error]) (Stats, error) {
				if tt.base == nil {
					return Build(ctx, path, articles, o)
				}
				x, err := Open(path)
				if err != nil {
					t.Fatal(err)
				}
				defer x.Close()
				return x.Update(ctx, articles, o)
			}
			o := tt.o
			o.Resume, o.Checkpoint = "test", time.Nanosecond
			stop, cancel := context.WithCancel(ctx)
			if _, err := write(stop, o, stopped(cancel, first)); !errors.Is(err, context.Canceled) {
				t.Fatalf("the first run: %v", err)
			}
			if gens, err := generations(path); err != nil || len(gens) != 1+min(1, len(tt.base)) {
				t.Errorf("after it there are %v, %v", gens, err)
			}
			if tt.base == nil {
				if _, err := Open(path); !errors.Is(err, ErrNoIndex) {
					t.Errorf("what is not published is opened: %v", err)
				}
			} else if got := contents(t, mustOpen(t, path)); len(got) != len(tt.base) || got["a"] != "base a" {
				t.Errorf("what is not published is seen: %v", got)
			}
			resumed := -1
			o.OnResume = func(n int) { resumed = n }
			stats, err := write(ctx, o, seq(second...))
			if err != nil {
				t.Fatal(err)
			}
			if resumed < len(tt.base)-1 {
				t.Errorf("it went on from %d articles", resumed)
			}
			if tt.stats != (Stats{}) {
				tt.stats.Elapsed = stats.Elapsed
				if stats != tt.stats {
					t.Errorf("stats %+v, want %+v", stats, tt.stats)
				}
			}
			if got := contents(t, mustOpen(t, path)); !reflect.DeepEqual(got, tt.want) {
				t.Errorf("contents %v\nwant %v", got, tt.want)
			}
			x := mustOpen(t, path)
			for id, title := range tt.want {
				if o, err := x.Original(id); err != nil || string(o.Data) != title {
					t.Errorf("the original of %s is %v, %v, want %q", id, o, err, title)
				}
			}
			mustVerify(t, path, len(tt.want))
			if gens, err := generations(path); err != nil || len(gens) != 1 {
				t.Errorf("at the end there are %v, %v", gens, err)
			}
			if _, ok := readCheckpoint(path); ok {
				t.Error("at the end there is a checkpoint")
			}
		})
	}
}

// TestNoCheckpointOfNothing checks that a run without changes makes no checkpoint.
func TestNoCheckpointOfNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "i")
	ctx, cancel := context.WithCancel(ctx)
	first := []ingest.Article{article("a", "a", "x")}
	if _, err := Build(ctx, path, stopped(cancel, first), Options{Resume: "test", Checkpoint: time.Nanosecond}); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	if CanResume(path) {
		t.Error("it kept something before the first article")
	}
}

// TestResumeOnlyItself checks that a checkpoint is used only by the same run on the
// same index, and is removed by the next run.
func TestResumeOnlyItself(t *testing.T) {
	rounds.NotShort(t, "stops runs at many places")
	stop := func(t *testing.T, path string) {
		t.Helper()
		x := mustOpen(t, path)
		ctx, cancel := context.WithCancel(ctx)
		articles := []ingest.Article{article("b", "b", "x"), article("c", "c", "x"), article("d", "d", "x")}
		if _, err := x.Update(ctx, stopped(cancel, articles), Options{Resume: "test", Checkpoint: time.Nanosecond}); !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
		if _, ok := readCheckpoint(path); !ok {
			t.Fatal("there is no checkpoint")
		}
	}
	for name, o := range map[string]Options{
		"another name": {Resume: "other"}, "no name": {}, "another list": {Resume: "test", Delete: []string{"x"}},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "i")
			mustBuild(t, path, article("a", "a", "x"))
			stop(t, path)
			o.OnResume = func(int) { t.Error("it went on") }
			if _, err := mustOpen(t, path).Update(ctx, seq(article("e", "e", "x")), o); err != nil {
				t.Fatal(err)
			}
			if got := slices.Sorted(maps.Keys(contents(t, mustOpen(t, path)))); fmt.Sprint(got) != "[a e]" {
				t.Errorf("contents %v", got)
			}
			if gens, _ := generations(path); len(gens) != 1 {
				t.Errorf("generations %v", gens)
			}
		})
	}
}
