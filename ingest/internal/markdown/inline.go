package markdown

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/newsdex/newsdex/ingest/internal/match"
)

// inlineText returns the text of one block of Markdown without its marks. It reads the
// block once and tracks the open brackets and delimiters. Bytes of out that turn out to
// be marks are dropped at the end.
func inlineText(s string, labels map[string]bool) string {
	if !strings.ContainsAny(s, "\\`*_~[]<&!") {
		return s
	}
	p := inlineParser{s: s, labels: labels, failed: map[string]bool{}, open: map[byte][]delimiter{}}
	for p.at < len(s) {
		p.step()
	}
	if p.drop == nil {
		return string(p.out)
	}
	kept := p.out[:0]
	for i, c := range p.out {
		if i >= len(p.drop) || !p.drop[i] {
			kept = append(kept, c)
		}
	}
	return string(kept)
}

type inlineParser struct {
	s      string
	at     int
	labels map[string]bool
	out    []byte
	drop   []bool // drop[i] says that out[i] is a mark
	failed map[string]bool
	// brackets are the open brackets; open holds the open delimiters of emphasis.
	brackets []bracket
	open     map[byte][]delimiter
}

type bracket struct {
	at    int // offset in out
	from  int // offset in s after the bracket
	image bool
}

type delimiter struct{ at, n int } // offset in out, and length

// mark records that n bytes of out from at on are marks.
func (p *inlineParser) mark(at, n int) {
	for len(p.drop) < at+n {
		p.drop = append(p.drop, make([]bool, max(at+n-len(p.drop), 64))...)
	}
	for i := at; i < at+n; i++ {
		p.drop[i] = true
	}
}

// find returns the offset of end in the rest of the text, or -1. It does not search again
// for a string that was not found once.
func (p *inlineParser) find(from int, end string) int {
	if p.failed[end] {
		return -1
	}
	i := strings.Index(p.s[from:], end)
	if i < 0 {
		p.failed[end] = true
		return -1
	}
	return from + i
}

// Inline elements that one expression matches.
var (
	autolink  = match.Expression(`^<((?:https?|ftp)://[^<>\s]+|mailto:[^<>\s]+|[\w.+-]+@[\w.-]+)>`)
	inlineTag = match.Expression(`^</?[a-zA-Z][a-zA-Z0-9-]*(?:\s[^<>]*)?/?>`)
)

// longestInline is the limit of bytes of a tag or of a link in angle brackets.
const longestInline = 2 << 10

// step reads the next piece.
func (p *inlineParser) step() {
	s := p.s[p.at:]
	c := s[0]
	switch {
	case c == '\\' && len(s) > 1 && s[1] < utf8.RuneSelf && unicode.In(rune(s[1]), unicode.P, unicode.S):
		p.out = append(p.out, s[1])
		p.at += 2
	case c == '`':
		p.code()
	case c == '<':
		p.tag(s)
	case c == '!' && len(s) > 1 && s[1] == '[':
		p.brackets = append(p.brackets, bracket{len(p.out), p.at + 2, true})
		p.out = append(p.out, '!', '[')
		p.at += 2
	case c == '[':
		p.brackets = append(p.brackets, bracket{len(p.out), p.at + 1, false})
		p.out = append(p.out, '[')
		p.at++
	case c == ']':
		p.close()
	case c == '*' || c == '_' || c == '~':
		p.emphasis(c)
	case c == '&':
		if end := strings.IndexByte(s[:min(len(s), 40)], ';'); end > 0 {
			p.out = append(p.out, html.UnescapeString(s[:end+1])...)
			p.at += end + 1
			return
		}
		fallthrough
	default:
		n := strings.IndexAny(s[1:], "\\`*_~[]<&!")
		if n < 0 {
			n = len(s) - 1
		}
		p.out = append(p.out, s[:n+1]...)
		p.at += n + 1
	}
}

// longestCode is the limit of backticks on either side of code.
const longestCode = 32

// code reads code between backticks. Backticks that enclose no code are kept.
func (p *inlineParser) code() {
	n := 1
	for p.at+n < len(p.s) && p.s[p.at+n] == '`' {
		n++
	}
	from := p.at + n
	if n <= longestCode {
		mark := strings.Repeat("`", n)
		for at := from; ; {
			end := p.find(at, mark)
			if end < 0 {
				break
			}
			after := end + n
			for after < len(p.s) && p.s[after] == '`' {
				after++
			}
			if after == end+n {
				p.out = append(p.out, strings.TrimSpace(p.s[from:end])...)
				p.at = after
				return
			}
			at = after
		}
		p.failed[mark] = true // no closing run of this length
	}
	p.out = append(p.out, p.s[p.at:from]...)
	p.at = from
}

