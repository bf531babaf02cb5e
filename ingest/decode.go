package ingest

import (
	"slices"
	"unicode/utf8"

	"github.com/newsdex/newsdex/ingest/internal/charset"
)

// decode is the first stage: it makes every string of the article valid UTF-8. If the
// text is in another charset that can be guessed from it, all strings are decoded from
// that charset; otherwise invalid bytes become U+FFFD. Either is recorded as a Repair.
func decode(a Article) Article {
	var c *charset.Charset
	if !utf8.ValidString(a.Body) || !utf8.ValidString(a.Title) || !utf8.ValidString(a.Deck) {
		if text := []byte(a.Title + "\n" + a.Deck + "\n" + a.Body); !charset.IsDamagedUTF8(text) {
			c = charset.Guess(charset.Telling(text))
		}
	}
	bad, decoded := 0, false
	valid := func(s string) string {
		switch {
		case utf8.ValidString(s):
			return s
		case c != nil:
			decoded = true
			return c.Decode([]byte(s))
		}
		s, n := charset.ValidUTF8(s)
		bad += n
		return s
	}
	for _, s := range []*string{&a.ID, &a.URL, &a.Item, &a.Path, &a.Title, &a.Deck, &a.Body, &a.Outlet, &a.Language, &a.Section} {
		*s = valid(*s)
	}
	for _, list := range []*[]string{&a.Authors, &a.Tags} {
		for i, s := range *list {
			if !utf8.ValidString(s) {
				*list = append([]string(nil), *list...)
				(*list)[i] = valid(s)
			}
		}
	}
	if decoded {
		a.Repairs = withRepairs(a.Repairs, charset.DecodedRepairs(c, a.Title, a.Deck, a.Body)...)
	}
	if bad > 0 {
		a.Repairs = withRepairs(a.Repairs, charset.InvalidUTF8(bad))
	}
	return a
}

// withRepairs returns list with the repairs of decoding appended. It does not write to
// the array of list, which may be shared.
func withRepairs(list []Repair, more ...charset.Repair) []Repair {
	list = slices.Clip(list)
	for _, r := range more {
		list = append(list, Repair{Kind: r.Kind, Detail: r.Detail, Count: r.Count})
	}
	return list
}
