package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/ingest"
)

// totals are what newsdex index prints at its end.
type totals struct {
	Index      string         `json:"index"`
	Articles   int            `json:"articles"` // in the index, now
	Added      int            `json:"added"`
	Replaced   int            `json:"replaced"`
	Unchanged  int            `json:"unchanged"`
	Deleted    int            `json:"deleted"`
	Recleaned  int            `json:"recleaned"`  // cleaned again, by templates that were learned
	Duplicates int            `json:"duplicates"` // articles read whose text had been read before
	Revisions  int            `json:"revisions"`  // articles read of whose page a newer text stands
	Errors     int            `json:"errors"`
	Skipped    map[string]int `json:"skipped"` // things of unknown forms, by kind
	Removed    map[string]int `json:"removed"` // pieces of text, by rule
	Repairs    map[string]int `json:"repairs"` // by kind
	Elapsed    float64        `json:"elapsed_ms"`
}

func newTotals(path string, s index.Stats, r ingest.Report, skipped map[string]int) *totals {
	return &totals{
		Index: path, Articles: s.Articles,
		Added: s.Added, Replaced: s.Replaced, Unchanged: s.Unchanged, Deleted: s.Deleted, Recleaned: s.Recleaned,
		Duplicates: r.Duplicates, Errors: s.Errors,
		Skipped: orEmpty(skipped),
		Removed: orEmpty(r.Removals), Repairs: orEmpty(r.Repairs),
		Elapsed: float64(s.Elapsed) / float64(time.Millisecond),
	}
}

// orEmpty returns m, or an empty map for nil: {} in JSON, not null.
func orEmpty(m map[string]int) map[string]int {
	if m == nil {
		return map[string]int{}
	}
	return m
}

func (t *totals) print(out *stdout) {
	write := func(format string, args ...any) {
		fmt.Fprintln(out, strings.Join(wrap(fmt.Sprintf(format, args...), max(out.width()-2, 0)), "\n  "))
	}
	write("%s: %s (%s added, %s replaced, %s unchanged, %s deleted) in %.1f s",
		visible(t.Index), amount(t.Articles, "article"), grouped(t.Added), grouped(t.Replaced), grouped(t.Unchanged), grouped(t.Deleted), t.Elapsed/1000)
	if s := byCount(t.Removed); s != "" {
		write("removed from the texts: %s", s)
	}
	if t.Recleaned > 0 {
		write("cleaned again, by templates that were learned: %s", amount(t.Recleaned, "article"))
	}
	if t.Duplicates > 0 {
		write("exact duplicates: %s", grouped(t.Duplicates))
	}
	if t.Revisions > 0 {
		write("earlier texts of pages: %s", grouped(t.Revisions))
	}
	if s := byCount(t.Repairs); s != "" {
		write("repaired: %s", s)
	}
	if s := byCount(t.Skipped); s != "" {
		write("passed over: %s", s)
	}
	if t.Errors > 0 {
		write("not read: %s", amount(t.Errors, "input"))
	}
}

// byCount lists counts, the greatest first: "comments 7, share-bar 3".
func byCount(m map[string]int) string {
	names := slices.SortedFunc(maps.Keys(m), func(a, b string) int {
		if m[a] != m[b] {
			return m[b] - m[a]
		}
		return strings.Compare(a, b)
	})
	for i, name := range names {
		names[i] = name + " " + grouped(m[name])
	}
	return strings.Join(names, ", ")
}
