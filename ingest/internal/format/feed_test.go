package format_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/newsdex/newsdex/ingest"
	"github.com/newsdex/newsdex/ingest/internal/fixture"
)

func TestFeeds(t *testing.T) {
	day := time.Date(2025, 3, 4, 10, 20, 30, 0, time.UTC)
	for name, c := range map[string]struct {
		in   string
		want ingest.Article
	}{
		"RSS 2.0": {`<?xml version="1.0"?><rss version="2.0" xmlns:content="c" xmlns:dc="d" xmlns:media="m"><channel><title>Harbor &amp; Sons</title><image><title>No</title></image><language>en-gb</language>
			<item><media:title>No</media:title><title>A &amp;amp; B</title><link> https://h.example/a </link><guid isPermaLink="true">https://h.example/?p=1</guid>
			<dc:creator><![CDATA[Ann Lee]]></dc:creator><dc:creator>Bo Chan</dc:creator><pubDate>Tue, 04 Mar 2025 10:20:30 GMT</pubDate>
			<category>Town</category><category>Money</category><description>What it is about.</description>
			<content:encoded><![CDATA[<p>One &amp; only, said at some length</p><p>x</p>]]></content:encoded></item></channel></rss>`,
			ingest.Article{URL: "https://h.example/a", Title: "A & B", Deck: "What it is about.", Body: "One & only, said at some length\nx", Outlet: "Harbor & Sons", Authors: []string{"Ann Lee", "Bo Chan"}, Published: day, Language: "en-gb", Tags: []string{"Town", "Money"}}},
		"RSS with a summary": {`<rss version="0.92"><channel><title>H</title><item><title>T</title><link>https://h.example/a</link><author>ann@h.example (Ann Lee)</author><description>&lt;p&gt;Only a &lt;b&gt;summary&lt;/b&gt;.&lt;/p&gt;</description></item></channel></rss>`,
			ingest.Article{URL: "https://h.example/a", Title: "T", Body: "Only a summary.", Outlet: "H", Authors: []string{"Ann Lee"}}},
		"a summary cut off": {`<rss><channel><item><title>T</title><description>It began in the...</description><encoded>It began in the morning, and it rained.</encoded></item></channel></rss>`,
			ingest.Article{Title: "T", Body: "It began in the morning, and it rained."}},
		"RSS 1.0": {`<rdf:RDF xmlns:rdf="r" xmlns="http://purl.org/rss/1.0/"><channel rdf:about="x"><title>H</title><items><rdf:Seq><rdf:li resource="a"/></rdf:Seq></items></channel>
			<item rdf:about="a"><title>T</title><link>https://h.example/a</link><description>Text.</description><dc:date>2025-03-04T10:20:30Z</dc:date><dc:language>de</dc:language></item></rdf:RDF>`,
			ingest.Article{URL: "https://h.example/a", Title: "T", Body: "Text.", Outlet: "H", Published: day, Language: "de"}},
		"Atom": {`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title type="text">H</title><author><name>The desk</name></author>
			<entry><title type="html">A &lt;em&gt;B&lt;/em&gt;</title><link rel="self" href="https://h.example/self"/><link href="https://h.example/a?x=1&amp;y=2"/><id>tag:h.example,2025:1</id>
			<updated>2025-03-04T11:00:00Z</updated><published>2025-03-04T10:20:30Z</published><summary>S.</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One.</p><p>Two <b>more</b>.</p></div></content></entry></feed>`,
			ingest.Article{ID: "tag:h.example,2025:1", URL: "https://h.example/a?x=1&y=2", Title: "A B", Deck: "S.", Body: "One.\nTwo more.", Outlet: "H", Authors: []string{"The desk"}, Published: day, Language: "en"}},
		"Atom with a prefix": {`<atom:feed xmlns:atom="http://www.w3.org/2005/Atom"><atom:title>H</atom:title><atom:entry><atom:title>T</atom:title><atom:id>https://h.example/a</atom:id><atom:content type="text">1 &lt; 2, and more.</atom:content><atom:author><atom:name>Ann Lee</atom:name><atom:email>a@h.example</atom:email></atom:author><atom:updated>2025-03-04T10:20:30Z</atom:updated></atom:entry></atom:feed>`,
			ingest.Article{URL: "https://h.example/a", Title: "T", Body: "1 < 2, and more.", Outlet: "H", Authors: []string{"Ann Lee"}, Published: day}},
		"of another outlet": {`<rss><channel><title>Aggregator</title><item><title>T</title><source url="https://h.example/">Harbor Media</source><description>D</description><guid>77</guid></item></channel></rss>`,
			ingest.Article{ID: "a.xml#77", Title: "T", Body: "D", Outlet: "Harbor Media"}},
		"not well-formed": {`<rss><channel><title>H</title><item><title>Q & A <now></title><link>https://h.example/a</link><description><p>One<br>Two</description><pubDate>Tue, 04 Mar 2025 10:20:30 +0000</pubDate></item>`,
			ingest.Article{URL: "https://h.example/a", Title: "Q & A", Body: "One\nTwo", Outlet: "H", Published: day}},
		"only a title": {`<rss><channel><item><title>T</title></item></channel></rss>`, ingest.Article{Title: "T"}},
		"entities of its own": {`<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]><rss><channel><item><title>T</title><description>x &b; &c; y</description></item></channel></rss>`,
			ingest.Article{Title: "T", Body: "x &b; &c; y"}},
	} {
		dir := fixture.Folder(t, map[string]string{"a.xml": c.in})
		articles, failures := fixture.Collect(ingest.Files(dir).Articles(t.Context()))
		if failures != nil || len(articles) != 1 {
			t.Errorf("%s: %d articles, %v", name, len(articles), failures)
			continue
		}
		a := articles[0]
		if a.ID != c.want.ID || a.URL != c.want.URL || a.Title != c.want.Title || a.Deck != c.want.Deck || a.Body != c.want.Body || a.Outlet != c.want.Outlet ||
			a.Language != c.want.Language || !slices.Equal(a.Authors, c.want.Authors) || !slices.Equal(a.Tags, c.want.Tags) || !a.Published.Equal(c.want.Published) {
			t.Errorf("%s: got %+v\nwant %+v", name, a, c.want)
		}
		s := ingest.Files("-")
		s.Stdin = strings.NewReader(c.in)
		if piped, failures := fixture.Collect(s.Articles(t.Context())); len(piped) != 1 || failures != nil {
			t.Errorf("%s from a pipe: %v", name, failures)
		}
	}
}

