package format

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/newsdex/newsdex/ingest/internal/date"
	"github.com/newsdex/newsdex/ingest/internal/match"
	"github.com/newsdex/newsdex/ingest/internal/plain"
	"github.com/newsdex/newsdex/ingest/internal/tags"
)

// A feedChannel holds the values that a feed states for all its items.
type feedChannel struct {
	title    string
	language string
	authors  []string
}

// parseChannel reads the feed's text before the first item.
func parseChannel(head []byte) feedChannel {
	var c feedChannel
	text := string(head)
	var s tags.TagScan
	for {
		name, start, ok := s.Tag(head)
		if !ok {
			return c
		}
		switch tags.LocalName(name) {
		case "channel", "feed", "rss":
			root := tags.Element{Attrs: text[start+1+len(name) : s.At-1]}
			c.language = cmp.Or(root.Attr("xml:lang"), c.language)
		default:
			continue
		}
		if tags.LocalName(name) == "rss" {
			continue
		}
		for _, e := range tags.Children(text[s.At:]) {
			switch e.Local() {
			case "title":
				c.title = cmp.Or(c.title, plain.OneLine(tags.PlainText(e.Text())))
			case "language":
				c.language = cmp.Or(c.language, e.Text())
			case "author": // in Atom the author of items that name none
				c.authors = append(c.authors, e.Author()...)
			}
		}
		return c
	}
}

var errNoItem = errors.New("neither title nor text")

// A feedItem collects the values of one item.
type feedItem struct {
	a                Record
	content, summary string // both converted to text
	guid             string
	link, origLink   string
}

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
	for _, e := range tags.Children(root.Inner) {
		f.take(e)
	}
	a := f.a
	a.URL = cmp.Or(f.origLink, f.link)
	a.ID = f.guid
	if plain.IsURL(f.guid) {
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
			f.link = cmp.Or(f.link, e.Text())
		case e.Attr("rel") == "" || e.Attr("rel") == "alternate":
			f.link = cmp.Or(f.link, href)
		}
	case "origlink":
		f.origLink = cmp.Or(f.origLink, e.Text())
	case "guid", "id", "identifier":
		f.guid = cmp.Or(f.guid, e.Text())
	case "creator":
		f.authors(plain.SplitAuthors(tags.PlainText(e.Text())))
	case "author":
		f.authors(e.Author())
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

func longer(a, b string) string {
	if len(b) > len(a) {
		return b
	}
	return a
}
