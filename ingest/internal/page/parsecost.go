package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A parseCost is the part of the work of html.Parse that can grow faster than the page.
// The HTML Standard asks for this work (section 13.2.6), and broken pages need some of
// it. The most costly ones of 315 news pages copy 115 kB and restore 3,154 elements.
type parseCost struct {
	// copied is the number of bytes that are copied because text is appended to other
	// text, or attributes to those of <html> and <body>.
	copied int
	// restored is the number of elements of formatting, such as <b>, that are made again
	// in another block because they were not closed.
	restored int
}

// mayBeTooMuch reports whether a page would take seconds to parse.
func (c parseCost) mayBeTooMuch() bool { return c.copied > 2<<30 || c.restored > 1_000_000 }

// between are the elements whose tags need not divide the text before them from the text
// after them: the parser drops them, or moves the text out of the table.
var between = map[atom.Atom]bool{
	atom.Html: true, atom.Head: true, atom.Body: true, atom.Frame: true, atom.Frameset: true, atom.Table: true, atom.Caption: true,
	atom.Colgroup: true, atom.Col: true, atom.Thead: true, atom.Tbody: true, atom.Tfoot: true, atom.Tr: true, atom.Td: true, atom.Th: true,
	atom.Form: true, atom.Option: true, atom.Optgroup: true,
}

// formatting are the elements that are made again in the next block if they are not
// closed. It maps each to the number of equal ones that are made again.
var formatting = map[atom.Atom]int{
	atom.A: 1, atom.Nobr: 1, atom.B: 3, atom.Big: 3, atom.Code: 3, atom.Em: 3, atom.Font: 3, atom.I: 3, atom.S: 3, atom.Small: 3,
	atom.Strike: 3, atom.Strong: 3, atom.Tt: 3, atom.U: 3,
}

// costOfParsing returns an upper limit of the cost of parsing a page, from its tags
// alone. It stops when that may be too much.
func costOfParsing(text string) (c parseCost) {
	var (
		run        int                     // bytes of text that the next text may be appended to
		attributes int                     // bytes of the tags of <html> and <body>
		open       = map[atom.Atom][]int{} // numbers of the unclosed elements of formatting
		equal      = map[string]int{}      // numbers of tags of formatting, from 1
		times      = map[int]int{}         // how often each is among the unclosed
		unclosed   int                     // how many there are in all
		block      bool                    // a block may have begun or ended
	)
	z := html.NewTokenizer(strings.NewReader(text))
	for !c.mayBeTooMuch() {
		kind := z.Next()
		raw := z.Raw()
		switch kind {
		case html.ErrorToken: // the end
			return c
		case html.TextToken:
			c.copied += run
			run += len(raw)
			if block {
				c.restored += unclosed
				block = false
			}
			continue
		case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
		default:
			continue
		}
		name, _ := z.TagName()
		tag := atom.Lookup(name)
		most, isFormatting := formatting[tag]
		switch {
		case kind == html.EndTagToken && isFormatting:
			if n := len(open[tag]); n > 0 {
				times[open[tag][n-1]]--
				open[tag] = open[tag][:n-1]
				unclosed--
			}
			continue
		case kind == html.EndTagToken:
			block = true
			continue
		case isFormatting:
			if block {
				c.restored += unclosed
				block = false
			}
			key := raw
			if most == 1 {
				key = name
			}
			number := equal[string(key)]
			if number == 0 {
				number = len(equal) + 1
				equal[string(key)] = number
			}
			if times[number] < most {
				times[number]++
				open[tag] = append(open[tag], number)
				unclosed++
			}
		case tag == atom.Html || tag == atom.Body:
			c.copied += 16 * attributes // an attribute is looked up, not only copied
			attributes += len(raw)
		default:
			block = true
		}
		if !between[tag] {
			run = 0
		}
	}
	return c
}
