// Rule adds a rule to those that newsdex cleans with: a row of a table that has
// a name, a reason and a way to find what should go.
//
//	go run ./examples/rule
package main

import (
	"context"
	"fmt"
	"log"
	"regexp"
	"strings"

	"github.com/newsdex/newsdex/ingest"
)

// The pages of this outlet carry two things that no other outlet has: a line
// with the day's tides, and a sentence about its weather ship in the middle of
// articles.
var rules = append(ingest.DefaultRules(),
	ingest.MatchLines("tide-table", "gives the day's tides, on every page",
		regexp.MustCompile(`^High water: \d\d:\d\d`)),
	ingest.MatchSentences("weather-ship", "advertises the outlet's weather ship",
		regexp.MustCompile(`\bweather ship\b.*\blive\b`)),
)

const page = `Harbour wall to be raised

High water: 04:12 and 16:40
The harbour wall will be raised by a metre. Follow our weather ship live all day.
Work begins in spring.
Share this article`

func main() {
	if err := clean(context.Background()); err != nil {
		log.Fatal(err)
	}
}

// clean prints what stays of the page, and what went by which rule.
func clean(ctx context.Context) error {
	src := ingest.Files("-")
	src.Stdin = strings.NewReader(page)
	for a, err := range ingest.Read(ctx, src, ingest.Options{Rules: rules}) {
		if err != nil {
			return err
		}
		fmt.Println(a.Title)
		for _, p := range a.Paragraphs() {
			fmt.Println("  ", p)
		}
		for _, r := range a.Removed {
			fmt.Printf("line %d, %s: %s\n", r.Line, r.Rule, r.Text)
		}
	}
	return nil
}
