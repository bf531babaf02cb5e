package tags

import (
	"strings"

	"github.com/newsdex/newsdex/ingest/internal/htmltext"
	"github.com/newsdex/newsdex/ingest/internal/match"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// notOurs are the prefixes of extensions whose elements have names of RSS but another
// meaning, such as the title of a picture.
var notOurs = []string{"media:", "itunes:", "googleplay:", "podcast:", "image:", "geo:", "georss:", "slash:", "thr:", "sy:"}

// Local returns the element's name without its prefix, in lower case, or "" for elements
// of the extensions in notOurs.
func (e Element) Local() string {
	name := strings.ToLower(e.name)
	for _, p := range notOurs {
		if strings.HasPrefix(name, p) {
			return ""
		}
	}
	return LocalName(name)
}

// mailbox matches an author in RSS: an address, and the name in parentheses.
var mailbox = match.Expression(`^\S+@\S+(?:\s*\((.*)\))?$`)

// Author returns the names in an author element. Atom has a child element for the name,
// RSS an address.
func (e Element) Author() []string {
	var names []string
	for _, in := range Children(e.Inner) {
		if in.Local() == "name" {
			names = append(names, plain.SplitAuthors(PlainText(in.Text()))...)
		}
	}
	if names != nil || strings.Contains(e.Inner, "<name") {
		return names
	}
	s := e.Text()
	if m := mailbox().FindStringSubmatch(s); m != nil {
		s = m[1]
	}
	return plain.SplitAuthors(PlainText(s))
}

// AsText returns the text of an element that may hold HTML: escaped, in a CDATA section,
// or as elements.
func (e Element) AsText() string {
	if e.Attr("type") == "text" {
		return e.Text()
	}
	if e.Attr("type") == "xhtml" || e.Attr("mode") == "xml" {
		return htmltext.Text(e.Inner)
	}
	return PlainText(e.Text())
}

// markup matches a tag or an entity in text that is HTML.
var markup = match.Expression(`</?[a-zA-Z][^<>]*>|<!--|&(#\d+|#[xX][0-9a-fA-F]+|[a-zA-Z]\w+);`)

// PlainText returns s as text. It converts HTML; text without HTML keeps its white space.
func PlainText(s string) string {
	if markup().MatchString(s) {
		return htmltext.Text(s)
	}
	return s
}
