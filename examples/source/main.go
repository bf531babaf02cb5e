// Source feeds articles from somewhere that newsdex knows nothing of, here the
// rows of a database. A source is one method that returns a sequence.
//
//	go run ./examples/source
package main

import (
	"context"
	"fmt"
	"iter"
	"log"
	"time"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/ingest"
	"github.com/newsdex/newsdex/query"
)

// A table is the source: it yields its rows as raw articles. It is read a row
// at a time, so it may be larger than memory.
type table struct {
	query func(ctx context.Context) (rows, error)
}

// rows are what database/sql returns for a query, as far as table needs it.
type rows interface {
	Next() bool
	Scan(dest ...any) error
	Err() error
	Close() error
}

// Articles implements [ingest.Source].
func (t table) Articles(ctx context.Context) iter.Seq2[ingest.Article, error] {
	return func(yield func(ingest.Article, error) bool) {
		rows, err := t.query(ctx)
		if err != nil {
			yield(ingest.Article{}, err)
			return
		}
		defer rows.Close()
		for rows.Next() {
			// A row that is broken is one error in the sequence; the
			// next row follows.
			a, err := article(rows)
			if !yield(a, err) {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(ingest.Article{}, err)
		}
	}
}

// article makes an article of the current row. What the table does not have is
// left empty, and found in the text by Read where it can be.
func article(r rows) (ingest.Article, error) {
	var a ingest.Article
	err := r.Scan(&a.ID, &a.Outlet, &a.Title, &a.Body, &a.Published)
	if err != nil {
		return a, fmt.Errorf("read a row: %w", err)
	}
	a.PublishedLayout = time.DateOnly // the table knows no more than the day
	return a, nil
}

func main() {
	if err := search(context.Background(), table{query: selectAll}, "harbour"); err != nil {
		log.Fatal(err)
	}
}

// search indexes a source and prints what matches a query.
func search(ctx context.Context, src ingest.Source, words string) error {
	o := index.IngestOptions{OnError: func(err error) { fmt.Println("skipped:", err) }}
	x, stats, err := index.Ingest(ctx, "", src, o)
	if err != nil {
		return err
	}
	defer x.Close()
	fmt.Printf("%d articles, %d errors\n", stats.Articles, stats.Errors)

	q, err := query.Parse(words)
	if err != nil {
		return err
	}
	results, err := query.Search(ctx, x, q, query.DefaultOptions())
	if err != nil {
		return err
	}
	for _, hit := range results.Hits {
		fmt.Printf("%s, %s: %s (%s)\n", hit.Outlet, hit.PublishedString(), hit.Title, hit.ID)
	}
	return nil
}
