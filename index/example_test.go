package index_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"log"
	"os"
	"path/filepath"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/ingest"
)

var ctx = context.Background()

// newFolder returns a folder for an example, and the function that removes it.
func newFolder() (path string, remove func()) {
	dir, err := os.MkdirTemp("", "newsdex-example-")
	if err != nil {
		log.Fatal(err)
	}
	return filepath.Join(dir, "news.idx"), func() { os.RemoveAll(dir) }
}

// articles yields articles.
func articles(all ...ingest.Article) iter.Seq2[ingest.Article, error] {
	return func(yield func(ingest.Article, error) bool) {
		for _, a := range all {
			if !yield(a, nil) {
				return
			}
		}
	}
}

var (
	harbour = ingest.Article{ID: "harbour", Title: "Harbour closes", Body: "The harbour closes in March.", Language: "en"}
	bridge  = ingest.Article{ID: "bridge", Title: "Bridge opens", Body: "The bridge opens in May.", Language: "en"}
)

// Ingest does the same as the command newsdex index. The second run finds everything
// unchanged.
func ExampleIngest() {
	path, remove := newFolder()
	defer remove()
	for range 2 {
		news, stats, err := index.Ingest(ctx, path, ingest.Files("../testdata/articles"), index.IngestOptions{})
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("%d articles: %d added, %d unchanged\n", stats.Articles, stats.Added, stats.Unchanged)
		if err := news.Close(); err != nil {
			log.Fatal(err)
		}
	}
	// Output:
	// 5 articles: 5 added, 0 unchanged
	// 5 articles: 0 added, 5 unchanged
}

// An index without a path is in memory.
func ExampleIngest_memory() {
	news, _, err := index.Ingest(ctx, "", ingest.Files("../testdata/articles"), index.IngestOptions{})
	if err != nil {
		log.Fatal(err)
	}
	defer news.Close()
	a, err := news.Get("003_fe2776ef89d7e53d.txt")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(a.Title)
	// Output:
	// The Power Struggle in AI: Elon Musk vs. Sam Altman
}

// Build makes an index of clean articles, from any source.
func ExampleBuild() {
	path, remove := newFolder()
	defer remove()
	stats, err := index.Build(ctx, path, articles(harbour, bridge), index.Options{})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(stats.Articles)
	// Output:
	// 2
}

func ExampleIndex_Update() {
	news, _, err := index.Memory(ctx, articles(harbour), index.Options{})
	if err != nil {
		log.Fatal(err)
	}
	defer news.Close()
	stats, err := news.Update(ctx, articles(bridge), index.Options{Delete: []string{"harbour"}})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%d added, %d deleted, %d now\n", stats.Added, stats.Deleted, stats.Articles)
	// Output:
	// 1 added, 1 deleted, 1 now
}

// Put adds an article, or replaces the one with its ID.
func ExampleIndex_Put() {
	news, _, err := index.Memory(ctx, articles(harbour), index.Options{})
	if err != nil {
		log.Fatal(err)
	}
	defer news.Close()
	raw := ingest.Article{ID: "harbour", Body: "Harbour stays open\nThe harbour stays open after all.\nShare this article"}
	clean, err := ingest.Clean(raw, ingest.Options{})
	if err != nil {
		log.Fatal(err)
	}
	stats, err := news.Put(ctx, clean)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%d replaced: %s\n", stats.Replaced, clean.Body)
	// Output:
	// 1 replaced: The harbour stays open after all.
}

func ExampleIndex_Delete() {
	news, _, err := index.Memory(ctx, articles(harbour, bridge), index.Options{})
	if err != nil {
		log.Fatal(err)
	}
	defer news.Close()
	if _, err := news.Delete(ctx, "harbour"); err != nil {
		log.Fatal(err)
	}
	_, err = news.Get("harbour")
	fmt.Println(errors.Is(err, index.ErrNotFound))
	// Output:
	// true
}

// Original returns the file from which an article was made.
func ExampleIndex_Original() {
	path, remove := newFolder()
	defer remove()
	news, _, err := index.Ingest(ctx, path, ingest.Files("../testdata/articles"), index.IngestOptions{})
	if err != nil {
		log.Fatal(err)
	}
	defer news.Close()
	origin, err := news.Original("003_fe2776ef89d7e53d.txt")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%s, %d bytes\n", origin.Form, len(origin.Data))
	// Output:
	// plain text, 5177 bytes
}

// Reclean cleans the articles of an index by other rules without their files.
func ExampleIndex_Reclean() {
	path, remove := newFolder()
	defer remove()
	news, _, err := index.Ingest(ctx, path, ingest.Files("../testdata/articles"), index.IngestOptions{})
	if err != nil {
		log.Fatal(err)
	}
	defer news.Close()
	stats, err := news.Reclean(ctx, index.IngestOptions{Read: ingest.Options{Level: ingest.Off}})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%d replaced\n", stats.Replaced)
	// Output:
	// 4 replaced
}

// A snapshot does not change when the index does.
func ExampleIndex_Snapshot() {
	news, _, err := index.Memory(ctx, articles(harbour), index.Options{})
	if err != nil {
		log.Fatal(err)
	}
	defer news.Close()
	before, err := news.Snapshot()
	if err != nil {
		log.Fatal(err)
	}
	defer before.Close()
	if _, err := news.Put(ctx, bridge); err != nil {
		log.Fatal(err)
	}
	n, err := news.Count()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(before.Count(), n)
	// Output:
	// 1 2
}

// A reader in any process can switch to a newly published generation.
func ExampleIndex_Refresh() {
	path, remove := newFolder()
	defer remove()
	if _, err := index.Build(ctx, path, articles(harbour), index.Options{}); err != nil {
		log.Fatal(err)
	}
	reader, err := index.Open(path)
	if err != nil {
		log.Fatal(err)
	}
	defer reader.Close()
	if _, err := index.Build(ctx, path, articles(harbour, bridge), index.Options{}); err != nil {
		log.Fatal(err)
	}
	changed, err := reader.Refresh()
	if err != nil {
		log.Fatal(err)
	}
	n, err := reader.Count()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(changed, n)
	// Output:
	// true 2
}

// Verify lists the damage, and Repair saves the readable articles.
func ExampleRepair() {
	path, remove := newFolder()
	defer remove()
	if _, err := index.Build(ctx, path, articles(harbour, bridge), index.Options{}); err != nil {
		log.Fatal(err)
	}
	if err := os.Remove(filepath.Join(path, "gen-000001", "blocks")); err != nil {
		log.Fatal(err)
	}
	found, err := index.Verify(ctx, path)
	if err != nil {
		log.Fatal(err)
	}
	repaired, err := index.Repair(ctx, path, index.Options{})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%d problem; %d articles saved, %d lost\n", len(found.Problems), repaired.Stats.Articles, len(repaired.Lost))
	// Output:
	// 1 problem; 2 articles saved, 0 lost
}

// Rebuild makes an index again from its articles, for a newsdex with another analysis
// or an older format.
func ExampleRebuild() {
	path, remove := newFolder()
	defer remove()
	if _, err := index.Build(ctx, path, articles(harbour, bridge), index.Options{}); err != nil {
		log.Fatal(err)
	}
	stats, err := index.Rebuild(ctx, path, index.Options{})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(stats.Articles)
	// Output:
	// 2
}
