package format

import (
	"cmp"
	"encoding/json"
	"strings"

	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// A jsonFeed holds the values that the object around the items of a JSON Feed states for
// all of them (https://www.jsonfeed.org/version/1.1/).
type jsonFeed struct {
	on       bool // it is a JSON Feed
	title    string
	language string
	home     string // the URL of the site
	self     string // the URL of the feed
}

// see reads a member of the object around the items.
func (f *jsonFeed) see(key string, raw []byte) {
	var s string
	switch key {
	case "version", "title", "language", "home_page_url", "feed_url":
		if len(raw) > 4<<10 || json.Unmarshal(raw, &s) != nil {
			return
		}
	}
	switch key {
	case "version":
		f.on = strings.Contains(s, "jsonfeed.org/version/")
	case "title":
		f.title = s
	case "language":
		f.language = s
	case "home_page_url":
		f.home = s
	case "feed_url":
		f.self = s
	}
}

// origin returns the origin of one JSON record of a file with many: a list, or a feed,
// with this item alone.
func (d *jsonDecoder) origin(raw []byte) *Origin {
	if !d.in.Origins {
		return nil
	}
	if !d.feed.on {
		return d.in.origin([]byte("["), raw, []byte("]\n"))
	}
	head, err := json.Marshal(map[string]string{
		"title": d.feed.title, "language": d.feed.language, "home_page_url": d.feed.home, "feed_url": d.feed.self,
	})
	if err != nil {
		return nil // strings give no error
	}
	head = append([]byte(`{"version":"https://jsonfeed.org/version/1.1",`), head[1:len(head)-1]...)
	return d.in.origin(head, []byte(`,"items":[`), raw, []byte("]}\n"))
}

// base returns the URL to which the URLs of items are relative: that of the site, else
// that of the feed; "" if there is neither.
func (f *jsonFeed) base() string {
	if !f.on {
		return ""
	}
	return cmp.Or(plain.ResolveURL(f.self, f.home), plain.AbsoluteURL(f.self))
}

// fill adds the feed's values to an item that lacks them.
func (f *jsonFeed) fill(a *Record) {
	if f.on {
		a.Item = itemName(a.ID, a.URL, f.base())
		a.Outlet = cmp.Or(a.Outlet, f.title)
		a.Language = cmp.Or(a.Language, f.language)
	}
}
