package format

import (
	"cmp"
	"errors"
	"strings"

	"github.com/newsdex/newsdex/ingest/internal/date"
	"github.com/newsdex/newsdex/ingest/internal/found"
	"github.com/newsdex/newsdex/ingest/internal/match"
	"github.com/newsdex/newsdex/ingest/internal/plain"
	"github.com/newsdex/newsdex/ingest/internal/tags"
)

// A feedChannel holds the values that a feed states for all its items.
type feedChannel struct {
	title    string
	language string
	authors  []string
	// base is the URL to which the links of items are relative; "" if there is none.
	base string
}

// parseChannel reads the feed's text before the first item.
func parseChannel(head []byte) feedChannel {
	var c feedChannel
	text := string(head)
	var bases []string // the attributes xml:base, the outermost first
	var s tags.TagScan
	for {
		name, start, ok := s.Tag(head)
		if !ok {
			c.base = feedBase("", "", bases)
			return c
		}
		local := tags.LocalName(name)
		switch local {
		case "channel", "feed", "rss", "RDF":
			root := tags.Element{Attrs: text[start+1+len(name) : s.At-1]}
			c.language = cmp.Or(root.Attr("xml:lang"), c.language)
			bases = append(bases, root.Attr("xml:base"))
		default:
			continue
		}
		if local == "rss" || local == "RDF" {
			continue
		}
		link, self := "", ""
		for _, e := range tags.Children(text[s.At:]) {
			switch e.Local() {
			case "title":
				c.title = cmp.Or(c.title, plain.OneLine(tags.PlainText(e.Text())))
			case "language":
				c.language = cmp.Or(c.language, e.Text())
			case "author": // in Atom the author of items that name none
				c.authors = append(c.authors, e.Author()...)
			case "link":
				href, rel := e.Attr("href"), e.Attr("rel")
				switch {
				case rel == "self":
					self = cmp.Or(self, href)
				case rel == "" || rel == "alternate":
					link = cmp.Or(link, href, e.Text())
				}
			}
		}
		c.base = feedBase(link, self, bases)
		return c
	}
}

// feedBase returns the URL to which the links of a feed's items are relative: its xml:base
// (XML Base; outer ones come first), else its link, else the link to the feed itself.
func feedBase(link, self string, bases []string) string {
	self = plain.AbsoluteURL(self)
	base := cmp.Or(plain.ResolveURL(self, link), self)
	outer := cmp.Or(self, base)
	for _, b := range bases {
		if b = plain.ResolveURL(outer, b); b != "" {
			base, outer = b, b
		}
	}
	return base
}

var errNoItem = errors.New("neither title nor text")

// A feedItem collects the values of one item.
type feedItem struct {
	a                Record
	content, summary string // both converted to text
	guid             string
	// link and origLink are links of the item, each with the URL to which it is relative.
	link, origLink itemLink
	base           string // the URL to which the item's links are relative
}

// An itemLink is a link as a feed states it, and the URL to which it is relative.
type itemLink struct{ href, base string }

// article makes a record of one item, given with its tags.
func (c *feedChannel) article(item string) (Record, error) {
	var s tags.TagScan
	name, _, _ := s.Tag([]byte(item))
	root := tags.Element{Attrs: item[1+len(name) : max(s.At-1, 1+len(name))], Inner: item[s.At:]}
	if end := strings.LastIndex(root.Inner, "</"+name); end >= 0 && name != "" {
		root.Inner = root.Inner[:end] // without an end tag, the item ends where the next begins
	}
	var f feedItem
	f.a.Language = root.Attr("xml:lang")
	f.base = cmp.Or(plain.ResolveURL(c.base, root.Attr("xml:base")), c.base)
	for _, e := range tags.Children(root.Inner) {
		f.take(e)
	}
	a := f.a
	a.Authors, a.Tags = plain.Distinct(a.Authors), plain.Distinct(a.Tags)
	a.ID = f.guid
	switch {
	case a.setURL(f.origLink.href, f.origLink.base, found.RecordField.Named("origLink")):
	case a.setURL(f.link.href, f.link.base, found.RecordField.Named("link")):
	case plain.IsURL(f.guid) && a.setURL(f.guid, "", found.RecordField.Named("guid")):
		a.ID = ""
	}
	a.Item = itemName(cmp.Or(f.guid, root.Attr("rdf:about")), a.URL, f.base)
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
		if d := plain.OneLine(f.summary); len(d) <= maxSummary && !cutOff().MatchString(d) && !strings.HasPrefix(plain.OneLine(f.content), d) {
			a.Deck = d
		}
	}
	if strings.TrimSpace(a.Body) == "" && strings.TrimSpace(a.Title) == "" {
		return a, errNoItem
	}
	return a, nil
}

