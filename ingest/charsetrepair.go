package ingest

import (
	"strings"
	"unicode/utf8"
)

// A charsetRepair says what decoding did to a text: kind, sentence, and how often.
type charsetRepair struct {
	Kind   string
	Detail string
	Count  int
}

// decodedRepairs returns the repairs that decoding texts from c made.
func decodedRepairs(c *charset, texts ...string) []charsetRepair {
	repairs := []charsetRepair{decodedRepair(c)}
	n := 0
	for _, s := range texts {
		n += strings.Count(s, "\ufffd")
	}
	if n > 0 {
		repairs = append(repairs, charsetRepair{Kind: "undecoded", Detail: "what is not " + c.name + " became U+FFFD", Count: n})
	}
	return repairs
}

// decodedRepair returns the repair that records the decoding of a text from c.
func decodedRepair(c *charset) charsetRepair {
	return charsetRepair{Kind: "charset", Detail: c.detail(), Count: 1}
}

// invalidUTF8 returns the repair that records n bytes that are not UTF-8.
func invalidUTF8(n int) charsetRepair {
	return charsetRepair{Kind: "invalid-utf8", Detail: "bytes that are not UTF-8 became U+FFFD", Count: n}
}

// toUTF8 returns s as valid UTF-8: decoded by its charset where that can be
// guessed, else with U+FFFD for what is not UTF-8; and what was done.
func toUTF8(s string) (string, []charsetRepair) {
	if utf8.ValidString(s) {
		return s, nil
	}
	if !isDamagedUTF8([]byte(s)) {
		if c := guess(telling([]byte(s))); c != nil {
			return c.decode([]byte(s)), []charsetRepair{decodedRepair(c)}
		}
	}
	s, bad := validUTF8(s)
	return s, []charsetRepair{invalidUTF8(bad)}
}
