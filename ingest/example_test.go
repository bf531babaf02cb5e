package ingest_test

import (
	"context"
	"fmt"
	"regexp"
	"strings"

	"github.com/newsdex/newsdex/ingest"
)

const testPage = `Council approves budget after long debate
By Ann Lee
The council approved the budget on Monday. Share your thoughts in the comments below!
Harbor Weather: 21 degrees
2 Comments
`

func ExampleRead() {
	src := ingest.Files("-")
	src.Stdin = strings.NewReader(testPage)
	for a, err := range ingest.Read(context.Background(), src, ingest.Options{}) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Printf("%s\nby %v\n%s\n", a.Title, a.Authors, a.Body)
		for _, r := range a.Removed {
			fmt.Printf("line %d %s: %q\n", r.Line, r.Rule, r.Text)
		}
	}
	// Output:
	// Council approves budget after long debate
	// by [Ann Lee]
	// The council approved the budget on Monday.
	//
	// Harbor Weather: 21 degrees
	// line 2 byline: "By Ann Lee"
	// line 3 call-to-action: " Share your thoughts in the comments below!"
	// line 5 comments: "2 Comments"
}

// A custom rule runs after the rules of the package, on the text that they left.
func ExampleMatchLines() {
	weather := ingest.MatchLines("weather", "stands under every article of the Harbor", regexp.MustCompile(`^Harbor Weather: .*$`))
	src := ingest.Files("-")
	src.Stdin = strings.NewReader(testPage)
	o := ingest.Options{Rules: append(ingest.DefaultRules(), weather)}
	for a, err := range ingest.Read(context.Background(), src, o) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(a.Body)
	}
	// Output:
	// The council approved the budget on Monday.
}
