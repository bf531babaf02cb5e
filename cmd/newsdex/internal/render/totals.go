package render

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/newsdex/newsdex/cmd/newsdex/internal/terminal"
	"github.com/newsdex/newsdex/index"
)

// Totals are the outcome of a run that writes an index.
type Totals struct {
	// Index is the folder of the index.
	Index string `json:"index"`
	// Articles is how many the index holds now.
	Articles int `json:"articles"`
	// Added is the number of articles that are new.
	Added int `json:"added"`
	// Replaced is the number of those whose content changed.
	Replaced int `json:"replaced"`
	// Unchanged is the number of those that stay as they were.
	Unchanged int `json:"unchanged"`
	// Deleted is the number of those that are gone.
	Deleted int `json:"deleted"`
	// Recleaned is the number of those cleaned again, by templates that were learned.
	Recleaned int `json:"recleaned"`
	// Duplicates is the number of articles read whose text had been read before.
	Duplicates int `json:"duplicates"`
	// Superseded is the number of texts read that are earlier ones of an article.
	Superseded int `json:"superseded"`
	// Copies is the number of texts read that are the same as another text of an article.
	Copies int `json:"copies"`
	// SharedIDs is the number of IDs that several articles have in their sources.
	SharedIDs int `json:"shared_ids"`
	// Passed is the number of files that were passed over because they are as they were.
	Passed int `json:"passed"`
	// Gone is the number of known files that are not there any more and whose articles
	// stay.
	Gone int `json:"gone"`
	// Moved are the sources that were found in another place.
	Moved []index.Moved `json:"moved"`
	// Errors is the number of inputs that could not be read.
	Errors int `json:"errors"`
	// Skipped counts what was passed over, by kind.
	Skipped map[string]int `json:"skipped"`
	// Removed counts the pieces of text that were taken out, by rule.
	Removed map[string]int `json:"removed"`
	// Repairs counts what was mended, by kind.
	Repairs map[string]int `json:"repairs"`
	// Elapsed is how long the run took, in milliseconds.
	Elapsed float64 `json:"elapsed_ms"`
}

// NewTotals returns the totals of a run on the index in the folder path. Skipped counts
// what was passed over, by kind.
func NewTotals(path string, s index.IngestStats, skipped map[string]int) *Totals {
	return &Totals{
		Index: path, Articles: s.Articles,
		Added: s.Added, Replaced: s.Replaced, Unchanged: s.Unchanged, Deleted: s.Deleted, Recleaned: s.Recleaned,
		Duplicates: s.Report.Duplicates, Superseded: s.Superseded, Copies: s.Copies, SharedIDs: s.SharedIDs, Errors: s.Errors,
		Passed: s.Passed, Gone: s.Gone, Moved: append([]index.Moved{}, s.Moved...),
		Skipped: orEmpty(skipped),
		Removed: orEmpty(s.Report.Removals), Repairs: orEmpty(s.Report.Repairs),
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

// Print writes the totals as people read them.
func (t *Totals) Print(out *terminal.Output) {
	write := func(format string, args ...any) {
		fmt.Fprintln(out, strings.Join(terminal.Wrap(fmt.Sprintf(format, args...), max(out.Width()-2, 0)), "\n  "))
	}
	write("%s: %s (%s added, %s replaced, %s unchanged, %s deleted) in %.1f s",
		terminal.Visible(t.Index), terminal.Amount(t.Articles, "article"), terminal.Grouped(t.Added), terminal.Grouped(t.Replaced), terminal.Grouped(t.Unchanged), terminal.Grouped(t.Deleted), t.Elapsed/1000)
	if s := byCount(t.Removed); s != "" {
		write("removed from the texts: %s", s)
	}
	if t.Recleaned > 0 {
		write("cleaned again, by templates that were learned: %s", terminal.Amount(t.Recleaned, "article"))
	}
	if t.Duplicates > 0 {
		write("exact duplicates: %s", terminal.Grouped(t.Duplicates))
	}
	if t.Superseded > 0 {
		write("earlier texts, of which a newer one stands: %s", terminal.Grouped(t.Superseded))
	}
	if t.Copies > 0 {
		write("copies of a text of the same page: %s", terminal.Grouped(t.Copies))
	}
	if t.SharedIDs > 0 {
		write("IDs of several articles, which have longer ones now: %s", terminal.Grouped(t.SharedIDs))
	}
	for _, m := range t.Moved {
		write("the source %s is now at %s", terminal.Visible(m.Name), terminal.Visible(m.To))
	}
	if s := byCount(t.Repairs); s != "" {
		write("repaired: %s", s)
	}
	if t.Passed > 0 {
		write("not read again, as they are unchanged: %s", terminal.Amount(t.Passed, "file"))
	}
	if t.Gone > 0 {
		write("gone from the sources, and kept in the index: %s; --prune deletes their articles", terminal.Amount(t.Gone, "file"))
	}
	if s := byCount(t.Skipped); s != "" {
		write("passed over: %s", s)
	}
	if t.Errors > 0 {
		write("not read: %s", terminal.Amount(t.Errors, "input"))
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
		names[i] = name + " " + terminal.Grouped(m[name])
	}
	return strings.Join(names, ", ")
}