func TestFeedsNames(t *testing.T) {
	item := func(link, guid string) string {
		return "<item><title>T</title><link>" + link + "</link><guid>" + guid + "</guid></item>"
	}
	dir := fixture.Folder(t, map[string]string{"a.rss": "<rss><channel>" + item("https://h.example/live", "1") + item("https://h.example/live", "2") + item("https://h.example/live", "1") +
		item("https://h.example/b", "urn:uuid:4") + item("https://h.example/c", "https://h.example/?p=9") + "</channel></rss>"})
	articles, failures := fixture.Collect(ingest.Read(t.Context(), ingest.Files(dir), ingest.Options{}))
	want := []string{"https://h.example/live", "https://h.example/live#2", "https://h.example/live", "urn:uuid:4", "https://h.example/c"}
	var got []string
	for _, a := range articles {
		got = append(got, a.ID)
	}
	if failures != nil || !slices.Equal(got, want) {
		t.Errorf("%q, %v; want %q", got, failures, want)
	}
}

func TestFeedsBroken(t *testing.T) {
	fixture.NotShort(t, "reads feeds of megabytes")
	const head, tail = "<rss><channel><title>H</title>", "</channel></rss>"
	item := func(n int) string {
		return fmt.Sprintf("<item><title>T%d</title><description>Text %d.</description></item>", n, n)
	}
	laughs := `<!DOCTYPE rss [<!ENTITY a "ha">`
	for c := 'b'; c < 'z'; c++ {
		laughs += fmt.Sprintf("<!ENTITY %c \"%s\">", c, strings.Repeat(fmt.Sprintf("&%c;", c-1), 10))
	}
	laughs += "]>"
	for name, c := range map[string]struct {
		in, want string
		articles int
	}{
		"cut":            {head + item(1) + item(2)[:40], fmt.Sprintf(`at byte %d: is cut short: an item does not end; fetch it again`, len(head+item(1))), 1},
		"not closed":     {head + item(1) + "<item><title>T2</title>" + item(3) + "<item></item>" + tail, `has an item with neither title nor text`, 3},
		"long":           {head + item(1) + "<item><title>T</title><description>" + strings.Repeat("long ", 1<<20) + "</description></item>" + item(3) + tail, `at byte \d+: is longer than 4 MB`, 2},
		"deep":           {head + item(1) + "<item><description>" + strings.Repeat("<b>", 1_000_000) + "</description></item>" + item(3) + tail, `has an item with neither`, 2},
		"deep and named": {head + item(1) + "<item>" + deepNames(200_000) + "</item>" + item(3) + tail, `has an item with neither`, 2},
		"laughs":         {laughs + head + item(1) + "<item><description>&y;</description></item><item></item>" + tail, `has an item with neither`, 2},
		"open section":   {head + item(1) + "<item><title><![CDATA[x" + strings.Repeat(" more", 10000), `is cut short`, 1},
		"signs":          {head + item(1) + "<item>" + strings.Repeat("<", 1<<20) + strings.Repeat("<a=\"", 1<<18) + "</item>" + item(3) + tail, `has an item with neither`, 2},
		"no items":       {head + tail, `is a feed without items`, 0},
		"another XML":    {"<?xml version=\"1.0\"?><urlset></urlset>", `a\.xml: has the extension \.xml, a form that newsdex does not read`, 0},
		"empty":          {"  \n", `a\.xml: is empty`, 0},
	} {
		dir := fixture.Folder(t, map[string]string{"a.xml": c.in, "good.txt": "Good."})
		s := ingest.Files(filepath.Join(dir, "a.xml"), filepath.Join(dir, "good.txt"))
		s.MaxArticle = 4 << 20
		articles, failures := fixture.Collect(s.Articles(t.Context()))
		fixture.CheckFailure[*ingest.InputError](t, name, failures, c.want)
		if len(articles) != c.articles+1 {
			t.Errorf("%s: %d articles, want %d", name, len(articles)-1, c.articles)
		}
	}
	dir := fixture.Folder(t, map[string]string{"a.xml": "<urlset></urlset>", "b.txt": "Text."})
	articles, failures := fixture.Collect(ingest.Files(dir).Articles(t.Context()))
	if len(articles) != 1 || failures != nil {
		t.Errorf("XML of another kind in a folder: %v", failures)
	}
}

// deepNames returns nested elements, each with a name of its own.
func deepNames(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "<a%d>", i)
	}
	return b.String()
}
