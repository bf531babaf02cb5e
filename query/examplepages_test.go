package query_test

import (
	"context"
	"fmt"
	"log"

	"github.com/newsdex/newsdex/query"
)

// Each page leads to the next one. Nothing is kept between them: the token can go to a
// browser and come back in a URL.
func ExampleOptions_after() {
	o := query.Options{Limit: 2}
	for page := 1; ; page++ {
		results := find("ferry", o)
		for i, hit := range results.Hits {
			fmt.Printf("page %d, hit %d: %s\n", page, results.Offset+i+1, hit.ID)
		}
		if results.Next == "" {
			break
		}
		o.After = results.Next
	}
	// Output:
	// page 1, hit 1: ferry
	// page 1, hit 2: budget
	// page 2, hit 3: harbour
}

// An engine learns from Begin behind which place its hits begin, and sorts by the same
// values: Elasticsearch, for one, takes them as search_after.
func ExampleOptions_Begin() {
	ctx := context.Background()
	x := news()
	defer x.Close()
	s, err := x.Snapshot()
	if err != nil {
		log.Fatal(err)
	}
	defer s.Close()
	p, err := query.Compile(ctx, query.Local(s), query.Term{Text: "ferry"})
	if err != nil {
		log.Fatal(err)
	}
	o := query.Options{Limit: 1, Order: query.Newest}
	after, err := o.Begin(p)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(after == nil)

	o.After = o.PageToken(p, query.SortKey{Published: 1739232000, ID: "budget", Number: 1})
	if after, err = o.Begin(p); err != nil {
		log.Fatal(err)
	}
	fmt.Println(after.Published, after.ID, after.Number)
	// Output:
	// true
	// 1739232000 budget 1
}