// tag reads a link in angle brackets, a comment, a tag, or else a plain "<".
func (p *inlineParser) tag(s string) {
	near := s[:min(len(s), longestInline)]
	if m := autolink().FindStringSubmatch(near); m != nil {
		p.out = append(p.out, strings.TrimPrefix(m[1], "mailto:")...)
		p.at += len(m[0])
		return
	}
	if strings.HasPrefix(s, "<!--") {
		if end := p.find(p.at, "-->"); end >= 0 {
			p.at = end + len("-->")
			return
		}
	}
	if tag := inlineTag().FindString(near); tag != "" {
		if strings.HasPrefix(strings.ToLower(tag), "<br") {
			p.out = append(p.out, '\n')
		}
		p.at += len(tag)
		return
	}
	p.out = append(p.out, '<')
	p.at++
}

// longestLabel is the limit of bytes of a link's label.
const longestLabel = 256

// close reads a closing bracket and the text after it that makes it a link or a picture.
func (p *inlineParser) close() {
	p.at++
	if len(p.brackets) == 0 {
		p.out = append(p.out, ']')
		return
	}
	b := p.brackets[len(p.brackets)-1]
	p.brackets = p.brackets[:len(p.brackets)-1]
	label := ""
	if n := p.at - 1 - b.from; n <= longestLabel {
		label = strings.ToLower(p.s[b.from : p.at-1])
	}
	rest := p.s[p.at:]
	n := destination(rest)
	switch {
	case n > 0:
	case strings.HasPrefix(rest, "["):
		end := strings.IndexByte(rest[:min(len(rest), longestLabel)], ']')
		if end > 1 && p.labels[strings.ToLower(rest[1:end])] || end == 1 && p.labels[label] {
			n = end + 1
		}
	}
	switch isLabel := p.labels[label]; {
	case n == 0 && strings.HasPrefix(label, "^") && len(label) > 1 && len(label) < 64 && !strings.ContainsAny(label, " \n"): // a footnote reference
		p.cut(b.at)
	case n == 0 && !isLabel:
		p.out = append(p.out, ']')
	case b.image:
		p.cut(b.at)
	default:
		p.mark(b.at, 1)
	}
	p.at += n
}

// cut removes the output from at on.
func (p *inlineParser) cut(at int) {
	p.out = p.out[:at]
	if len(p.drop) > at {
		p.drop = p.drop[:at]
	}
	for c, open := range p.open {
		for len(open) > 0 && open[len(open)-1].at >= at {
			open = open[:len(open)-1]
		}
		p.open[c] = open
	}
}

// destination returns the length of the link destination "(…)" at the beginning of s, or
// 0 if there is none.
func destination(s string) int {
	const longest, deepest = 4 << 10, 32
	if s == "" || s[0] != '(' {
		return 0
	}
	depth := 0
	for i := 0; i < len(s) && i < longest; i++ {
		switch s[i] {
		case '\\':
			i++
		case '(':
			if depth++; depth > deepest {
				return 0
			}
		case ')':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return 0
}

// emphasis reads a run of one delimiter. The run closes open runs as far as its length
// allows; the rest of it may open one.
func (p *inlineParser) emphasis(c byte) {
	n := 1
	for p.at+n < len(p.s) && p.s[p.at+n] == c {
		n++
	}
	before, _ := utf8.DecodeLastRuneInString(p.s[:p.at])
	after, _ := utf8.DecodeRuneInString(p.s[p.at+n:])
	atStart, atEnd := p.at == 0, p.at+n == len(p.s)
	word := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	opens := !atEnd && !unicode.IsSpace(after) && (word(after) || atStart || !word(before))
	closes := !atStart && !unicode.IsSpace(before) && (word(before) || atEnd || !word(after))
	if c == '_' {
		opens = opens && (atStart || !word(before))
		closes = closes && (atEnd || !word(after))
	}
	d := delimiter{len(p.out), n}
	p.out = append(p.out, p.s[p.at:p.at+n]...)
	p.at += n
	if c == '~' && n != 2 {
		return
	}
	if closes {
		for d.n > 0 && len(p.open[c]) > 0 {
			last := &p.open[c][len(p.open[c])-1]
			m := min(d.n, last.n)
			p.mark(last.at+last.n-m, m)
			p.mark(d.at, m)
			d.at, d.n, last.n = d.at+m, d.n-m, last.n-m
			if last.n == 0 {
				p.open[c] = p.open[c][:len(p.open[c])-1]
			}
		}
	}
	if opens && d.n > 0 {
		p.open[c] = append(p.open[c], d)
	}
}
