// Queries builds queries as Go values, where a program knows what it wants and
// there is no string to parse. Each prints as the string that means the same.
//
//	go run ./examples/queries testdata/articles
package main

import (
	"context"
	"fmt"
	"log"
	"os"
	"time"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/ingest"
	"github.com/newsdex/newsdex/query"
)

// queries are values: they can be kept, put together and used again.
var queries = []query.Query{
	query.Term{Text: "satin"}, // finds satın
	query.Phrase{Text: "no thank you"},
	query.Phrase{Text: "thank no", Slop: 2}, // the other way round is two moves
	query.Prefix{Text: "swindl"},
	query.Fuzzy{Text: "swindelr", Edits: query.AutoEdits}, // within two edits, as long as it is

	// Both words, and not the third.
	query.And{Of: []query.Query{
		query.Term{Text: "stargate"},
		query.Term{Text: "microsoft"},
		query.Not{Of: query.Term{Text: "deepseek"}},
	}},

	// Either word; the first counts for three times as much.
	query.Or{Of: []query.Query{
		query.Boost{Of: query.Term{Text: "swindler"}, By: 3},
		query.Term{Text: "stargate"},
	}},

	// In the headline only, either of two.
	query.Field{Name: query.Title, Of: query.Or{Of: []query.Query{
		query.Phrase{Text: "power struggle"},
		query.Term{Text: "buyout"},
	}}},

	// From one outlet, on one day: the end of a range is not part of it.
	query.And{Of: []query.Query{
		query.Field{Name: query.Outlet, Of: query.Phrase{Text: "Unblock Media"}},
		query.DateRange{From: february(11), To: february(12)},
	}},
}

func february(day int) time.Time { return time.Date(2025, 2, day, 0, 0, 0, 0, time.UTC) }

func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: queries FOLDER")
	}
	if err := run(context.Background(), os.Args[1]); err != nil {
		log.Fatal(err)
	}
}

// run prints the IDs that each query finds in a folder of articles.
func run(ctx context.Context, folder string) error {
	x, _, err := index.Ingest(ctx, "", ingest.Files(folder), index.IngestOptions{})
	if err != nil {
		return err
	}
	defer x.Close()
	for _, q := range queries {
		results, err := query.Search(ctx, x, q, query.Options{Limit: query.DefaultLimit})
		if err != nil {
			return err
		}
		fmt.Println(q)
		for _, hit := range results.Hits {
			fmt.Println("  ", hit.ID)
		}
	}
	return nil
}
