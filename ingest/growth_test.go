package ingest

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/newsdex/newsdex/ingest/internal/fixture"
	"github.com/newsdex/newsdex/ingest/internal/format"
	"github.com/newsdex/newsdex/ingest/internal/source"
)

// timeOfReading returns the time in which a file is read and cleaned.
func timeOfReading(t *testing.T, file, data string) time.Duration {
	t.Helper()
	start := time.Now()
	m := source.Memory{Name: file, Path: file, File: file, Data: []byte(data)}
	source.ReadMemory(t.Context(), m, source.Options{MaxArticle: 64 << 20}, func(r format.Record, err error) bool {
		if err == nil {
			_, err = Clean(articleOf(r), Options{})
		}
		return err == nil || t.Context().Err() == nil // too many lines are an error
	})
	return time.Since(start)
}

// TestGrowth checks that no shape of an article takes a time that grows with the square
// of its size. Sixteen times as much of it may take sixty-four times as long, where the
// square would take 256 times. A shape is read again if it seems slow, for other programs
// run at the same time.
func TestGrowth(t *testing.T) {
	fixture.NotShort(t, "reads articles of megabytes")
	const (
		least = 2 * time.Millisecond // a shorter time tells nothing
		most  = 4 << 20              // bytes
		tries = 5
	)
	for _, s := range growingShapes() {
		timeOfReading(t, s.file, s.with(1)) // prepares the tables
		n := 16
		small := s.with(n)
		took := timeOfReading(t, s.file, small)
		for took < least && len(small) < most/64 {
			n *= 4
			small = s.with(n)
			took = timeOfReading(t, s.file, small)
		}
		large := s.with(16 * n)
		var times []string
		for try := 0; ; try++ {
			again := timeOfReading(t, s.file, large)
			times = append(times, fmt.Sprintf("%v and %v", took, again))
			if again < 64*max(took, least) {
				break
			}
			if try == tries {
				t.Errorf("%s: %d and %d of them in %s took %v", s.name, n, 16*n, s.file, times)
				break
			}
			took = timeOfReading(t, s.file, small)
		}
	}
}

// TestLongLists checks that the authors and tags that are left out are counted.
func TestLongLists(t *testing.T) {
	raw := Article{Title: "T", Body: harbourText}
	for i := range mostNames + 30 {
		raw.Authors = append(raw.Authors, fmt.Sprintf("Ann Lee%d", i))
		raw.Tags = append(raw.Tags, fmt.Sprintf("tag %d", i))
	}
	a, err := Clean(raw, Options{})
	left := func(r Repair) bool { return r.Kind == "long-list" && r.Count == 60 }
	if err != nil || !slices.Equal(a.Authors, raw.Authors[:mostNames]) || !slices.Equal(a.Tags, raw.Tags[:mostNames]) || !slices.ContainsFunc(a.Repairs, left) {
		t.Errorf("%d authors, %d tags, %+v, %v", len(a.Authors), len(a.Tags), a.Repairs, err)
	}
}
