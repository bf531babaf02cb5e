package postings_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/ingest"
)

// TestLengthsAmong holds that lengths which are read for some documents alone, as the
// first search of an index does, are those of the columns.
func TestLengthsAmong(t *testing.T) {
	var articles []ingest.Article
	for i := range 3000 {
		a := ingest.Article{ID: fmt.Sprint(i), Title: strings.Repeat("one ", 1+i%7), Body: strings.Repeat("two ", 1+i*7%900), Language: "und"}
		if i%3 == 0 {
			a.Deck = strings.Repeat("three ", 1+i%90)
		}
		articles = append(articles, a)
	}
	path := filepath.Join(t.TempDir(), "i")
	mustBuild(t, path, articles...)
	x := mustOpen(t, path)
	s, err := x.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	seg := s.Postings().Segments()[0]
	among := roaring.BitmapOf(0, 1, 2, 64, 65, 127, 500, 1023, 1024, 1025, 2998)
	some, all, err := seg.LengthsAmong(among, "und")
	if err != nil {
		t.Fatal(err)
	}
	if all {
		t.Fatal("the columns were read")
	}
	columns, err := seg.AllLengths()
	if err != nil {
		t.Fatal(err)
	}
	for f, column := range columns {
		for i, doc := range among.ToArray() {
			if got := some[f][i]; got != column[doc] || f == int(schema.Body) && got == 0 {
				t.Errorf("%s of document %d has the length %d, and %d in its column", schema.TextField(f), doc, got, column[doc])
			}
		}
	}
}
