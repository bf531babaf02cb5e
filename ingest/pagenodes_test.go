package ingest

import (
	"strings"
	"testing"
)

// TestVisibleMetadata checks the values found in the text of a page beside its
// headline, each with its first source.
func TestVisibleMetadata(t *testing.T) {
	const article = `<h1>Council approves budget</h1>INSIDE<p>` + "The council approved the budget on Monday after six hours of debate in a full hall." + `</p>`
	in := func(s string) string { return strings.Replace(article, "INSIDE", s, 1) }
	for _, c := range []struct{ field, body, want, source string }{
		{"published", in(`<span class="entry-date">3. Mai 2020</span>`), "2020-05-03", "class date"},
		{"published", in(`<div class="node__submitted"><span class="post-created">28.01.22</span> / 0 Kommentare</div>`), "2022-01-28", "class published"},
		{"published", in(`<a class="post-date updated" href="/p/1">3. Mai 2020</a>`), "2020-05-03", "class date"}, // hAtom
		{"published", in(`<time class="date updated published" datetime="2020-05-03T10:00:00Z">heute</time>`), "2020-05-03T10:00:00Z", "time published"},
		{"published", in(`<time datetime="03-05-2020 10:29">3. Mai 2020 10:29</time>`), "2020-05-03T10:29", "time"},
		{"published", in(`<abbr class="published" title="2020-05-03T08:00:00-07:00">08:00</abbr>`), "2020-05-03T08:00:00-07:00", "time published"},
		{"published", in(`<p>Veröffentlicht am 3. Mai 2020, zuletzt geändert am 5. Mai 2020</p>`), "2020-05-03", "line published"},
		{"updated", in(`<p>Veröffentlicht am 3. Mai 2020, zuletzt geändert am 5. Mai 2020</p>`), "2020-05-05", "line updated"},
		{"published", in(`<div><h5>Datum:</h5>03.05.2020<br><h5>Autor:</h5>Max Muster</div>`), "2020-05-03", "line published"},
		{"published", in(`<p>Politik | 3. Mai 2020 | Berlin</p>`), "2020-05-03", "line"},
		{"published", in(`<p>Hofheim, 11. November 2021 – The jury has met and gave its award to seven companies.</p>`), "2021-11-11", "dateline"},
		{"published", `<div class="date">3. Mai 2020</div>` + in(``), "2020-05-03", "class date"},
		{"published", in(``) + `<script>{"publishedDate":"2016-11-04T20:37:27Z"}</script>`, "2016-11-04T20:37:27Z", "script"},
		{"published", in(``) + `<script>{"publishedDate":"2016-11-04T20:37:27Z"},{"publishedDate":"2017-11-04T20:37:27Z"}</script>`, "", ""},
		{"published", in(`<span property="dc:date dc:created" content="2019-07-07T18:44:31+02:00"></span>`), "2019-07-07T18:44:31+02:00", "property dc:date dc:created"},
		{"published", in(`<span class="time">02/10/2020</span>`), "2020-10-02", "class date"},
		{"published", in(`<p>Diese Seite wurde zuletzt am 29. Januar 2020 geändert.</p>`), "", ""},
		{"published", in(`<p>The festival runs from 3 May 2030 to 5 May 2030.</p>`), "", ""},
		{"published", `<nav><span class="date">3. Mai 2020</span></nav>` + in(``), "", ""},
		{"published", in(``) + `<div class="related"><span class="date">3. Mai 2020</span></div>`, "", ""},
		{"published", in(`<div><h2>Six hours of debate</h2><span class="date">3. Mai 2020</span></div>`), "2020-05-03", "class date"},
		{"published", in(``) + `<div><h3><a href="/p/2">Another story</a></h3><span class="date">3. Mai 2020</span></div>`, "", ""},
		{"published", in(``) + `<div class="comment"><time datetime="2020-05-03">3. Mai 2020</time></div>`, "", ""},
		{"authors", in(`<span class="author vcard">Max Muster</span>`), "Max Muster", "class author"},
		{"authors", in(`<p>Von Max Muster und Ann Lee</p>`), "Max Muster, Ann Lee", "line byline"},
		{"authors", in(`<p>Von <a href="/autor/muster">Max Muster</a>, 12. März 2019</p>`), "Max Muster", "line byline"},
		{"authors", in(`<p>Posted on September 21, 2020 by Ann Lee</p>`), "Ann Lee", ""},
		{"authors", in(`<div class="meta-author">Posted on September 21, 2020 by Ann Lee</div>`), "Ann Lee", "class author"},
		{"authors", in(`<a href="https://www.harbornews.example/author/ann/">Ann Lee</a>`), "Ann Lee", "link author"},
		{"authors", in(`<div><h5>Autor:</h5>Max Muster</div>`), "Max Muster", "line byline"},
		{"authors", in(`<span class="author">oz</span>`), "oz", "class author"},
		{"authors", in(`<span class="author">9:41 PM EST Nov. 19</span>`), "", ""},
		{"authors", in(`<span class="author">Redaktion</span>`), "", ""},
		{"authors", in(`<span class="author">1,234 followers</span>`), "", ""},
		{"authors", in(`<p>Von Berlin aus geht es weiter.</p>`), "", ""},
		{"authors", in(`<p>By the numbers:</p>`), "", ""},
		{"authors", in(``) + `<div class="comment"><span class="author">Max Muster</span></div>`, "", ""},
		{"title", `<h1><a href="/">Views from the quay</a></h1><h2>Council approves budget</h2>`, "Council approves budget", "meta og:title"},
		{"title", `<h1>Views from the quay</h1>` + in(``), "Council approves budget", "h1"},
		{"title", `<h1>What the council decided at last</h1>`, "What the council decided at last", "h1"},
	} {
		page := `<html lang="de"><head><title>Views from the quay: Council approves budget</title><meta property="og:title" content="Council approves budget"></head><body>` + c.body + `</body></html>`
		a, err := pageArticle([]byte(page), "https://www.harbornews.example/p/1", "")
		if err != nil {
			t.Errorf("%s: %v", c.body, err)
			continue
		}
		got := map[string]string{"title": a.Title, "authors": strings.Join(a.Authors, ", "), "published": a.PublishedString(), "updated": a.UpdatedString()}[c.field]
		source := ""
		for _, f := range a.Found {
			if f.Field == c.field && f.Chosen {
				source = f.Sources[0].String()
			}
		}
		if got != c.want || c.source != "" && source != c.source {
			t.Errorf("%s\n\t%s is %q by %q, want %q by %q; %+v", c.body, c.field, got, source, c.want, c.source, a.Found)
		}
	}
}

