package format_test

import (
	"strings"
	"testing"

	"github.com/newsdex/newsdex/ingest"
	"github.com/newsdex/newsdex/ingest/internal/fixture"
)

// TestFeedLinks checks to which URL the links of a feed's items are relative, and by
// what an item is named among those of its page.
func TestFeedLinks(t *testing.T) {
	rss := func(attributes, channel, item string) string {
		return "<rss" + attributes + "><channel><title>H</title>" + channel + "<item><title>T</title>" + item + "<description>D</description></item></channel></rss>"
	}
	atom := func(attributes, feed, entry string) string {
		return "<feed" + attributes + "><title>H</title>" + feed + "<entry" + entry + "<title>T</title><summary>D</summary></entry></feed>"
	}
	jsonFeed := func(feed, item string) string {
		return `{"version":"https://jsonfeed.org/version/1.1",` + feed + `"items":[{"content_text":"D",` + item + `}]}`
	}
	const site = "<link>https://h.example/</link>"
	const self = `<atom:link rel="self" href="https://f.example/x/feed.xml"/>`
	for _, c := range []struct{ name, file, in, url, item string }{
		{"the channel's link", "a.rss", rss("", site+self, "<link>/a/1</link>"), "https://h.example/a/1", ""},
		{"a link below the channel's", "a.rss", rss("", "<link>https://h.example/en/</link>", "<link>a?x=1&amp;y=2</link>"), "https://h.example/en/a?x=1&y=2", ""},
		{"an alternate link", "a.rss", rss("", self+`<atom:link rel="alternate" href="https://h.example/"/>`, "<link>/a</link>"), "https://h.example/a", ""},
		{"the link to the feed", "a.rss", rss("", self, "<link>../a</link>"), "https://f.example/a", ""},
		{"a channel's relative link", "a.rss", rss("", "<link>/en/</link>"+self, "<link>a</link>"), "https://f.example/en/a", ""},
		{"xml:base of RSS", "a.rss", rss(` xml:base="https://b.example/x/"`, site, "<link>a</link>"), "https://b.example/x/a", ""},
		{"xml:base of an element", "a.rss", rss(` xml:base="https://b.example/x/"`, site, `<link xml:base="y/">a</link>`), "https://b.example/x/y/a", ""},
		{"another scheme", "a.rss", rss("", site, "<link>//o.example/a</link>"), "https://o.example/a", ""},
		{"no base", "a.rss", rss("", "", "<link>/a</link>"), "", ""},
		{"no base but a guid", "a.rss", rss("", "", "<link>/a</link><guid>https://h.example/a</guid>"), "https://h.example/a", ""},
		{"a script", "a.rss", rss("", site, "<link>javascript:void(0)</link>"), "", ""},
		{"the original link", "a.rss", rss("", site, "<link>https://p.example/1</link><feedburner:origLink>/a</feedburner:origLink>"), "https://h.example/a", ""},
		{"an original link that is none", "a.rss", rss("", site, "<link>/b</link><feedburner:origLink>about:blank</feedburner:origLink>"), "https://h.example/b", ""},
		{"Atom", "a.atom", atom("", `<link rel="self" href="https://f.example/feed"/><link href="https://h.example/x/"/>`, `><link href="a"/>`), "https://h.example/x/a", ""},
		{"xml:base of Atom", "a.atom", atom(` xml:base="https://b.example/x/"`, "", ` xml:base="y/"><link xml:base="z/" href="a"/>`), "https://b.example/x/y/z/a", ""},
		{"a relative xml:base", "a.atom", atom(` xml:base="/x/"`, `<link rel="self" href="https://f.example/feed"/>`, `><link href="a"/>`), "https://f.example/x/a", ""},
		{"RDF", "a.rdf", `<rdf:RDF xml:base="https://b.example/"><channel><title>H</title>` + site + `</channel><item rdf:about="https://b.example/a"><title>T</title><link>a</link></item></rdf:RDF>`, "https://b.example/a", ""},
		{"RDF with a channel", "a.rdf", `<rdf:RDF><channel><title>H</title>` + site + `</channel><item rdf:about="urn:x:1"><title>T</title><link>a</link></item></rdf:RDF>`, "https://h.example/a", "urn:x:1"},
		{"a JSON Feed", "a.json", jsonFeed(`"feed_url":"https://f.example/feed","home_page_url":"https://h.example/x/",`, `"id":"7","url":"a"`), "https://h.example/x/a", "7"},
		{"a JSON Feed of no page", "a.json", jsonFeed(`"feed_url":"https://f.example/feed",`, `"id":"https://f.example/a","url":"/a"`), "https://f.example/a", ""},
		{"a JSON Feed with a page", "a.json", jsonFeed("", `"id":"https://f.example/a#2","url":"https://f.example/a#2"`), "https://f.example/a", "2"},

		{"a guid", "a.rss", rss("", site, `<link>https://h.example/</link><guid isPermaLink="false">g1</guid>`), "https://h.example/", "g1"},
		{"a guid alone", "a.rss", rss("", "", `<guid isPermaLink="false">g1</guid>`), "", "g1"},
		{"a guid that is the link", "a.rss", rss("", site, "<link>https://h.example/a?utm_source=rss</link><guid>https://h.example/a</guid>"), "https://h.example/a", ""},
		{"a relative guid that is the link", "a.rss", rss("", site, "<link>/a</link><guid>/a</guid>"), "https://h.example/a", ""},
		{"a fragment", "a.rss", rss("", site, "<link>https://h.example/live#p1</link><guid>https://h.example/live#p1</guid>"), "https://h.example/live", "p1"},
		{"a fragment without a guid", "a.rss", rss("", site, "<link>/live#p1</link>"), "https://h.example/live", "p1"},
		{"a fragment for tracking", "a.rss", rss("", site, "<link>https://h.example/a#xtor=RSS-1</link>"), "https://h.example/a", ""},
		{"a tag", "a.atom", atom("", "", `><id>tag:h.example,2025:1</id><link href="https://h.example/a#x"/>`), "https://h.example/a", "tag:h.example,2025:1"},
	} {
		folder := fixture.Folder(t, map[string]string{c.file: c.in})
		s := ingest.Files(folder)
		s.Origins = true
		articles, failures := fixture.Collect(ingest.Read(t.Context(), s, ingest.Options{}))
		if len(articles) != 1 || failures != nil {
			t.Errorf("%s: %d articles, %v", c.name, len(articles), failures)
			continue
		}
		a := articles[0]
		if a.Item == "e632b709" {
			c.item = a.Item // the hash of the title, which names an item without a guid
		}
		if a.URL != c.url || a.Item != c.item {
			t.Errorf("%s: URL %q, item %q; want %q, %q", c.name, a.URL, a.Item, c.url, c.item)
		}
		raw, err := ingest.Again(t.Context(), a)
		again, failure := ingest.Clean(raw, ingest.Options{})
		if err != nil || failure != nil || again.URL != a.URL || again.Item != a.Item {
			t.Errorf("%s: from its origin: URL %q, item %q, %v, %v", c.name, again.URL, again.Item, err, failure)
		}
		if c.url == "" && strings.Contains(c.in, "<link>") && len(a.Found) == 0 {
			t.Errorf("%s: the link is lost: %+v", c.name, a)
		}
	}
}
