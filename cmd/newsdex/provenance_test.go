package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/newsdex/newsdex/index"
)

// pageShapes are ways in which sites show the day and the authors of an article. DAY
// stands for "3 May 2020", TAG for "3. Mai 2020", ISO for "2020-05-03".
var pageShapes = []string{
	`<p>Published on DAY</p><p>By Ann Lee</p>`,
	`<p>By Ann Lee</p><p>Published on DAY</p>`,
	`<p>Published on DAY by Ann Lee</p>`,
	`<div>Veröffentlicht am TAG</div><div>Von Ann Lee</div>`,
	`<p><time datetime="ISO">DAY</time></p><p><a href="/author/ann-lee">Ann Lee</a></p>`,
	`<span class="date">DAY</span><br><span class="author">Ann Lee</span>`,
	`<div class="meta">By <a rel="author" href="/a/1">Ann Lee</a> | DAY</div>`,
}

// pageHeads are ways in which sites place the headline and such lines: within the
// article, so that a cleaned text has them too, and above it, so that extractors drop
// them.
var pageHeads = []string{"<article><h1>%s</h1>%s\n", "<header><h1>%s</h1><div class=\"intro\">%s</div></header><article>\n"}

// TestPagesKeepMetadata checks that the days and authors of pages are not lost when an
// index cleans the articles again: by templates learned from them, by reclean without
// their originals, and by restore --undo.
func TestPagesKeepMetadata(t *testing.T) {
	things := strings.Fields("ferry market school bridge museum library station theatre harbour council church stadium airport hospital")
	for i := range 2 * len(pageShapes) {
		head, shape := pageHeads[i%2], pageShapes[i/2]
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			pages, idx := filepath.Join(dir, "pages"), filepath.Join(dir, "idx")
			if err := os.Mkdir(pages, 0o777); err != nil {
				t.Fatal(err)
			}
			days := map[string]string{} // by title
			for n, thing := range things {
				day := time.Date(2020, 5, 3+n, 0, 0, 0, 0, time.UTC)
				title := "The town decides about the " + thing
				days[title] = day.Format("2006-01-02")
				shown := strings.NewReplacer("DAY", day.Format("2 January 2006"), "TAG", day.Format("2. ")+"Mai 2020", "ISO", days[title]).Replace(shape)
				page := fmt.Sprintf(`<html lang="en"><head><title>%s</title><link rel="canonical" href="https://www.harbour.example/n/%d"></head><body>%s<p>The %[4]s was opened on Monday by the mayor, and nobody in the town had thought of it before the summer.</p>
<p>The %[4]s has been sold to a company from the north, which has said nothing about its plans so far.</p>
<p>The %[4]s will close in the autumn unless somebody finds the money that it needs every year.</p>
<p>The column stands here every week and is written by the editors.</p></article></body></html>`, title, n, fmt.Sprintf(head, title, shown), thing)
				if err := os.WriteFile(filepath.Join(pages, thing+".html"), []byte(page), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			command := func(want string, args ...string) {
				t.Helper()
				var out, errs bytes.Buffer
				if code := run(t.Context(), args, nil, &out, &errs); code != exitOK || !strings.Contains(out.String(), want) {
					t.Fatalf("%v: code %d, %s%s\nwant %s", args, code, out.String(), errs.String(), want)
				}
			}
			check := func(after string) (id string) {
				t.Helper()
				x, err := index.Open(idx)
				if err != nil {
					t.Fatal(err)
				}
				defer x.Close()
				snapshot, err := x.Snapshot()
				if err != nil {
					t.Fatal(err)
				}
				defer snapshot.Close()
				n := 0
				for a, err := range snapshot.Articles(t.Context()) {
					if err != nil {
						t.Fatal(err)
					}
					n++
					if got := a.PublishedString(); got != days[a.Title] || len(a.Authors) != 1 || a.Authors[0] != "Ann Lee" {
						t.Errorf("%s, %s: %q is by %q of %q, want Ann Lee, %s; found %v", after, shape, a.Title, a.Authors, got, days[a.Title], a.Found)
					}
					if len(a.Removed) > 0 {
						id = a.ID
					}
				}
				if n != len(things) || id == "" {
					t.Fatalf("%s: %d articles, want %d; with something taken out %q", after, n, len(things), id)
				}
				return id
			}
			command("cleaned again, by templates that were learned: 14 articles", "index", "-o", idx, "--no-originals", pages)
			id := check("index")
			command("14 unchanged", "reclean", "-i", idx)
			check("reclean")
			command("14 replaced", "reclean", "-i", idx, "--level", "off")
			command("14 replaced", "reclean", "-i", idx)
			check("reclean of the uncleaned")
			command("put back", "restore", "-i", idx, id, "--rule", "template")
			check("restore")
			command("nothing is put back", "restore", "-i", idx, id, "--undo")
			check("restore --undo")
		})
	}
}
