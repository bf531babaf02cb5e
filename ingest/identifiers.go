package ingest

import (
	"slices"
	"strings"

	"github.com/newsdex/newsdex/ingest/internal/found"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// normalIdentifiers percent-encodes the control characters in the names of the article,
// and removes a URL that is no absolute http or https URL. It records that URL in Found.
func normalIdentifiers(a Article) Article {
	a.ID, a.Item, a.Path = plain.Identifier(a.ID), plain.Identifier(a.Item), plain.Identifier(a.Path)
	address := plain.AbsoluteURL(a.URL)
	if address == "" && strings.TrimSpace(a.URL) != "" {
		a.refuse("url", a.URL, found.NoURL)
	}
	a.URL = address
	return a
}

// normalTags returns the tags in normal form, without those that have no visible
// character.
func normalTags(tags []string) []string {
	normal := func(s string) bool { return s != "" && plain.OneLine(s) == s }
	if !slices.ContainsFunc(tags, func(s string) bool { return !normal(s) }) {
		return tags
	}
	var out []string
	for _, s := range tags {
		if s = plain.OneLine(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// directionRepair returns the repair that accounts for the characters that normalizing
// drops from texts because they change the direction of the text after them; false if
// there are none.
func directionRepair(texts ...string) (Repair, bool) {
	n := 0
	for _, s := range texts {
		if plain.IsNormal(s) {
			continue
		}
		for _, r := range s {
			if plain.IsOverride(r) {
				n++
			}
		}
	}
	return Repair{Kind: "direction", Detail: "embeddings, overrides and isolates of the direction of text were dropped", Count: n}, n > 0
}
