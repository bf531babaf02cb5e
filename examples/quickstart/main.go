// Quickstart goes from files to ranked hits:
//
//	go run ./examples/quickstart testdata/articles 'musk bid for openai'
package main

import (
	"context"
	"fmt"
	"log"
	"os"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/ingest"
	"github.com/newsdex/newsdex/query"
)

func main() {
	if len(os.Args) != 3 {
		log.Fatal("usage: quickstart FOLDER QUERY")
	}
	if err := search(context.Background(), os.Args[1], os.Args[2]); err != nil {
		log.Fatal(err)
	}
}

// search prints the articles in a folder that match a query, the best first.
func search(ctx context.Context, folder, queryString string) error {
	// Articles are read, cleaned and indexed one by one. Without a path the index is in
	// memory; with one it is kept, or brought up to date, in that folder.
	x, _, err := index.Ingest(ctx, "", ingest.Files(folder), index.IngestOptions{})
	if err != nil {
		return err
	}
	defer x.Close()

	q, err := query.Parse(queryString)
	if err != nil {
		return err
	}
	results, err := query.Search(ctx, x, q, query.Options{Limit: 3, Snippets: 1})
	if err != nil {
		return err
	}
	fmt.Printf("%d articles match %s\n", results.Total, q)
	for i, hit := range results.Hits {
		fmt.Printf("%d. %s\n", i+1, hit.Title)
		for _, s := range hit.Snippets {
			fmt.Println("  ", s.Mark("*", "*", nil))
		}
	}
	return nil
}
