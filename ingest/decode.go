package ingest

import (
	"strings"
	"unicode/utf8"
)

// decode is the first stage: it makes every string of the article valid UTF-8.
// Where the text is in another charset that can be told from it, all is decoded
// from that; else what is not UTF-8 becomes U+FFFD. Either is recorded.
func decode(a Article) Article {
	var c *charset
	if !utf8.ValidString(a.Body) || !utf8.ValidString(a.Title) || !utf8.ValidString(a.Deck) {
		if text := []byte(a.Title + "\n" + a.Deck + "\n" + a.Body); !isDamagedUTF8(text) {
			c = guess(telling(text))
		}
	}
	bad, decoded := 0, false
	valid := func(s string) string {
		switch {
		case utf8.ValidString(s):
			return s
		case c != nil:
			decoded = true
			return c.decode([]byte(s))
		}
		s, n := validUTF8(s)
		bad += n
		return s
	}
	for _, s := range []*string{&a.ID, &a.URL, &a.Path, &a.Title, &a.Deck, &a.Body, &a.Outlet, &a.Language, &a.Section} {
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
		a = noteCharset(c, a)
	}
	if bad > 0 {
		a.Repairs = append(a.Repairs[:len(a.Repairs):len(a.Repairs)], invalidUTF8(bad))
	}
	return a
}

func invalidUTF8(n int) Repair {
	return Repair{Kind: "invalid-utf8", Detail: "bytes that are not UTF-8 became U+FFFD", Count: n}
}

// noteCharset adds to an article the repairs that decoding its file from c made.
func noteCharset(c *charset, a Article) Article {
	a.Repairs = append(a.Repairs[:len(a.Repairs):len(a.Repairs)], decodedRepair(c))
	n := strings.Count(a.Title, "\ufffd") + strings.Count(a.Deck, "\ufffd") + strings.Count(a.Body, "\ufffd")
	if n > 0 {
		a.Repairs = append(a.Repairs, Repair{Kind: "undecoded", Detail: "what is not " + c.name + " became U+FFFD", Count: n})
	}
	return a
}

// decodedRepair returns the repair that records the decoding of a text from c.
func decodedRepair(c *charset) Repair {
	return Repair{Kind: "charset", Detail: c.detail(), Count: 1}
}

// toUTF8 returns s as valid UTF-8: decoded by its charset where that can be
// guessed, else with U+FFFD for what is not UTF-8; and what was done.
func toUTF8(s string) (string, []Repair) {
	if utf8.ValidString(s) {
		return s, nil
	}
	if !isDamagedUTF8([]byte(s)) {
		if c := guess(telling([]byte(s))); c != nil {
			return c.decode([]byte(s)), []Repair{decodedRepair(c)}
		}
	}
	s, bad := validUTF8(s)
	return s, []Repair{invalidUTF8(bad)}
}
