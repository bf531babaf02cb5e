package ingest

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/newsdex/newsdex/ingest/internal/fixture"
)

// pageStatements are the ways in which the pages of TestRawOfShapes give metadata: in
// the head, by the headline, at the foot.
var pageStatements = struct{ head, byline, foot []string }{
	head: []string{
		`<script type="application/ld+json">{"@type":"NewsArticle","headline":"Council approves budget","datePublished":"2025-03-04T10:05:00Z","dateModified":"2025-03-05","author":{"name":"Bo Chan"},"publisher":{"name":"Harbor News"},"articleSection":"Politics","keywords":"harbor, budget","inLanguage":"en","description":"Six hours of debate end with a vote."}</script>`,
		`<meta property="og:title" content="Council approves budget">`,
		`<meta property="og:site_name" content="Harbor News">`,
		`<meta name="author" content="Cy Diaz">`,
		`<meta property="article:published_time" content="2025-03-04">`,
		`<meta property="article:published_time" content="2099-03-04">`,
		`<meta name="lastmod" content="2025-03-06T08:00:00+01:00">`,
		`<meta name="description" content="The council voted after a debate of six hours.">`,
		`<meta name="description" content="The council approved the budget on Monday after six hours of debate in a full hall.">`,
		`<meta property="article:section" content="Town">`,
		`<meta name="keywords" content="ferry, quay">`,
		`<link rel="canonical" href="https://www.harbornews.example/2025/03/04/budget">`,
		`<title>Council approves budget | Harbor News</title>`,
	},
	byline: []string{
		`<p>Published on 3 May 2020</p>`, `<p>By Ann Lee</p>`, `<p>By Ann Lee and Bo Chan</p>`, `<p>Updated on 5 May 2020</p>`,
		`<p>Veröffentlicht am 3. Mai 2020, zuletzt geändert am 5. Mai 2020</p>`, `<p>Published on 3 May 2099</p>`,
		`<h2 class="deck">The debate took six hours and ended late at night</h2>`, `<span class="author">Ann Lee</span>`, `<div>Harbor News</div>`,
		`<time datetime="2020-05-03T10:00">3 May 2020</time>`, `<span class="date">3 May 2020</span>`, `<p>Share this article</p>`,
	},
	foot: []string{
		`<p>© 2025 Harbor News. All rights reserved.</p>`, `<p>Tags: harbor, quay</p>`, `<p>Share this article</p>`, `<p>Last updated on 6 May 2020</p>`,
		`<p>Ann Lee is a reporter of Harbor News. Follow her on Twitter.</p>`, `<p>Read more: Ferry to close in autumn</p>`,
	},
}

// recordStatements are the fields of the records of TestRawOfShapes.
var recordStatements = map[string][]any{
	"title": {"Council approves budget", "Council approves &amp; signs budget"}, "headline": {"Budget approved"}, "deck": {"The debate took six hours", "It&rsquo;s done"},
	"authors": {"Ann Lee", []string{"Ann Lee", "Bo Chan"}, "Ann Lee, Bo Chan"}, "byline": {"By Cy Diaz"},
	"outlet": {"Harbor News", "Harbor &amp; Sea"}, "published": {"2025-03-04", "2025-03-04T10:05:00Z", "2099-01-01"}, "date_publish": {"2025-03-02"},
	"updated": {"2025-03-05", "2025-03-01", "2099-01-01"}, "section": {"Politics", "Art &amp; Life"}, "tags": {[]string{"harbor", "quay"}},
	"language": {"en", "de-AT"}, "url": {"https://www.harbornews.example/2025/03/04/budget?utm_source=x"}, "retrieved": {"2025-04-01"},
}

