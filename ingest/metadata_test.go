package ingest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/newsdex/newsdex/ingest/internal/fixture"
	"github.com/newsdex/newsdex/ingest/internal/found"
	"github.com/newsdex/newsdex/ingest/internal/page"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// TestMetadata checks the values found in the head of a page, field by field.
func TestMetadata(t *testing.T) {
	const (
		ld    = `<script type="application/ld+json">`
		close = `</script>`
	)
	for _, c := range []struct{ field, head, want string }{
		{"title", `<title>Budget approved | Harbor News</title><meta property="og:site_name" content="Harbor News">`, "Budget approved"},
		{"title", `<title>Harbor News - Budget approved</title><meta property="og:site_name" content="Harbor News">`, "Budget approved"},
		{"title", `<title>Budget approved - Politics - Harbor News</title><meta property="og:title" content="Budget approved"><meta property="og:site_name" content="Harbor News">`, "Budget approved"},
		{"title", `<title>Budget approved – harbornews.example</title>`, "Budget approved"},
		{"title", `<title>The quay - a history</title>`, "The quay - a history"},
		{"title", `<meta property="og:title" content="Budget approved: what the council&amp;#8217;s plan …"><meta name="twitter:title" content="Budget approved: what the council’s plan means">`, "Budget approved: what the council’s plan means"},
		{"title", ld + `{"@type":"NewsArticle","headline":"Budget approved"}` + close + `<meta property="og:title" content="You will not believe this">`, "Budget approved"},
		{"title", ld + `{"@context":"https://schema.org","@graph":[{"@type":"WebPage","name":"x"},{"@type":["Article","NewsArticle"],"headline":"Budget <em>approved</em>"}]}` + close, "Budget approved"},
		{"title", ld + `[{"@type":"BreadcrumbList"},{"@type":"https://schema.org/ReportageNewsArticle","headline":"Budget approved",}]` + close, "Budget approved"},
		{"title", ld + "<!-- {\"@type\":\"NewsArticle\",\"headline\":\"Budget\n\tapproved \\' now\"} -->" + close, "Budget approved ' now"},
		{"title", ld + `{"@type":"ItemList","itemListElement":[{"@type":"NewsArticle","headline":"Another"}]}` + close + `<title>Budget approved</title>`, "Budget approved"},
		{"title", ld + strings.Repeat(`{"a":[`, 20000) + close + `<title>Budget approved</title>`, "Budget approved"},
		{"deck", `<meta name="description" content="Six hours of debate end in a surprise.">`, "Six hours of debate end in a surprise."},
		{"deck", `<meta name="description" content="The city council approved a budget of 12 million on Monday after…">`, ""},
		{"outlet", `<meta property="og:site_name" content="Harbor News | News and weather">`, "Harbor News"},
		{"outlet", ld + `{"@type":"NewsArticle","headline":"x","publisher":{"@id":"#org"}},` + close + ld + `{"@graph":[{"@type":"NewsArticle","headline":"x","publisher":{"@id":"#o"}},{"@id":"#o","@type":"Organization","name":"Harbor Daily"}]}` + close, "Harbor Daily"},
		{"outlet", ld + `{"@type":"BlogPosting","headline":"x","publisher":{"name":"Blogger"}}` + close, "harbornews.example"},
		{"outlet", `<title>Budget approved | Harbor News</title>`, "Harbor News"},
		{"outlet", `<title>Council approves budget at last</title><meta name="application-name" content="Council approves budget at last"><h1>Council approves budget at last</h1>`, "harbornews.example"},
		{"outlet", ``, "harbornews.example"},
		{"authors", `<meta name="author" content="By Ann Lee and Bo Chan">`, "Ann Lee, Bo Chan"},
		{"authors", `<meta property="article:author" content="https://social.example/annlee"><meta name="parsely-author" content="Ann Lee">`, "Ann Lee"},
		{"authors", `<meta name="author" content="Harbor News"><meta property="og:site_name" content="Harbor News">`, ""},
		{"authors", `<meta name="author" content="Ann Lee, Harbor News Staff Writer">`, "Ann Lee"},
		{"authors", ld + `{"@type":"NewsArticle","headline":"x","author":[{"@type":"Person","name":"Ann Lee"},{"@type":"Person","name":"Bo Chan"}]}` + close, "Ann Lee, Bo Chan"},
		{"authors", ld + `{"@type":"NewsArticle","headline":"x","author":"admin"}` + close + `<meta name="dc.creator" content="Cy Diaz">`, "Cy Diaz"},
		{"published", `<meta property="article:published_time" content="2025-03-04T10:05:06+01:00">`, "2025-03-04T10:05:06+01:00"},
		{"published", ld + `{"@type":"NewsArticle","headline":"x","datePublished":"2025-03-04"}` + close + `<meta property="article:published_time" content="2025-03-04T10:05:06Z">`, "2025-03-04T10:05:06Z"},
		{"published", ld + `{"@type":"NewsArticle","headline":"x","datePublished":"1970-01-01T00:00:00Z"}` + close + `<meta name="dc.date.issued" content="4 March 2025">`, "2025-03-04"},
		{"published", ld + `{"@type":"NewsArticle","headline":"x","datePublished":"2999-01-01"}` + close + `<meta name="date" content="2025-03-04">`, "2025-03-04"},
		{"published", `<meta name="parsely-pub-date" content="soon"><meta name="sailthru.date" content="2025-03-04 10:05:06">`, "2025-03-04T10:05:06"},
		{"updated", `<meta property="article:published_time" content="2025-03-04"><meta property="article:modified_time" content="2025-03-06T10:00Z">`, "2025-03-06T10:00Z"},
		{"updated", `<meta property="article:published_time" content="2025-03-04T12:00Z"><meta property="article:modified_time" content="2025-03-04T12:00Z">`, ""},
		{"language", `<meta http-equiv="content-language" content="de-DE">`, "de"},
		{"url", `<link rel="canonical" href="/2025/budget?utm_source=x">`, "https://www.harbornews.example/2025/budget"},
		{"url", `<link rel="canonical" href="https://harbornews.example/"><meta property="og:url" content="https://harbornews.example/2025/budget">`, "https://harbornews.example/2025/budget"},
		{"section", `<meta property="article:section" content="Politics">`, "Politics"},
		{"tags", `<meta name="news_keywords" content="harbour, budget, harbour, _internal">`, "harbour, budget"},
		{"tags", `<meta property="article:tag" content="Lee, Ann"><meta property="article:tag" content="budget">`, "Lee, Ann, budget"},
	} {
		page := "<html><head>" + c.head + "</head><body>" + strings.Replace(story, "INSIDE", "", 1) + "</body></html>"
		raw, err := pageArticle([]byte(page), "https://www.harbornews.example/p/1", "")
		if err != nil {
			t.Errorf("%s: %v", c.head, err)
			continue
		}
		articles, _ := fixture.Collect(Read(t.Context(), slice{raw}, Options{}))
		a := articles[0]
		got := map[string]string{"title": a.Title, "deck": a.Deck, "outlet": a.Outlet, "authors": strings.Join(a.Authors, ", "), "published": a.PublishedString(),
			"updated": a.UpdatedString(), "language": a.Language, "url": a.URL, "section": a.Section, "tags": strings.Join(a.Tags, ", ")}
		if got[c.field] != c.want {
			t.Errorf("%.200s\n\t%s is %q, want %q; %+v", c.head, c.field, got[c.field], c.want, a.Found)
		}
		chosen := 0
		for _, f := range a.Found {
			if f.Field == c.field && f.Chosen {
				chosen++
			}
		}
		if wants := map[bool]int{true: 1}[c.want != ""]; chosen != wants && c.field != "updated" {
			t.Errorf("%.200s\n\t%d candidates of %s are chosen: %+v", c.head, chosen, c.field, a.Found)
		}
	}
}

