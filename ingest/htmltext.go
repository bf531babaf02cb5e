package ingest

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// blockTags are the elements that begin a line of their own: those that
// browsers show as blocks (HTML Standard, section 15.3), and line breaks.
var blockTags = map[atom.Atom]bool{
	atom.Address: true, atom.Article: true, atom.Aside: true, atom.Blockquote: true, atom.Body: true, atom.Br: true,
	atom.Caption: true, atom.Center: true, atom.Dd: true, atom.Details: true, atom.Dialog: true, atom.Dir: true,
	atom.Div: true, atom.Dl: true, atom.Dt: true, atom.Fieldset: true, atom.Figcaption: true, atom.Figure: true,
	atom.Footer: true, atom.Form: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true,
	atom.H6: true, atom.Header: true, atom.Hgroup: true, atom.Hr: true, atom.Legend: true, atom.Li: true,
	atom.Listing: true, atom.Main: true, atom.Menu: true, atom.Nav: true, atom.Ol: true, atom.Optgroup: true,
	atom.Option: true, atom.P: true, atom.Plaintext: true, atom.Pre: true, atom.Search: true, atom.Section: true,
	atom.Summary: true, atom.Table: true, atom.Tbody: true, atom.Tfoot: true, atom.Thead: true, atom.Tr: true,
	atom.Ul: true, atom.Xmp: true,
}

// unseenTags are the elements whose text no reader sees.
var unseenTags = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Head: true, atom.Title: true,
	atom.Iframe: true, atom.Noembed: true, atom.Noframes: true, atom.Textarea: true, atom.Svg: true, atom.Math: true,
	atom.Object: true, atom.Select: true, atom.Button: true, atom.Canvas: true, atom.Audio: true, atom.Video: true,
}

// textOfHTML returns the text of a piece of HTML, such as feeds hold: a line for
// each block, entities decoded, white space as a browser shows it. It takes time
// and memory in proportion to the piece, however it is nested.
func textOfHTML(fragment string) string {
	if !strings.ContainsAny(fragment, "<&") {
		return fragment
	}
	var b blockWriter
	z := html.NewTokenizer(strings.NewReader(fragment))
	unseen, depth := atom.Atom(0), 0 // the unseen element we are in, and how deep
	for {
		switch z.Next() {
		case html.ErrorToken: // the end: a reader of strings does not fail
			return b.text()
		case html.TextToken:
			if depth == 0 {
				b.write(string(z.Text()))
			}
		case html.StartTagToken:
			name, _ := z.TagName()
			switch tag := atom.Lookup(name); {
			case depth > 0:
				if tag == unseen {
					depth++
				}
			case unseenTags[tag]:
				unseen, depth = tag, 1
			default:
				b.tag(tag)
			}
		case html.SelfClosingTagToken:
			if name, _ := z.TagName(); depth == 0 {
				b.tag(atom.Lookup(name))
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			switch tag := atom.Lookup(name); {
			case depth == 0:
				b.tag(tag)
			case tag == unseen:
				depth--
			}
		}
	}
}

// textOfNode is textOfHTML of a parsed element, for trees that html.Parse made:
// those are at most 512 elements deep.
func textOfNode(n *html.Node) string {
	var b blockWriter
	b.node(n)
	return b.text()
}

// A blockWriter collects text and puts blocks on lines of their own.
type blockWriter struct {
	strings.Builder
	line  bool // the line has text
	space bool // white space is due before the next word
	lines int  // line ends are due before the next word
}

func (b *blockWriter) node(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		b.write(n.Data)
		return
	case html.ElementNode:
		if unseenTags[n.DataAtom] {
			return
		}
		b.tag(n.DataAtom)
		defer b.tag(n.DataAtom)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.node(c)
	}
}

// tag notes that an element begins or ends.
func (b *blockWriter) tag(tag atom.Atom) {
	switch {
	case blockTags[tag]:
		if b.line {
			b.line, b.lines = false, 1
		}
	case tag == atom.Td || tag == atom.Th:
		b.space = true
	}
}

// write appends text, with its white space made single spaces.
func (b *blockWriter) write(s string) {
	for s != "" {
		end := strings.IndexAny(s, " \t\r\n\f")
		if end == 0 {
			b.space = true
			s = s[1:]
			continue
		}
		if end < 0 {
			end = len(s)
		}
		switch {
		case b.lines > 0:
			b.WriteByte('\n')
		case b.space && b.line:
			b.WriteByte(' ')
		}
		b.lines, b.space, b.line = 0, false, true
		b.WriteString(s[:end])
		s = s[end:]
	}
}

func (b *blockWriter) text() string { return b.String() }