// textHeads and textTails are the beginnings and ends of the texts of records.
var (
	textHeads = []string{"Council approves the budget of the town", "By Ann Lee", "By Ann Lee and Bo Chan", "3 May 2020", "Published 3 May 2020", "Updated 5 May 2020", "3 May 2099",
		"[Harbor Media] The council met on Monday for a debate of six hours about the budget.", "The debate took six hours and ended late at night",
		"LONDON (Reuters) - The council of the town met on Monday for a debate of six hours about its budget.", "Harbor News", "Share this article", "It&rsquo;s Monday"}
	textTails = []string{"Tags: harbor, quay", "Share this article", "© 2025 Harbor News. All rights reserved.", "Published 3 May 2020", "By Cy Diaz"}
)

// TestRawOfShapes checks that all metadata of pages and records is the same when the
// articles are cleaned again from Raw.
func TestRawOfShapes(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	some := func(from []string, part float64) string {
		var b strings.Builder
		for _, i := range rng.Perm(len(from)) {
			if rng.Float64() < part {
				b.WriteString(from[i] + "\n")
			}
		}
		return b.String()
	}
	const paragraphs = "The council approved the budget on Monday after six hours of debate in a full hall.\n" +
		"The mayor said that the quay will be built in the summer, and that the ferry goes on as before.\n" +
		"Nobody in the hall had thought of the school, which needs a new roof before the winter comes.\n"
	files := map[string]string{}
	for i := range fixture.Rounds(1200) {
		if i%2 == 0 {
			heading, foot := "<h1>Council approves budget</h1>", "</article>"+some(pageStatements.foot, .2)
			if rng.IntN(2) == 0 {
				heading += some(pageStatements.byline, .2) + "<article>"
			} else {
				heading = "<article>" + heading + some(pageStatements.byline, .2)
			}
			if rng.IntN(2) == 0 {
				foot = some(pageStatements.foot, .2) + "</article>"
			}
			text := ""
			for p := range strings.Lines(paragraphs) {
				text += "<p>" + p + "</p>"
			}
			files[fmt.Sprintf("%03d.html", i)] = []string{`<html lang="en"><head>`, `<html><head>`}[rng.IntN(2)] + some(pageStatements.head, .2) + "</head><body>" + heading + text + foot + "</body></html>"
			continue
		}
		record := map[string]any{"text": some(textHeads, .15) + paragraphs + some(textTails, .2)}
		for _, field := range slices.Sorted(maps.Keys(recordStatements)) {
			values := recordStatements[field]
			if rng.Float64() < .3 {
				record[field] = values[rng.IntN(len(values))]
			}
		}
		data, err := json.Marshal(record)
		if err != nil {
			t.Fatal(err)
		}
		files[fmt.Sprintf("%03d.jsonl", i)] = string(data)
	}
	levels := []Level{Off, Careful, Normal, Strict}
	options := func(level Level) Options {
		return Options{Level: level, Now: func() time.Time { return time.Date(2025, 6, 1, 0, 0, 0, 0, time.UTC) }, Detect: func(text, declared string) string {
			if declared == "" || strings.Contains(text, "Mai 2020") {
				return "de"
			}
			return declared
		}}
	}
	cleaned := map[Level][]Article{}
	source := Files(fixture.Folder(t, files))
	for _, level := range levels {
		articles, failures := fixture.Collect(Read(t.Context(), source, options(level)))
		if len(articles) != len(files) || failures != nil {
			t.Fatalf("%d articles, %v", len(articles), failures)
		}
		cleaned[level] = articles
	}
	for _, from := range levels {
		for _, to := range levels {
			for i, a := range cleaned[from] {
				if got, want := again(t, a, options(to)), cleaned[to][i]; !reflect.DeepEqual(got, want) {
					t.Errorf("%s, cleaned at level %s and again at level %s, of\n%s\ngot  %s\nwant %s", a.Path, from, to, files[strings.TrimSuffix(a.Path, ":1")], shown(got), shown(want))
				}
			}
		}
	}
}

// shown is an article as JSON.
func shown(a Article) string {
	data, err := json.Marshal(a)
	if err != nil {
		return err.Error()
	}
	return string(data)
}
