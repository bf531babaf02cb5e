package ingest

import (
	"math/rand/v2"
	"regexp/syntax"
	"strings"
	"testing"

	"github.com/newsdex/newsdex/ingest/internal/fixture"
	"github.com/newsdex/newsdex/ingest/internal/phrase"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// TestMayBeMarked checks that no line that MarkOf marks is rejected by its beginning:
// it tries lines made from the patterns and the phrases.
func TestMayBeMarked(t *testing.T) {
	fixture.NotShort(t, "tries each pattern on a thousand lines")
	r := rand.New(rand.NewPCG(1, 2))
	marked, spared := 0, 0
	check := func(line string) {
		if line = plain.OneLine(line); len(line) <= phrase.HeadBytes {
			return
		}
		got := phrase.MayBeMarked(line, plain.FoldPhrase(nil, line[:phrase.HeadBytes]))
		m := phrase.MarkOf(line, plain.FoldPhrase(nil, line))
		if m.Kind != phrase.NoKind {
			marked++
			if !got {
				t.Errorf("%q has the mark %+v", line, m)
			}
		}
		if !got {
			spared++
		}
	}
	for _, p := range phrase.Shipped().Patterns {
		re, err := syntax.Parse(p.Re.String(), syntax.Perl)
		if err != nil {
			t.Fatal(err)
		}
		for range 100 {
			line := strings.Join(p.Begins[:min(len(p.Begins), 1)], "") + textFor(re, r)
			for _, s := range []string{line, strings.ToUpper(line), line + strings.Repeat(" and so it goes", 4), "In the town they say " + line + " and more of it", "— “" + line} {
				check(s)
				check(changed(s, r))
			}
		}
	}
	for _, p := range phrase.Shipped().Phrases {
		check(p.Text)
		check(strings.ToUpper(p.Text) + "!")
		check("… “" + p.Text + "” …")
		check(p.Text + strings.Repeat(" of the town", 5))
	}
	if marked < 1000 || spared < 1000 {
		t.Errorf("%d lines have a mark, %d were spared", marked, spared)
	}
}
