package ingest

import (
	"strings"
	"testing"
	"time"

	"github.com/newsdex/newsdex/ingest/internal/page"
)

// story is an article of five paragraphs, so that extractors find one.
const story = `<p>The city council approved a budget of 12 million on Monday after a debate of six hours in the old town hall.</p>
<p>Most of the money goes to the harbour, where the old cranes will be replaced and the quay repaired by the end of the year.</p>
INSIDE
<p>The mayor said that the town had waited for this decision for years, and that the first crane would be ordered in spring.</p>
<p>Two members voted against it, because they would have liked to see more money for schools and for the library in the north.</p>
<p>The council meets again in March, when the plans for the quay are to be presented to the public for the first time.</p>`

func testPage(inside string) string {
	return `<!doctype html><html><head><title>Budget | Harbor Media</title></head><body class="single comments-open">
<nav class="menu"><ul><li><a href="/">Home</a></li><li><a href="/s">Sports</a></li></ul></nav>
<main><article class="story"><h1>Council approves budget</h1><div class="story-body">` + strings.Replace(story, "INSIDE", inside, 1) + `</div></article>
<section class="related"><h2>Related</h2><ul><li><a href="/a">Cranes arrive at the harbour after a long journey</a></li></ul></section>
<div id="comments"><h3>2 Comments</h3><p>I have lived here for forty years and I have never seen a crane that worked, so good luck with that, dear council.</p></div></main>
<footer><p>© 2025 Harbor Media. All rights reserved. No part of this page may be copied without asking the publisher first.</p></footer></body></html>`
}

// TestExtract checks which text of a page stays; text that stays is on a line of its
// own.
func TestExtract(t *testing.T) {
	for _, c := range []struct{ name, inside, stays, goes string }{
		{"nothing", "", "in the old town hall.", "Sports"},
		{"comments", "", "for the first time.", "forty years"},
		{"footer", "", "for the first time.", "Harbor Media"},
		{"list", "<ul><li>Four million for cranes</li><li>Two for the quay</li></ul>", "Four million for cranes\nTwo for the quay", ""},
		{"lines", "<p>The list:<br>one crane,<br/>two cranes.</p>", "The list:\none crane,\ntwo cranes.", ""},
		{"heading", "<h2>What it costs</h2>", "What it costs", ""},
		{"teaser", `<p><a href="/x">CRANES ARRIVE AT THE HARBOUR AFTER A LONG JOURNEY</a></p>`, "", "LONG JOURNEY"},
		{"source", `<p><a href="/x">https://harbor.example/budget-of-the-city.pdf</a></p>`, "https://harbor.example/budget-of-the-city.pdf", ""},
		{"links in a sentence", `<p>The <a href="/x">old cranes</a> were built in 1950 and have not worked since the <a href="/y">great flood</a>.</p>`, "The old cranes were built", ""},
		{"caption", `<figure><img src="x"><figcaption>The quay in the spring of last year (Photo: Ann Lee)</figcaption></figure>`, "", "last year"},
		{"related", `<div class="relatedContent"><p>Cranes arrive at the harbour after a long journey over the sea, says the captain.</p></div>`, "", "captain"},
		{"quoted post", `<blockquote class="twitter-tweet"><p>What a day for our town!</p>— Ann Lee (@annlee) March 4, 2025</blockquote>`, "What a day for our town!\n— Ann Lee (@annlee) March 4, 2025", ""},
		{"hover card", `<p>The mayor, <span><a href="/m">Bo Chan</a><span class="card"><a href="/1">Mayor wants cranes</a> <a href="/2">Mayor was seen at the quay</a> <a href="/3">More</a></span></span>, said that she was glad of the decision that was taken on Monday.</p>`, "The mayor, Bo Chan, said", "was seen"},
		{"script", "<script>var x = '<p>Not this text, which is long enough to be taken for a paragraph of it.</p>'</script>", "", "Not this"},
		{"copy", "<p>One short line of it all.</p><div>" + strings.NewReplacer("<p>", "", "</p>", " ", "INSIDE", "").Replace(story) + "</div>", "One short line of it all.", "first time. The"},
		{"names that mislead", `</div><div class="newsletter-story"><p>` + strings.Repeat("The quay was built when the railway came, and most of the ships that came then were laden with coal and wood. ", 4) + "</p>", "The quay was built", ""},
		{"hidden", `<p hidden>Turn off your ad blocker, please.</p>`, "", "ad blocker"},
	} {
		a, err := pageArticle([]byte(testPage(c.inside)), "", "")
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		lines := "\n" + a.Body + "\n"
		if !strings.Contains(lines, c.stays) || c.goes != "" && strings.Contains(lines, c.goes) || strings.Count(a.Body, "\n") < 4 {
			t.Errorf("%s: %q should stay and %q go:\n%s", c.name, c.stays, c.goes, a.Body)
		}
		if !strings.HasPrefix(a.Body, "The city council") && !strings.HasPrefix(a.Body, "Council approves budget\nThe city") || !strings.HasSuffix(a.Body, "first time.") {
			t.Errorf("%s: begins or ends elsewhere:\n%s", c.name, a.Body)
		}
	}
}

// TestExtractWays checks that some text is found in every page that has some, and that
// the extractor is named.
func TestExtractWays(t *testing.T) {
	paragraph := "The council met on Monday and decided what it had to decide, after a long debate about the budget. "
	for _, c := range []struct{ name, page, text, source string }{
		{"article", testPage(""), "six hours", "go-trafilatura and go-readability"},
		{"a line", "<title>x</title><body>Only this.", "Only this.", ""},
		{"a table of cells", "<table><tr><td>Only this<td>and that</table>", "Only this and that", ""},
		{"too deep", "<head><title>Deep</title></head>" + strings.Repeat("<div>", 100_000) + paragraph, paragraph[:60], "all text"},
		{"too many tags", strings.Repeat("<p>", page.MostTags) + paragraph, paragraph[:60], "all text"},
		{"too large", "<nav>" + strings.Repeat("<p><a href=x>abc</a>", 60_000) + "</nav>" + strings.Repeat("<p>"+paragraph, 20), paragraph[:60], "densest text"},
		{"broken", "<p>" + paragraph + "<p <<a href=\"x>" + paragraph + "</b></table>", paragraph[:60], ""},
		{"long attribute", `<p class="` + strings.Repeat("x ", 1<<20) + `">` + paragraph, paragraph[:60], ""},
	} {
		start := time.Now()
		a, err := pageArticle([]byte(c.page), "", "")
		if err != nil || !strings.Contains(a.Body, c.text) || len(a.Found) == 0 {
			t.Errorf("%s: %.100q, %v", c.name, a.Body, err)
			continue
		}
		if how := a.Found[len(a.Found)-1]; how.Field != "text" || c.source != "" && how.Source() != c.source {
			t.Errorf("%s: found by %+v, want %s", c.name, how, c.source)
		}
		if d := time.Since(start); d > 30*time.Second {
			t.Errorf("%s took %v", c.name, d)
		}
	}
	for _, empty := range []string{"", "<!doctype html>", "<p> </p>", "<script>x</script>", strings.Repeat("<div>", 1000)} {
		if a, err := pageArticle([]byte(empty), "", ""); err == nil {
			t.Errorf("%.40q gave %q", empty, a.Body)
		}
	}
}
