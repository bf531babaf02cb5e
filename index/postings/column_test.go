package postings_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/newsdex/newsdex/analyze"
	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/index/internal/rounds"
	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/ingest"
)

func TestColumnValue(t *testing.T) {
	long := strings.Repeat("é", schema.MaxValueBytes)
	for _, tt := range []struct{ name, want string }{
		{"", ""},
		{" \t\n", ""},
		{" Unblock\u00a0 Media\n", "Unblock Media"},
		{"HERALD", "HERALD"},
		{"a\xffb", "a\uFFFDb"},
		{long, long[:schema.MaxValueBytes]},
		{"x" + long, "x" + long[:schema.MaxValueBytes-2]},
		{strings.Repeat("x", schema.MaxValueBytes-1) + " y", strings.Repeat("x", schema.MaxValueBytes-1)},
	} {
		if got := schema.NameValue(tt.name); got != tt.want || !utf8.ValidString(got) {
			t.Errorf("ColumnValue(%q) = %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestTitleKey(t *testing.T) {
	for _, tt := range []struct{ title, want string }{
		{"", ""},
		{"  Élan  vital ", "elan vital"},
		{"İSTANBUL", "istanbul"},
		{strings.Repeat("É", 1000), strings.Repeat("e", schema.MaxValueBytes)},
	} {
		if got := schema.TitleKey(tt.title); got != tt.want {
			t.Errorf("TitleKey(%q) = %q, want %q", tt.title, got, tt.want)
		}
	}
}

// valuesOf returns the values of an article in each column.
func valuesOf(a ingest.Article) map[string][]string {
	values := make(map[string][]string)
	values[schema.OutletName] = schema.NameValues([]string{a.Outlet})
	values[schema.AuthorName] = slices.Compact(slices.Sorted(slices.Values(schema.NameValues(a.Authors))))
	values[schema.Analysis] = []string{analyze.For(a.Language).Code}
	if !a.Published.IsZero() {
		values[schema.Published] = []string{a.Published.UTC().Format(time.DateOnly)}
	}
	return values
}

// checkColumns compares all columns and the order of titles of a snapshot with
// its articles.
func checkColumns(t *testing.T, s *index.Snapshot) {
	t.Helper()
	titles, err := s.Postings().TitleOrder(ctx)
	if err != nil {
		t.Fatal(err)
	}
	columns := make(map[string]*postings.Column)
	counts := make(map[string]map[string]uint32)
	for _, f := range postings.ColumnFields() {
		if columns[f], err = s.Postings().Column(ctx, f); err != nil {
			t.Fatal(err)
		}
		counts[f] = map[string]uint32{}
	}
	type placed struct {
		key   string
		place uint32
	}
	var order []placed
	for i, seg := range s.Postings().Segments() {
		for it := seg.All().Iterator(); it.HasNext(); {
			doc := it.Next()
			a, err := seg.Article(doc)
			if err != nil {
				t.Fatal(err)
			}
			order = append(order, placed{schema.TitleKey(a.Title), titles.Ranks(i)[doc]})
			for f, c := range columns {
				want := valuesOf(a)[f]
				one := make([]uint32, len(c.Totals()))
				one[c.Ordinals(i)[doc]] = 1
				byValue, without := c.ByValue(one)
				var got []string
				for n, count := range byValue {
					if count > 0 {
						got = append(got, c.Values()[n])
					}
				}
				if !slices.Equal(got, want) || (without == 1) != (len(want) == 0) {
					t.Fatalf("column %s has %q for %s, want %q", f, got, a.ID, want)
				}
				for _, v := range want {
					counts[f][v]++
				}
				if len(want) == 0 {
					counts[f][""]++
				}
			}
		}
	}
	for f, c := range columns {
		if !slices.IsSorted(c.Values()) {
			t.Errorf("the values of column %s are not in order: %q", f, c.Values())
		}
		got := map[string]uint32{}
		byValue, without := c.ByValue(slices.Clone(c.Totals()))
		for i, v := range c.Values() {
			got[v] = byValue[i]
		}
		if without > 0 {
			got[""] = without
		}
		if !maps.Equal(got, counts[f]) {
			t.Errorf("the totals of column %s are %v, want %v", f, got, counts[f])
		}
	}
	slices.SortFunc(order, func(a, b placed) int { return cmp.Compare(a.key, b.key) })
	place := uint32(0)
	for i, p := range order {
		if p.key != "" && (i == 0 || p.key != order[i-1].key) {
			place++
		}
		if p.place != place {
			t.Fatalf("the title %q has the place %d, want %d", p.key, p.place, place)
		}
	}
}

// TestColumns holds that columns have the values of the articles, in one segment and
// in several, after updates and deletions.
func TestColumns(t *testing.T) {
	pick := func(r *rand.Rand, of ...string) string { return of[r.IntN(len(of))] }
	random := func(r *rand.Rand) ingest.Article {
		a := article(fmt.Sprint("a", r.IntN(60)), pick(r, "", " ", "Bid", "bid", "BÍD", "offer", "Zürich "+fmt.Sprint(r.IntN(9))), "text")
		a.Outlet = pick(r, "", "Herald", "herald", " Herald ", "Gazette", fmt.Sprint("o", r.IntN(20)))
		a.Language = pick(r, "en", "fr", "und", "tlh")
		for range r.IntN(4) {
			a.Authors = append(a.Authors, pick(r, "Ann", "Bob", "ann", "", " Bob", "Cleo"))
		}
		if r.IntN(3) > 0 {
			a.Published = time.Date(2025, 2, 1, 0, 0, 0, 0, time.FixedZone("", -5*3600)).Add(time.Duration(r.IntN(40)) * 7 * time.Hour)
		}
		return a
	}
	for seed := range uint64(rounds.Of(4)) {
		r := rand.New(rand.NewPCG(seed, 0))
		some := func() (as []ingest.Article) {
			for range 1 + r.IntN(40) {
				as = append(as, random(r))
			}
			return as
		}
		both(t, some(), func(t *testing.T, x *index.Index) {
			for range 4 {
				s, err := x.Snapshot()
				if err != nil {
					t.Fatal(err)
				}
				checkColumns(t, s)
				if err := s.Close(); err != nil {
					t.Fatal(err)
				}
				if _, err := x.Update(ctx, seq(some()...), index.Options{Delete: []string{fmt.Sprint("a", r.IntN(60)), fmt.Sprint("a", r.IntN(60))}}); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// TestColumnsOfNothing holds that an index whose articles are all gone has empty
// columns.
func TestColumnsOfNothing(t *testing.T) {
	both(t, []ingest.Article{article("a", "t", "")}, func(t *testing.T, x *index.Index) {
		if _, err := x.Delete(ctx, "a"); err != nil {
			t.Fatal(err)
		}
		s, err := x.Snapshot()
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		checkColumns(t, s)
		c, err := s.Postings().Column(ctx, schema.Analysis)
		if err != nil || len(c.Values()) > 0 {
			t.Errorf("there are values: %v, %v", c, err)
		}
	})
}

// TestColumnsStop holds that reading a column ends with its context, that the
// next one reads it all the same, and that all readers get one column.
func TestColumnsStop(t *testing.T) {
	x, _, err := index.Memory(ctx, seq(article("a", "t", ""), article("b", "u", "")), index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	s, err := x.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	done, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := s.Postings().Column(done, schema.Analysis); !errors.Is(err, context.Canceled) {
		t.Errorf("Column: %v", err)
	}
	if _, err := s.Postings().TitleOrder(done); !errors.Is(err, context.Canceled) {
		t.Errorf("TitleOrder: %v", err)
	}
	for _, f := range []string{"", schema.Outlet} {
		if _, err := s.Postings().Column(ctx, f); err == nil {
			t.Errorf("there is a column %q", f)
		}
	}
	var readers sync.WaitGroup
	var got [8]*postings.Column
	for i := range got {
		readers.Go(func() { got[i], _ = s.Postings().Column(ctx, schema.Analysis) })
	}
	readers.Wait()
	for _, c := range got {
		if c == nil || c != got[0] || !reflect.DeepEqual(c.Values(), []string{"en"}) {
			t.Fatalf("columns %v", got)
		}
	}
}

// TestDateOutOfRange holds that an article whose date has no term is an error of
// its own.
func TestDateOutOfRange(t *testing.T) {
	late := article("b", "t", "")
	for _, date := range []time.Time{
		time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC),
		time.Date(9999, 12, 31, 23, 0, 0, 0, time.FixedZone("", -5*3600)),
	} {
		late.Published = date
		var told []error
		x, stats, err := index.Memory(ctx, seq(article("a", "t", ""), late), index.Options{OnError: func(err error) { told = append(told, err) }})
		if err != nil {
			t.Fatal(err)
		}
		if stats.Articles != 1 || len(told) != 1 || !strings.Contains(told[0].Error(), "article b: its date cannot be kept") {
			t.Errorf("%v: %d articles, errors %v", date, stats.Articles, told)
		}
		if err := x.Close(); err != nil {
			t.Error(err)
		}
	}
}
