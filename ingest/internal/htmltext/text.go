package htmltext

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// BlockTags are the elements that begin a new line: those that browsers show as blocks
// (HTML Standard, section 15.3), and line breaks.
var BlockTags = map[atom.Atom]bool{
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

// UnseenTags are the elements whose text is invisible.
var UnseenTags = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Head: true, atom.Title: true,
	atom.Iframe: true, atom.Noembed: true, atom.Noframes: true, atom.Textarea: true, atom.Svg: true, atom.Math: true,
	atom.Object: true, atom.Select: true, atom.Button: true, atom.Canvas: true, atom.Audio: true, atom.Video: true,
}

// Text returns the text of an HTML fragment, as in feeds: a line for each block, with
// entities decoded and white space as a browser shows it. It takes time and memory linear
// in the fragment's length, however deep its nesting.
func Text(fragment string) string {
	if !strings.ContainsAny(fragment, "<&") {
		return fragment
	}
	var b BlockWriter
	z := html.NewTokenizer(strings.NewReader(fragment))
	unseen, depth := atom.Atom(0), 0 // the current unseen element, and its nesting
	for {
		switch z.Next() {
		case html.ErrorToken: // the end: a strings.Reader does not fail
			return b.Text()
		case html.TextToken:
			if depth == 0 {
				b.Write(string(z.Text()))
			}
		case html.StartTagToken:
			name, _ := z.TagName()
			switch tag := atom.Lookup(name); {
			case depth > 0:
				if tag == unseen {
					depth++
				}
			case UnseenTags[tag]:
				unseen, depth = tag, 1
			default:
				b.Tag(tag)
			}
		case html.SelfClosingTagToken:
			if name, _ := z.TagName(); depth == 0 {
				b.Tag(atom.Lookup(name))
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			switch tag := atom.Lookup(name); {
			case depth == 0:
				b.Tag(tag)
			case tag == unseen:
				depth--
			}
		}
	}
}

// NodeText is like Text but takes a parsed element. It is meant for trees of html.Parse,
// which are at most 512 elements deep.
func NodeText(n *html.Node) string {
	var b BlockWriter
	b.Node(n)
	return b.Text()
}

// A BlockWriter collects text and puts blocks on lines of their own.
type BlockWriter struct {
	strings.Builder
	line  bool // the line has text
	space bool // white space is due before the next word
	lines int  // line ends are due before the next word
}

func (b *BlockWriter) Node(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		b.Write(n.Data)
		return
	case html.ElementNode:
		if UnseenTags[n.DataAtom] {
			return
		}
		b.Tag(n.DataAtom)
		defer b.Tag(n.DataAtom)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.Node(c)
	}
}

// Tag notes the beginning or the end of an element.
func (b *BlockWriter) Tag(tag atom.Atom) {
	switch {
	case BlockTags[tag]:
		if b.line {
			b.line, b.lines = false, 1
		}
	case tag == atom.Td || tag == atom.Th:
		b.space = true
	}
}

// Write appends text, with each run of white space replaced by one space.
func (b *BlockWriter) Write(s string) {
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

func (b *BlockWriter) Text() string { return b.String() }
