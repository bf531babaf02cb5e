package page

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// TestFillGaps marks the lines with a plus as found and expects the lines with a star as
// well.
func TestFillGaps(t *testing.T) {
	for _, c := range []struct{ name, page string }{
		{"rows", "<table><tr><td>+one<tr><td>*two<tr><td>+three</table>"},
		{"lines", "<p>+one<br>*two<br>*three<br>+four</p>"},
		{"an end", "<p>+one<p>two"},
		{"another kind", "<p>+one</p><div>two</div><p>+three"},
		{"another element", "<p>+one</p><div><p>two</p></div><p>+three"},
		{"a link", "<p>+one<p><a href=x>two</a><p>+three"},
		{"junk", "<p>+one<p class=share>two<p>+three"},
		{"heading between", "<p>+one<h2>two</h2><p>*three<p>+four"},
		{"too many", "<p>+one" + strings.Repeat("<p>two", 11) + "<p>+three"},
	} {
		doc, err := html.Parse(strings.NewReader(c.page))
		if err != nil {
			t.Fatal(err)
		}
		blocks := BlocksOf(doc)
		belong := make([]bool, len(blocks))
		for i := range blocks {
			belong[i] = strings.HasPrefix(blocks[i].text, "+")
		}
		var body *html.Node
		for n := range doc.Descendants() {
			if n.DataAtom == atom.Body {
				body = n
			}
		}
		fillGaps(blocks, belong, newAncestryTable(body, nil))
		for i := range blocks {
			if want := strings.ContainsAny(blocks[i].text[:1], "+*"); belong[i] != want {
				t.Errorf("%s: %q belongs: %v", c.name, blocks[i].text, belong[i])
			}
		}
	}
}

// TestPartsName checks that a name of the article itself does not make its content junk.
func TestPartsName(t *testing.T) {
	for _, c := range []struct {
		page string
		kind junkKind
	}{
		{"<section class=gallery><div class=gallery-item>x</div></section>", notJunk},
		{"<section class=story><div class=gallery-item>x</div></section>", weakJunk},
		{"<section class=comments><div class=comment>x</div></section>", strongJunk},
	} {
		doc, err := html.Parse(strings.NewReader(c.page))
		if err != nil {
			t.Fatal(err)
		}
		for n := range doc.Descendants() {
			if n.DataAtom == atom.Section {
				where := newAncestryTable(n, map[*html.Node]bool{n: true})
				if at := where.of(n.FirstChild); !at.inside || at.kind != c.kind {
					t.Errorf("%s: %+v", c.page, at)
				}
			}
		}
	}
}

// TestBelongs checks what one extractor alone can decide.
func TestBelongs(t *testing.T) {
	const both = "go-trafilatura and go-readability"
	short, paragraph := "Two for the quay.", strings.Repeat("Two for the quay. ", 6)
	for _, c := range []struct {
		name string
		b    block
		kind junkKind
		way  string
		want bool
	}{
		{"both", block{text: short, InT: true, InR: true}, weakJunk, both, true},
		{"neither", block{text: paragraph}, notJunk, both, false},
		{"go-readability", block{text: short, InR: true}, notJunk, both, true},
		{"go-readability in a box", block{text: paragraph, InR: true}, junkNames()["infobox"], both, false},
		{"a line of go-trafilatura", block{text: short, InT: true}, notJunk, both, false},
		{"a line of it, where it alone counts", block{text: short, InT: true}, notJunk, "go-trafilatura", true},
		{"a paragraph of go-trafilatura", block{text: paragraph, InT: true}, notJunk, both, true},
		{"a heading of it", block{text: paragraph, InT: true, heading: true}, notJunk, both, false},
		{"its paragraph below a picture", block{text: paragraph, InT: true}, junkNames()["legend"], both, false},
	} {
		c.b.solid = len(c.b.text)
		if got := belongs(&c.b, c.kind, c.way); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