// TestAttestedDate checks that of conflicting dates the one in two places counts, and
// that a local day and a moment in another zone may be the same.
func TestAttestedDate(t *testing.T) {
	const ld = `<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","datePublished":"2022-01-04T07:29:00Z"}</script>`
	for _, c := range []struct{ head, want string }{
		{ld + `<meta property="article:published_time" content="2022-01-06T08:29:34">`, "2022-01-04T07:29:00Z"},
		{ld + `<meta property="article:published_time" content="2022-01-06T08:29:34"><meta name="date" content="2022-01-06">`, "2022-01-04T07:29:00Z"},
		{ld + `<meta property="article:published_time" content="2022-01-06T08:29:34"><span itemprop="datePublished">6 January 2022</span>`, "2022-01-06T08:29:34"},
		{`<meta property="article:published_time" content="2022-01-06"><meta name="pubdate" content="2022-01-07T02:00:00Z">`, "2022-01-07T02:00:00Z"},
		{`<meta property="article:published_time" content="2022-01-06"><meta name="pubdate" content="2022-01-07T02:00:00">`, "2022-01-06"},
	} {
		a, err := pageArticle([]byte(`<html><head>`+c.head+`</head><body><p>The council met.</p></body></html>`), "", "")
		if got := a.PublishedString(); err != nil || got != c.want {
			t.Errorf("%s\n\tpublished %q, want %q, %v", c.head, got, c.want, err)
		}
	}
}
