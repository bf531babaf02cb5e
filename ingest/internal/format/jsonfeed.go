package format

import (
	"cmp"
	"encoding/json"
	"strings"
)

// A jsonFeed holds the values that the object around the items of a JSON Feed states for
// all of them (https://www.jsonfeed.org/version/1.1/).
type jsonFeed struct {
	on       bool // it is a JSON Feed
	title    string
	language string
}

// see reads a member of the object around the items.
func (f *jsonFeed) see(key string, raw []byte) {
	var s string
	switch key {
	case "version", "title", "language":
		if len(raw) > 1<<10 || json.Unmarshal(raw, &s) != nil {
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
	head, err := json.Marshal(map[string]string{"title": d.feed.title, "language": d.feed.language})
	if err != nil {
		return nil // two strings give no error
	}
	head = append([]byte(`{"version":"https://jsonfeed.org/version/1.1",`), head[1:len(head)-1]...)
	return d.in.origin(head, []byte(`,"items":[`), raw, []byte("]}\n"))
}

// fill adds the feed's values to an item that lacks them.
func (f *jsonFeed) fill(a *Record) {
	if f.on {
		a.Outlet = cmp.Or(a.Outlet, f.title)
		a.Language = cmp.Or(a.Language, f.language)
	}
}
