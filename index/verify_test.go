package index

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/blevesearch/bleve/v2"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/internal/record"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/ingest"
)

// smallNews are articles that use every field.
func smallNews() []ingest.Article {
	at := time.Date(2025, 2, 11, 7, 5, 0, 0, time.UTC)
	return []ingest.Article{
		{ID: "a", Title: "Musk’s bid", Body: "A non-profit model for $97.4 billion. The bid was refused.", Language: "en", Outlet: "The Gazette", Authors: []string{"Ann Author", "Bob"}, Published: at, URL: "https://example.com/a", File: "/n/a", Fingerprint: "fa"},
		{ID: "b", Title: "Der Markt", Body: "Der Markt ist wieder offen.", Language: "de", Outlet: "The Gazette", Published: at.Add(time.Hour), File: "/n/b", Fingerprint: "fb"},
		{ID: "c", Body: "No title, no date, no outlet.", Language: "en", Fingerprint: "fc"},
		{ID: "d", Title: "Words", Deck: "A deck of words", Body: strings.Repeat("word after word ", 300), Language: "en", Fingerprint: "fd"},
	}
}

func mustVerify(t *testing.T, path string, articles int) {
	t.Helper()
	v, err := Verify(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range v.Problems {
		t.Error(p)
	}
	if v.Articles != articles {
		t.Errorf("%d articles were compared, want %d", v.Articles, articles)
	}
}

func TestVerify(t *testing.T) {
	path := filepath.Join(t.TempDir(), "i")
	mustBuild(t, path, smallNews()...)
	mustVerify(t, path, 4)
	x := mustOpen(t, path)
	if _, err := x.Update(ctx, seq(article("b", "changed", "another text"), article("e", "new", "of today")), Options{Delete: []string{"c"}}); err != nil {
		t.Fatal(err)
	}
	mustVerify(t, path, 4)
}

// TestVerifyCompares checks that Verify compares a generation's data with its articles
// even if all checksums are correct.
func TestVerifyCompares(t *testing.T) {
	path := filepath.Join(t.TempDir(), "i")
	mustBuild(t, path, smallNews()...)
	dir := filepath.Join(path, generationName(1))
	m, err := readManifest(dir, Format)
	if err != nil {
		t.Fatal(err)
	}
	m.Totals.Lengths[schema.Body]++
	if err := writeManifest(disk.Disk{}, m, dir); err != nil {
		t.Fatal(err)
	}
	if _, err := publish(disk.Disk{}, path, generationName(1)); err != nil {
		t.Fatal(err)
	}
	v, err := Verify(ctx, path)
	if err != nil || len(v.Problems) != 1 || !strings.Contains(v.Problems[0].Problem, "totals") {
		t.Errorf("problems %v, %v", v.Problems, err)
	}
}

// TestVerifyComparesTerms checks that a posting without an article is found.
func TestVerifyComparesTerms(t *testing.T) {
	x, _, err := Memory(ctx, seq(smallNews()...), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	a := article("e", "title", "body")
	doc, rec, err := record.NewDocument(ctx, record.Record{Article: a})
	if err != nil {
		t.Fatal(err)
	}
	doc.Add(record.TermField(schema.Place, "/n/other"))
	b := (&writer{store: &store{bleve: x.cur.bleve.Source.(bleve.Index)}}).newBatch()
	b.builder.Add(doc)
	if err := b.apply(ctx); err != nil {
		t.Fatal(err)
	}
	m := x.cur.manifest
	m.Totals.add(rec.Lengths, +1)
	g, err := newGeneration("", x.cur.bleve.share(), x.cache, m)
	if err != nil {
		t.Fatal(err)
	}
	defer g.release()
	v := Verification{}
	c := comparison{v: &v, m: m}
	if err := c.run(ctx, &Snapshot{gen: g}); err != nil {
		t.Fatal(err)
	}
	if len(v.Problems) != 1 || !strings.Contains(v.Problems[0].Problem, "field place: its 1 postings are not the 0") {
		t.Errorf("problems %v", v.Problems)
	}
}
