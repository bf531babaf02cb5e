package tags

import (
	"bytes"
	"html"
	"strings"
)

// A TagScan moves from tag to tag through XML that may be broken. It ignores tags in
// comments, CDATA sections and instructions. It can continue when more of the text has
// been read.
type TagScan struct {
	At    int    // offset up to which it has read
	until string // the end mark of the current comment or section
	Empty bool   // the last tag was <a/>
}

// tagOpenings are the beginnings of markup other than elements, each with its end mark.
var tagOpenings = []struct{ begin, end string }{{"<![CDATA[", "]]>"}, {"<!--", "-->"}, {"<?", "?>"}, {"<!", ">"}}

// longestTag is the limit of bytes of a tag.
const longestTag = 32 << 10

// Tag returns the name of the next tag of b, "/a" for an end tag, and the offset at which
// it begins; s.At is its end. ok is false if b ends before the tag does.
func (s *TagScan) Tag(b []byte) (name string, start int, ok bool) {
next:
	for {
		if s.until != "" {
			i := bytes.Index(b[s.At:], []byte(s.until))
			if i < 0 {
				s.At = max(s.At, len(b)-len(s.until)+1)
				return "", 0, false
			}
			s.At += i + len(s.until)
			s.until = ""
		}
		i := bytes.IndexByte(b[s.At:], '<')
		if i < 0 {
			s.At = len(b)
			return "", 0, false
		}
		s.At += i
		rest := b[s.At:]
		for _, o := range tagOpenings {
			if bytes.HasPrefix(rest, []byte(o.begin)) {
				s.At += len(o.begin)
				s.until = o.end
				continue next
			}
			if len(rest) < len(o.begin) && strings.HasPrefix(o.begin, string(rest)) {
				return "", 0, false // more bytes are needed
			}
		}
		end := tagEnd(rest)
		if end < 0 && len(rest) < longestTag {
			return "", 0, false
		}
		if end > 0 {
			if name := tagName(rest[:end]); name != "" {
				start = s.At
				s.At += end
				s.Empty = rest[end-2] == '/'
				return name, start, true
			}
		}
		s.At++ // a plain "<"
	}
}

// tagEnd returns the end of the tag that begins b, -1 if b ends before it, or 0 if b
// begins with no tag.
func tagEnd(b []byte) int {
	quote := byte(0)
	for i, c := range b[:min(len(b), longestTag)] {
		switch {
		case c == '<' && i > 0: // not even in quotes: the "<" before began no tag
			return 0
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '>':
			return i + 1
		case (c == '"' || c == '\'') && b[i-1] == '=': // i > 0, for b[0] is "<"
			quote = c
		}
	}
	return -1
}

// tagName returns the name of the tag that begins b, or "" if it has none.
func tagName(b []byte) string {
	i := 1
	if i < len(b) && b[i] == '/' {
		i++
	}
	from := i
	for ; i < len(b); i++ {
		if c := b[i]; c == '>' || c == '/' || c == ' ' || c == '\t' || c == '\r' || c == '\n' {
			break
		}
	}
	if i == from || !isNameStart(b[from]) {
		return ""
	}
	return string(b[1:i])
}

func isNameStart(c byte) bool {
	return 'a' <= c|0x20 && c|0x20 <= 'z' || c == '_' || c >= 0x80
}

// LocalName returns a name without its prefix: "creator" for "dc:creator".
func LocalName(name string) string {
	return name[strings.LastIndexByte(name, ':')+1:]
}

// An Element is one element of XML.
type Element struct {
	name  string // with its prefix, as written
	Attrs string // the text of its start tag after the name
	Inner string // the text between its tags
}

// mostOpen is the limit of names of unclosed elements whose end Children searches for;
// each search reads the whole text.
const mostOpen = 16

// Children returns the elements in a text, without nested elements.
func Children(text string) []Element {
	b := []byte(text)
	var all []Element
	var s TagScan
	open := map[string]bool{} // names of elements that are never closed
	for {
		name, start, ok := s.Tag(b)
		if !ok {
			return all
		}
		if name[0] == '/' {
			continue
		}
		e := Element{name: name, Attrs: text[start+1+len(name) : s.At-1]}
		if s.Empty {
			e.Attrs = strings.TrimSuffix(e.Attrs, "/")
			all = append(all, e)
			continue
		}
		if open[name] || len(open) == mostOpen {
			continue
		}
		from := s.At
		inner := s
		end := -1
		for depth := 1; depth > 0; {
			n, at, ok := inner.Tag(b)
			if !ok {
				break
			}
			switch {
			case n == name && !inner.Empty:
				depth++
			case n == "/"+name:
				depth--
				end = at
			}
		}
		if end < 0 {
			open[name] = true
			continue
		}
		e.Inner = text[from:end]
		all = append(all, e)
		s = inner
	}
}

// Attr returns an attribute, or "" if there is none.
func (e Element) Attr(name string) string {
	rest := e.Attrs
	for {
		i := strings.Index(rest, name)
		if i < 0 {
			return ""
		}
		before := i == 0 || strings.ContainsRune(" \t\r\n", rune(rest[i-1]))
		rest = rest[i+len(name):]
		value := strings.TrimLeft(rest, " \t\r\n")
		if !before || !strings.HasPrefix(value, "=") {
			continue
		}
		value = strings.TrimLeft(value[1:], " \t\r\n")
		if value == "" || value[0] != '"' && value[0] != '\'' {
			return ""
		}
		if end := strings.IndexByte(value[1:], value[0]); end >= 0 {
			return strings.TrimSpace(html.UnescapeString(value[1 : 1+end]))
		}
		return ""
	}
}

// Text returns the characters of the element: CDATA sections unchanged, other text with
// XML's and HTML's entities decoded. Tags in it stay.
func (e Element) Text() string {
	const begin, end = "<![CDATA[", "]]>"
	var b strings.Builder
	rest := e.Inner
	for {
		before, after, ok := strings.Cut(rest, begin)
		b.WriteString(html.UnescapeString(before))
		if !ok {
			break
		}
		var data string
		data, rest, _ = strings.Cut(after, end)
		b.WriteString(data)
	}
	return strings.TrimSpace(b.String())
}