// cutOff matches the end of a summary that is the beginning of the article.
var cutOff = match.Expression(`(…|\.\.\.|\[&hellip;\]|\[…\]|\[\.\.\.\])$`)

// take adds the values of one element of an item.
func (f *feedItem) take(e tags.Element) {
	a := &f.a
	switch e.Local() {
	case "title":
		a.Title = cmp.Or(a.Title, plain.OneLine(e.AsText()))
	case "encoded", "full-text", "body":
		f.content = longer(f.content, e.AsText())
	case "content":
		f.content = longer(f.content, e.AsText())
	case "description", "summary", "tagline":
		f.summary = longer(f.summary, e.AsText())
	case "link":
		switch href := e.Attr("href"); {
		case href == "":
			f.link = cmp.Or(f.link, f.relative(e, e.Text()))
		case e.Attr("rel") == "" || e.Attr("rel") == "alternate":
			f.link = cmp.Or(f.link, f.relative(e, href))
		}
	case "origlink":
		f.origLink = cmp.Or(f.origLink, f.relative(e, e.Text()))
	case "guid", "id", "identifier":
		f.guid = cmp.Or(f.guid, e.Text())
	case "creator":
		a.Authors = append(a.Authors, plain.SplitAuthors(tags.PlainText(e.Text()))...)
	case "author":
		a.Authors = append(a.Authors, e.Author()...)
	case "pubdate", "published", "date", "issued", "created":
		if a.Published.IsZero() {
			a.Published, a.PublishedLayout = date.ParseDate(e.Text())
		}
	case "updated", "modified":
		if a.Updated.IsZero() {
			a.Updated, a.UpdatedLayout = date.ParseDate(e.Text())
		}
	case "language":
		a.Language = cmp.Or(a.Language, e.Text())
	case "source":
		title := e.Text()
		for _, in := range tags.Children(e.Inner) {
			if in.Local() == "title" {
				title = in.Text()
			}
		}
		if !plain.IsURL(title) && !strings.Contains(title, "<") {
			a.Outlet = cmp.Or(a.Outlet, plain.OneLine(tags.PlainText(title)))
		}
	case "category", "subject":
		tag := plain.OneLine(tags.PlainText(cmp.Or(e.Attr("label"), e.Attr("term"), e.Text())))
		if tag != "" {
			a.Tags = append(a.Tags, tag)
		}
	}
}

// relative returns a link that an element of the item states; the zero value for none.
func (f *feedItem) relative(e tags.Element, href string) itemLink {
	if href == "" {
		return itemLink{}
	}
	return itemLink{href, cmp.Or(plain.ResolveURL(f.base, e.Attr("xml:base")), f.base)}
}

// itemName returns the name of an item among those of its page: its guid, if that is not
// its link, else the fragment of its link. A relative guid is relative to base.
func itemName(guid, link, base string) string {
	fragment := plain.URLFragment(link)
	address := plain.ResolveURL(base, guid)
	if guid == "" || address != "" && plain.CanonicalURL(address) == plain.CanonicalURL(link) && plain.URLFragment(address) == fragment {
		return fragment
	}
	return guid
}

func longer(a, b string) string {
	if len(b) > len(a) {
		return b
	}
	return a
}
