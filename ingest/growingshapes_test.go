package ingest

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/newsdex/newsdex/ingest/internal/fixture"
)

// A growingShape writes a file with one article in which something occurs n times.
type growingShape struct {
	name string
	file string // the name of the file
	// with returns the file with n of the things.
	with func(n int) string
}

// numbered returns n different values, each made by a format with a number, and sep
// between them.
func numbered(n int, value, sep string) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteString(sep)
		}
		b.WriteString(strings.ReplaceAll(value, "#", strconv.Itoa(i)))
	}
	return b.String()
}

// recordWith returns a shape of a JSON record with a field of n values.
func recordWith(name, field, value, sep, open, end string) growingShape {
	return growingShape{name, "a.json", func(n int) string {
		return `{"title":"T","text":"` + harbourText + `","` + field + `":` + open + numbered(n, value, sep) + end + "}"
	}}
}

// feedWith returns a shape of a feed whose item has an element n times.
func feedWith(name, element string) growingShape {
	return growingShape{name, "a.rss", func(n int) string {
		return "<rss><channel><title>H</title><item><title>T</title><description>" + harbourText + "</description>" + numbered(n, element, "") + "</item></channel></rss>"
	}}
}

// headWith returns a shape of a page whose head has an element n times.
func headWith(name, element string) growingShape {
	return growingShape{name, "a.html", func(n int) string { return pageWith(numbered(n, element, "")) }}
}

// linkedWith returns a shape of a page whose JSON-LD has a property of n values.
func linkedWith(name, property, value string) growingShape {
	return growingShape{name, "a.html", func(n int) string {
		return pageWith(`<script type="application/ld+json">{"@type":"NewsArticle","headline":"T","` + property + `":[` + numbered(n, value, ",") + "]}</script>")
	}}
}

// bodyWith returns a shape of a page whose body has an element so often that the
// extractors, whose time grows with the square, do not look at it.
func bodyWith(name, element string) growingShape {
	const manyTimes = 4000
	return growingShape{name, "a.html", func(n int) string {
		return "<!doctype html><html><body><article><h1>T</h1><p>" + harbourText + "</p>" + numbered(n*manyTimes, element, "") + "<p>" + harbourText + "</p></article></body></html>"
	}}
}

// repeatedIn returns a shape of a text in a file with a part n times.
func repeatedIn(file, part string) growingShape {
	return growingShape{fmt.Sprintf("%.20q", part), file, func(n int) string { return harbourText + "\n\n" + numbered(n, part, "") + "\n\n" + harbourText + "\n" }}
}

