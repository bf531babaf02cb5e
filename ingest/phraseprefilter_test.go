package ingest

import (
	"math/rand/v2"
	"regexp/syntax"
	"strings"
	"testing"
)

// TestMayBeMarked holds that a line of which markOf says something is not taken for
// another by its beginning: lines made from the patterns and the phrases.
func TestMayBeMarked(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	marked, spared := 0, 0
	check := func(line string) {
		if line = oneLine(line); len(line) <= headBytes {
			return
		}
		got := mayBeMarked(line, foldPhrase(nil, line[:headBytes]))
		m := markOf(line, foldPhrase(nil, line))
		if m.kind != noKind {
			marked++
			if !got {
				t.Errorf("%q has the mark %+v", line, m)
			}
		}
		if !got {
			spared++
		}
	}
	for i := range patterns {
		re, err := syntax.Parse(patterns[i].re.String(), syntax.Perl)
		if err != nil {
			t.Fatal(err)
		}
		for range 100 {
			line := patterns[i].start + textFor(re, r)
			for _, s := range []string{line, strings.ToUpper(line), line + strings.Repeat(" and so it goes", 4), "In the town they say " + line + " and more of it", "— “" + line} {
				check(s)
				check(changed(s, r))
			}
		}
	}
	for _, p := range readPhrases() {
		check(p.text)
		check(strings.ToUpper(p.text) + "!")
		check("… “" + p.text + "” …")
		check(p.text + strings.Repeat(" of the town", 5))
	}
	if marked < 1000 || spared < 1000 {
		t.Errorf("%d lines have a mark, %d were spared", marked, spared)
	}
}
