package ingest

import (
	"cmp"
	"errors"
	"slices"
	"strings"
)

// A feedChannel is what a feed says of all its items.
type feedChannel struct {
	title    string
	language string
	authors  []string
}

// parseChannel reads what stands before the first item.
func parseChannel(head []byte) feedChannel {
	var c feedChannel
	text := string(head)
	var s tagScan
	for {
		name, start, ok := s.tag(head)
		if !ok {
			return c
		}
		switch localName(name) {
		case "channel", "feed", "rss":
			root := element{attrs: text[start+1+len(name) : s.at-1]}
			c.language = cmp.Or(root.attr("xml:lang"), c.language)
		default:
			continue
		}
		if localName(name) == "rss" {
			continue
		}
		for _, e := range children(text[s.at:]) {
			switch e.local() {
			case "title":
				c.title = cmp.Or(c.title, oneLine(plainText(e.text())))
			case "language":
				c.language = cmp.Or(c.language, e.text())
			case "author": // Atom's, of items that name none
				c.authors = append(c.authors, e.author()...)
			}
		}
		return c
	}
}

// notOurs are the prefixes of extensions whose elements have the names of RSS and
// say something else: the title of a picture.
var notOurs = []string{"media:", "itunes:", "googleplay:", "podcast:", "image:", "geo:", "georss:", "slash:", "thr:", "sy:"}

// local returns the element's name without its prefix, in lower case, "" for
// those of other extensions.
func (e element) local() string {
	name := strings.ToLower(e.name)
	for _, p := range notOurs {
		if strings.HasPrefix(name, p) {
			return ""
		}
	}
	return localName(name)
}

var errNoItem = errors.New("neither title nor text")

// A feedItem is what has been found of one item.
type feedItem struct {
	a                record
	content, summary string // as text
	guid             string
	link, origLink   string
}

// article makes an article of one item, its tags around it.
func (c *feedChannel) article(item string) (record, error) {
	var s tagScan
	name, _, _ := s.tag([]byte(item))
	root := element{attrs: item[1+len(name) : max(s.at-1, 1+len(name))], inner: item[s.at:]}
	if end := strings.LastIndex(root.inner, "</"+name); end >= 0 && name != "" {
		root.inner = root.inner[:end] // an item before which another begins has no end
	}
	var f feedItem
	f.a.Language = root.attr("xml:lang")
	for _, e := range children(root.inner) {
		f.take(e)
	}
	a := f.a
	a.URL = cmp.Or(f.origLink, f.link)
	a.ID = f.guid
	if isURL(f.guid) {
		if a.URL == "" {
			a.URL, a.ID = f.guid, ""
		}
	}
	if a.Published.IsZero() {
		a.Published, a.PublishedLayout = a.Updated, a.UpdatedLayout
	}
	a.Outlet = cmp.Or(a.Outlet, c.title)
	a.Language = cmp.Or(a.Language, c.language)
	if len(a.Authors) == 0 {
		a.Authors = c.authors
	}
	switch {
	case len(f.summary) >= len(f.content): // the summary is the article
		a.Body = f.summary
	default:
		a.Body = f.content
		if d := oneLine(f.summary); len(d) <= maxSummary && !cutOff().MatchString(d) && !strings.HasPrefix(oneLine(f.content), d) {
			a.Deck = d
		}
	}
	if strings.TrimSpace(a.Body) == "" && strings.TrimSpace(a.Title) == "" {
		return a, errNoItem
	}
	return a, nil
}

// cutOff is the end of a summary that is the beginning of the article.
var cutOff = expression(`(…|\.\.\.|\[&hellip;\]|\[…\]|\[\.\.\.\])$`)

// take adds what one element of an item says.
func (f *feedItem) take(e element) {
	a := &f.a
	switch e.local() {
	case "title":
		a.Title = cmp.Or(a.Title, oneLine(e.asText()))
	case "encoded", "full-text", "body":
		f.content = longer(f.content, e.asText())
	case "content":
		f.content = longer(f.content, e.asText())
	case "description", "summary", "tagline":
		f.summary = longer(f.summary, e.asText())
	case "link":
		switch href := e.attr("href"); {
		case href == "":
			f.link = cmp.Or(f.link, e.text())
		case e.attr("rel") == "" || e.attr("rel") == "alternate":
			f.link = cmp.Or(f.link, href)
		}
	case "origlink":
		f.origLink = cmp.Or(f.origLink, e.text())
	case "guid", "id", "identifier":
		f.guid = cmp.Or(f.guid, e.text())
	case "creator":
		f.authors(splitAuthors(plainText(e.text())))
	case "author":
		f.authors(e.author())
	case "pubdate", "published", "date", "issued", "created":
		if a.Published.IsZero() {
			a.Published, a.PublishedLayout = parseDate(e.text())
		}
	case "updated", "modified":
		if a.Updated.IsZero() {
			a.Updated, a.UpdatedLayout = parseDate(e.text())
		}
	case "language":
		a.Language = cmp.Or(a.Language, e.text())
	case "source":
		title := e.text()
		for _, in := range children(e.inner) {
			if in.local() == "title" {
				title = in.text()
			}
		}
		if !isURL(title) && !strings.Contains(title, "<") {
			a.Outlet = cmp.Or(a.Outlet, oneLine(plainText(title)))
		}
	case "category", "subject":
		tag := oneLine(plainText(cmp.Or(e.attr("label"), e.attr("term"), e.text())))
		if tag != "" && !slices.Contains(a.Tags, tag) {
			a.Tags = append(a.Tags, tag)
		}
	}
}

func (f *feedItem) authors(names []string) {
	for _, n := range names {
		if !slices.Contains(f.a.Authors, n) {
			f.a.Authors = append(f.a.Authors, n)
		}
	}
}

// mailbox is how RSS names an author: an address, and the name in brackets.
var mailbox = expression(`^\S+@\S+(?:\s*\((.*)\))?$`)

// author returns the names in an author element: Atom's have an element for the
// name, those of RSS an address.
func (e element) author() []string {
	var names []string
	for _, in := range children(e.inner) {
		if in.local() == "name" {
			names = append(names, splitAuthors(plainText(in.text()))...)
		}
	}
	if names != nil || strings.Contains(e.inner, "<name") {
		return names
	}
	s := e.text()
	if m := mailbox().FindStringSubmatch(s); m != nil {
		s = m[1]
	}
	return splitAuthors(plainText(s))
}

// asText returns the text of an element that may hold HTML: escaped, in a CDATA
// section, or as elements.
func (e element) asText() string {
	if e.attr("type") == "text" {
		return e.text()
	}
	if e.attr("type") == "xhtml" || e.attr("mode") == "xml" {
		return textOfHTML(e.inner)
	}
	return plainText(e.text())
}

// markup is a tag or an entity, as they stand in text that is HTML.
var markup = expression(`</?[a-zA-Z][^<>]*>|<!--|&(#\d+|#[xX][0-9a-fA-F]+|[a-zA-Z]\w+);`)

// plainText returns s as text: HTML in it is read, white space else stays.
func plainText(s string) string {
	if markup().MatchString(s) {
		return textOfHTML(s)
	}
	return s
}

func longer(a, b string) string {
	if len(b) > len(a) {
		return b
	}
	return a
}