// growingShapes returns all shapes: lists of values, nested and repeated signs, and lines.
func growingShapes() []growingShape {
	all := []growingShape{
		recordWith("tags", "tags", `"tag #"`, ",", "[", "]"),
		recordWith("objects as tags", "tags", `{"name":"tag #"}`, ",", "[", "]"),
		recordWith("keywords in a string", "keywords", `tag #`, ", ", `"`, `"`),
		recordWith("authors", "authors", `"Ann Lee#"`, ",", "[", "]"),
		recordWith("authors with entities", "authors", `"Ann &amp; Lee#"`, ",", "[", "]"),
		recordWith("authors joined by and", "author", `Ann Lee#`, " and ", `"`, `"`),
		recordWith("authors as a list of Python", "author", `'Ann Lee#'`, ", ", `"[`, `]"`),
		recordWith("sections", "section", `"S#"`, ",", "[", "]"),
		recordWith("other members", "x", `"y#":1`, ",", "{", "}"),
		recordWith("capital keys", "x", `1,"Y#":1`, ",", "", ""),
		recordWith("nested lists", "text", "[", "", "", strings.Repeat("]", 5)),
		recordWith("paragraphs", "body", `"Line # of the text."`, ",", "[", "]"),
		recordWith("a list of titles", "title", `"T#"`, ",", "[", "]"),
		feedWith("categories", "<category>tag #</category>"),
		feedWith("creators", "<dc:creator>Ann Lee#</dc:creator>"),
		feedWith("author", "<author><name>Ann Lee#</name></author>"),
		feedWith("links", "<link>/a#</link>"),
		feedWith("contents", "<content:encoded>Text #.</content:encoded>"),
		feedWith("open elements", "<a#>"),
		feedWith("unclosed elements", "<b>"),
		feedWith("sources", "<source>S#</source>"),
		{"attributes of an element", "a.rss", func(n int) string {
			return "<rss><channel><item><title>T</title><description>" + harbourText + "</description><category " + numbered(n, `a#="label"`, " ") + "/></item></channel></rss>"
		}},
		{"authors of a channel", "a.rss", func(n int) string {
			return "<rss><channel><title>H</title>" + numbered(min(n, 300), "<author>Ann Lee#</author>", "") + numbered(n/10, "<item><title>T#</title></item>", "") + "</channel></rss>"
		}},
		headWith("tags in meta", `<meta property="article:tag" content="tag #">`),
		headWith("authors in meta", `<meta name="author" content="Ann Lee#">`),
		headWith("names of meta", `<meta name="n#" content="v#">`),
		headWith("dates in meta", `<meta name="date" content="2024-01-02T03:04:#Z">`),
		headWith("canonical links", `<link rel="canonical" href="https://h.example/#">`),
		headWith("titles", `<title>T #</title>`),
		{"keywords in meta", "a.html", func(n int) string {
			return pageWith(`<meta name="keywords" content="` + numbered(n, "tag #", ",") + `">`)
		}},
		linkedWith("tags in JSON-LD", "keywords", `"tag #"`),
		linkedWith("authors in JSON-LD", "author", `{"@type":"Person","name":"Ann Lee#"}`),
		linkedWith("nodes in JSON-LD", "@graph", `{"@type":"WebPage","@id":"#","name":"N#"}`),
		linkedWith("types in JSON-LD", "@type", `"T#"`),
		{"scripts of JSON-LD", "a.html", func(n int) string {
			return pageWith(numbered(n, `<script type="application/ld+json">{"@type":"NewsArticle","headline":"T#",}</script>`, ""))
		}},
		{"columns", "a.csv", func(n int) string {
			return "text,title," + numbered(n, "c#", ",") + "\n" + harbourText + ",T," + numbered(n, "v#", ",") + "\n"
		}},
		{"tags in a cell", "a.csv", func(n int) string {
			return "text,title,tags\n" + `"` + harbourText + `",T,"` + numbered(n, "tag #", ",") + "\"\n"
		}},
		{"authors in a cell", "a.tsv", func(n int) string {
			return "text\ttitle\tauthors\n" + harbourText + "\tT\t" + numbered(n, "Ann Lee#", ";") + "\n"
		}},
		{"quotes in a cell", "a.csv", func(n int) string {
			return "text,title\n\"" + harbourText + strings.Repeat(`""`, n) + "\",T\n"
		}},
		{"references", "a.md", func(n int) string {
			return harbourText + "\n\n" + numbered(n, "[a#]", " ") + "\n\n" + numbered(n, "[a#]: /u#\n", "")
		}},
		{"ticks in runs", "a.md", func(n int) string {
			var b strings.Builder
			for i := 0; b.Len() < n; i++ {
				b.WriteString(strings.Repeat("`", i+1) + " ")
			}
			return b.String() + "\n"
		}},
		{"rows of a table", "a.md", func(n int) string { return "| a | b |\n|---|---|\n" + numbered(n, "| # | x |\n", "") }},
		{"cells of a table", "a.md", func(n int) string {
			return strings.Repeat("| a ", n) + "|\n" + strings.Repeat("|---", n) + "|\n" + strings.Repeat("| b ", n) + "|\n"
		}},
		{"lists that hold no records", "a.json", func(n int) string {
			return "{" + numbered(n, `"items":[1]`, ",") + `,"text":"` + harbourText + `"}`
		}},
		{"objects around lists", "a.json", func(n int) string {
			return "{" + numbered(n, `"data":{"data":{"x":1}}`, ",") + `,"text":"` + harbourText + `"}`
		}},
		{"records by name", "a.json", func(n int) string {
			return "{" + numbered(n, `"k#":{"text":"Text # of it."}`, ",") + "}"
		}},
		{"encodings of a page", "a.warc", func(n int) string {
			return fixture.WARCRecord("response", "https://h.example/a", fixture.HTTPType, "HTTP/1.1 200 OK\r\nContent-Encoding: "+numbered(n, "identity", ", ")+"\r\nContent-Type: text/html\r\n\r\n"+pageWith(""))
		}},
		{"chunks of a page", "a.warc", func(n int) string {
			return fixture.WARCRecord("response", "https://h.example/a", fixture.HTTPType, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/html\r\n\r\n"+
				strings.Repeat("1\r\n \r\n", n)+fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(pageWith("")), pageWith("")))
		}},
		{"brackets and labels", "a.md", func(n int) string { return strings.Repeat("[", n) + strings.Repeat("][]", n) + "\n" }},
		{"nested links", "a.md", func(n int) string { return strings.Repeat("[", n) + strings.Repeat("](a)", n) + "\n" }},
		{"nested pictures", "a.md", func(n int) string { return strings.Repeat("![", n) + strings.Repeat("](a)", n) + "\n" }},
		{"nested quotes", "a.md", func(n int) string { return strings.Repeat("> ", n) + "a\n" }},
		{"nested emphasis", "a.md", func(n int) string { return strings.Repeat("**a ", n) + strings.Repeat("b** ", n) + "\n" }},
		{"updates", "a.txt", func(n int) string {
			return numbered(n, "Updated March 4, 20# at 3:15 p.m.\n", "") + harbourText + "\n"
		}},
		{"attributes of one element", "a.html", func(n int) string { return pageWith("") + "<p " + numbered(n, "a#=1", " ") + ">x" }},
		{"classes of one element", "a.html", func(n int) string { return pageWith("") + `<p class="` + numbered(n, "a#", " ") + `">x` }},
		{"headers of HTTP", "a.warc", func(n int) string {
			return fixture.WARCRecord("response", "https://h.example/a", fixture.HTTPType, "HTTP/1.1 200 OK\r\n"+numbered(n, "X-#: y\r\n", "")+"Content-Type: text/html\r\n\r\n"+pageWith(""))
		}},
	}
	for _, part := range []string{"[", "]", "![", "[a](", "[a]", "[a](<", "[a][b]", "*", "**a ", "_", "*a_ ", "~~a ", "`", "<", "<a ", "<!--", "<![CDATA[", "&", "&amp;", ">", "- ", "|", "\n- a", "\n> a", "\n```"} {
		all = append(all, repeatedIn("a.md", part))
	}
	for _, part := range []string{"a. ", "a.B", "(", "[", "{", "\"", "“", "&amp;", "&#", "Ã©", "-", "a-\n", "\u00ad", "\u202e", "\u0301", "\u200d", "\t", "a\n", "<", "... ", "?!", "1,000 ", "日", "#tag ", "@annlee ", "https://a.b ",
		"A line of the text.\n", "Advertisement\n", "By Ann Lee\n", "By Ann Lee and ", "March 4, 2025\n", "March 4, 2025 ", "- a\n", "LONDON (Reuters) - a\n", "Photo: Ann Lee\n", "Read more: x\n", "Comments\n", "guest\n",
		"(VIDEO: x ", "[PHOTOS: A storm ", "(A: "} {
		all = append(all, repeatedIn("a.txt", part))
	}
	all = append(all, growingShape{"different lines", "a.txt", func(n int) string { return numbered(n, "Line # of the text is here.\n", "") }},
		growingShape{"different names", "a.txt", func(n int) string { return numbered(n, "By Ann Lee# and Bo Chan#\n", "") }},
		growingShape{"different dates", "a.txt", func(n int) string { return numbered(n, "March 4, 2025 # \n", "") }},
		growingShape{"different bullets", "a.txt", func(n int) string { return numbered(n, "- point # of the list\n", "") }})
	for _, element := range []string{"<p>Text # of it.</p>", "<b>x", `<div class="author">Ann Lee#</div>`} {
		all = append(all, bodyWith(fmt.Sprintf("%.25q in a page", element), element))
	}
	return all
}
