package index

import (
	"context"
	"iter"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/newsdex/newsdex/ingest"
)

// rawArticles is a source of articles in memory.
type rawArticles []ingest.Article

func (s rawArticles) Articles(context.Context) iter.Seq2[ingest.Article, error] { return seq(s...) }

// day returns a day of March 2025.
func day(n int) time.Time { return time.Date(2025, 3, n, 0, 0, 0, 0, time.UTC) }

// outletPages returns pages of one outlet with one common line.
func outletPages(n int) rawArticles {
	var all rawArticles
	for i := range n {
		district := string(rune('a' + i%26))
		all = append(all, ingest.Article{
			ID: "page" + district, URL: "https://gazette.example/" + district, Outlet: "The Gazette",
			Title: "The council of district " + district + " meets",
			Body: "The council of district " + district + " meets on Monday to vote on the budget for the coming year.\n" +
				"It is the " + district + " meeting of the year, and the members expect a long debate.\n" +
				"The Gazette is read in every district of the harbour town.",
		})
	}
	return all
}

// TestIngest checks that one call detects languages, keeps the newest text of a page,
// and learns and removes the lines of an outlet, on disk and in memory.
func TestIngest(t *testing.T) {
	german := ingest.Article{ID: "german", Language: "en", Title: "Der Hafen bleibt geschlossen",
		Body: strings.Repeat("Der Hafen der Stadt bleibt nach dem Sturm noch bis zum Wochenende geschlossen, sagte der Bürgermeister. ", 3)}
	early := ingest.Article{ID: "early", URL: "https://gazette.example/live", Title: "Budget vote begins",
		Body: "The vote on the budget begins at noon in the town hall.", Retrieved: day(1)}
	late := early
	late.ID, late.Body, late.Retrieved = "late", "The vote on the budget ended in the evening, and the budget stands.", day(2)
	src := append(outletPages(14), german, early, late)

	for _, path := range []string{"", filepath.Join(t.TempDir(), "i")} {
		x, stats, err := Ingest(ctx, path, src, IngestOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if stats.Articles != 16 || stats.Superseded != 1 || stats.Report.Articles != 17 {
			t.Errorf("path %q: %+v", path, stats)
		}
		a, err := x.Get("german")
		if err != nil || a.Language != "de" {
			t.Errorf("path %q: a German text is in %q, %v", path, a.Language, err)
		}
		if _, err := x.Get("early"); err == nil {
			t.Errorf("path %q: the earlier text of a page is there", path)
		}
		if a, err = x.Get("late"); err != nil || len(a.Earlier) != 1 {
			t.Errorf("path %q: %d earlier texts, %v", path, len(a.Earlier), err)
		}
		for _, p := range outletPages(14) {
			a, err := x.Get(p.ID)
			if err != nil || strings.Contains(a.Body, "is read in every district") || !strings.Contains(a.Body, "meeting of the year") {
				t.Fatalf("path %q: %s, %v: %s", path, p.ID, err, a.Body)
			}
		}
		again, err := x.Ingest(ctx, src, IngestOptions{})
		if err != nil || again.Added+again.Replaced+again.Deleted > 2 || again.Articles != 16 {
			t.Errorf("path %q: again %+v, %v", path, again, err)
		}
		off, err := x.Reclean(ctx, IngestOptions{Read: ingest.Options{Level: ingest.Off}, NoTemplates: true})
		if err != nil || off.Articles != 16 || off.Replaced < 14 {
			t.Errorf("path %q: recleaned %+v, %v", path, off, err)
		}
		if err := x.Close(); err != nil {
			t.Error(err)
		}
	}
}

// TestIngestSwitches checks that each switch turns off its feature.
func TestIngestSwitches(t *testing.T) {
	early := ingest.Article{ID: "early", URL: "https://gazette.example/live", Title: "Budget vote begins",
		Body: "The vote on the budget begins at noon in the town hall.", Retrieved: day(1)}
	late := early
	late.ID, late.Retrieved, late.Body = "late", day(2), "The vote on the budget ended in the evening, and the budget stands."
	src := append(outletPages(14), early, late)
	seen := 0
	x, stats, err := Ingest(ctx, "", src, IngestOptions{EveryRevision: true, NoTemplates: true, Watch: func(all iter.Seq2[ingest.Article, error]) iter.Seq2[ingest.Article, error] {
		return func(yield func(ingest.Article, error) bool) {
			for a, err := range all {
				seen++
				if !yield(a, err) {
					return
				}
			}
		}
	}})
	if err != nil || stats.Articles != 16 || seen != 16 {
		t.Fatalf("%+v, %d seen, %v", stats, seen, err)
	}
	defer x.Close()
	for _, id := range []string{"early", "late"} {
		if _, err := x.Get(id); err != nil {
			t.Error(err)
		}
	}
	if a, err := x.Get("pagea"); err != nil || !strings.Contains(a.Body, "is read in every district") {
		t.Errorf("%v: %s", err, a.Body)
	}
	known, err := x.Templates()
	if err != nil || len(known.List()) > 0 {
		t.Errorf("templates %v, %v", known, err)
	}
}

// TestPut checks that Put adds and replaces, and keeps originals.
func TestPut(t *testing.T) {
	path := filepath.Join(t.TempDir(), "i")
	a := article("a", "one", "text")
	a.Origin = &ingest.Origin{Form: "plain text", Data: []byte("one\ntext")}
	mustBuild(t, path, a)
	x := mustOpen(t, path)
	stats, err := x.Put(ctx, article("a", "one", "other text"), article("b", "two", "text"))
	if err != nil || stats.Added != 1 || stats.Replaced != 1 || stats.Articles != 2 {
		t.Fatalf("%+v, %v", stats, err)
	}
	if o, err := x.Original("a"); err != nil || string(o.Data) != "one\ntext" {
		t.Errorf("original %v, %v", o, err)
	}
	if got := contents(t, x); got["a"] != "one" || got["b"] != "two" {
		t.Error(got)
	}
}
