package ingest

import (
	"cmp"
	"encoding/json"
	"strings"
)

// A jsonFeed is what the object around the items of a JSON Feed says of them
// all (https://www.jsonfeed.org/version/1.1/).
type jsonFeed struct {
	on       bool // it is a JSON Feed
	title    string
	language string
}

// see takes a member of the object around the items.
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

// fill adds to an item what the feed says.
func (f *jsonFeed) fill(a *Article) {
	if f.on {
		a.Outlet = cmp.Or(a.Outlet, f.title)
		a.Language = cmp.Or(a.Language, f.language)
	}
}
