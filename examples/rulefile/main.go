// Rulefile cleans by rules that stand in a file, before those that newsdex
// cleans with: what `newsdex clean --rules harbour.rules` does.
//
//	go run ./examples/rulefile
package main

import (
	"context"
	_ "embed"
	"fmt"
	"log"
	"strings"

	"github.com/newsdex/newsdex/ingest"
)

//go:embed harbour.rules
var harbour string

const page = `{"url": "https://www.harbour.example/wall", "text": "Harbour wall to be raised\n\nHigh water: 04:12 and 16:40\nTides by the harbour office.\nThe harbour wall will be raised by a metre. Follow our weather ship live all day.\nWork begins in spring.\nShare this article"}`

func main() {
	if err := clean(context.Background()); err != nil {
		log.Fatal(err)
	}
}

// clean prints what stays of the page, and what went by which rule.
func clean(ctx context.Context) error {
	own, err := ingest.ParseRules(strings.NewReader(harbour), "harbour.rules")
	if err != nil {
		return err
	}
	src := ingest.Files("-")
	src.Stdin = strings.NewReader(page)
	for a, err := range ingest.Read(ctx, src, ingest.Options{Rules: append(own, ingest.DefaultRules()...)}) {
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