// TestMetadataBody checks the values found in the body of a page.
func TestMetadataBody(t *testing.T) {
	page := `<html lang="en-GB"><head><title>x</title></head><body><article itemscope itemtype="https://schema.org/NewsArticle">
<h1 itemprop="headline">Council approves budget</h1><h2 class="article-dek">Six hours of debate</h2>
<div class="byline">By Ann Lee and Bo Chan</div><time datetime="2025-03-04T10:05Z" itemprop="datePublished">today</time>
<p itemprop="description">` + strings.Replace(story, "INSIDE", "", 1) + `</p><a rel="tag" href="/t">Harbour</a></article>
<div id="comments"><span itemprop="author">reader1</span><time>2 days ago</time></div></body></html>`
	a, err := pageArticle([]byte(page), "", "")
	got := fmt.Sprint(a.Title, "|", a.Deck, "|", a.Authors, "|", a.PublishedString(), "|", plain.LanguageCode(a.Language), "|", a.Tags)
	if want := "Council approves budget|Six hours of debate|[Ann Lee Bo Chan]|2025-03-04T10:05Z|en|[Harbour]"; err != nil || got != want {
		t.Errorf("got %s\nwant %s, %v", got, want, err)
	}
}

// TestMetadataSources checks that each field looked for is a field of Article, and that
// no source is named twice in a row.
func TestMetadataSources(t *testing.T) {
	fields := []string{"title", "deck", "outlet", "authors", "published", "updated", "language", "url", "section", "tags"}
	for field, sources := range page.MetadataSources {
		if !slices.Contains(fields, field) {
			t.Errorf("%s is no field", field)
		}
		for i, s := range sources {
			if slices.Contains(sources[:i], s) {
				t.Errorf("%s: %s twice", field, s)
			}
			if s.Kind == found.MetaTag && s.Name != strings.ToLower(s.Name) {
				t.Errorf("%s: %s is never met", field, s)
			}
		}
	}
}
