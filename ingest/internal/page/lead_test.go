package page

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// TestLead checks which text between the headline and the article is its lead.
func TestLead(t *testing.T) {
	const (
		lead     = "For years the cranes have stood still. Now the council has found the money to replace them, and the mayor is glad."
		sentence = "The old cranes of the harbour will be replaced, but not everybody thinks that this is what the town needs."
		long     = "Though its schools are waiting for new roofs and its library for a new home, the town replaces the old cranes of the harbour, and not everybody thinks that it should."
	)
	for _, c := range []struct {
		name, above, lead string
		stays             bool
	}{
		{"a paragraph", "<p>" + lead + "</p>", lead, true},
		{"in an element of its own", `<div class="head"><div><p>` + lead + "</p></div></div>", lead, true},
		{"named for a teaser", `<div class="teaser-text"><p>` + lead + "</p></div>", lead, true},
		{"a long sentence", `<div class="a1"><p>` + long + "</p></div>", long, true},
		{"a long heading", `<h2>` + strings.TrimSuffix(long, ".") + "</h2>", strings.TrimSuffix(long, "."), true},
		{"a short sentence", `<div class="a1"><p>` + sentence + "</p></div>", sentence, false},
		{"a short sentence that is named", `<div class="article-intro"><p>` + sentence + "</p></div>", sentence, true},
		{"a caption", `<div class="image"><p>` + lead + "</p></div>", lead, false},
		{"a figure", `<figure><div>` + lead + "</div></figure>", lead, false},
		{"an author", `<div class="author-box"><p>` + lead + "</p></div>", lead, false},
		{"hidden", `<div style="display: none"><p>` + lead + "</p></div>", lead, false},
		{"links", `<div><a href="/x">` + lead + "</a></div>", lead, false},
		{"a list", `<ul class="points"><li>` + lead + "</li></ul>", lead, false},
		{"no end", `<div class="a1">Anna Lee, who has been our reporter at the harbour for a long time and at the town hall before. Budget, cranes, mayor, council</div>`, "Anna Lee", false},
	} {
		for _, headline := range []string{"<h1>Council approves budget</h1>", `<h2 class="title">Council approves budget</h2>`} {
			text := leadOf(t, headline+c.above+`<p class="by">By Ann Lee</p>`)
			if n := strings.Count(text, c.lead); n != map[bool]int{true: 1, false: 0}[c.stays] {
				t.Errorf("%s below %.3s: stands %d times in\n%s", c.name, headline, n, text)
			}
		}
	}
	for _, above := range []string{"<p>" + lead + "</p><h1>Council approves budget</h1>", "<p>" + lead + "</p>", "<h2>Harbour</h2><p>" + lead + "</p>"} {
		if text := leadOf(t, above); strings.Contains(text, lead) {
			t.Errorf("no headline is above the lead of %s:\n%s", above, text)
		}
	}
}

// leadOf returns the lead that is found in HTML above the story, and the story.
func leadOf(t *testing.T, above string) string {
	t.Helper()
	doc, err := html.Parse(strings.NewReader("<main>" + above + `<div class="story-body">` + strings.Replace(story, "INSIDE", "", 1) + "</div></main>"))
	if err != nil {
		t.Fatal(err)
	}
	blocks := BlocksOf(doc)
	belong, parts := make([]bool, len(blocks)), map[*html.Node]bool{}
	for i := range blocks {
		if in := blocks[i].node.Parent; attribute(in, "class") == "story-body" {
			belong[i], parts[in] = true, true
		}
	}
	markLead(blocks, belong, parts, "Council approves budget - Harbor Media")
	var lines []string
	for i := range blocks {
		if belong[i] {
			lines = append(lines, blocks[i].text)
		}
	}
	return strings.Join(lines, "\n")
}

// TestLeadOnce checks that a lead that the article repeats, or that stands twice above
// it, is kept once.
func TestLeadOnce(t *testing.T) {
	first, _, _ := strings.Cut(strings.TrimPrefix(story, "<p>"), "</p>")
	const lead = "For years the cranes have stood still. Now the council has found the money to replace them, and the mayor is glad."
	for _, once := range []string{first, lead} {
		text := leadOf(t, "<h1>Council</h1><div class=intro><p>"+once+"</p></div><div class=print-intro><p>"+once+"</p></div>")
		if n := strings.Count(text, once); n != 1 {
			t.Errorf("%q stands %d times in\n%s", once, n, text)
		}
	}
}
