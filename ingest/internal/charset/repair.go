package charset

import (
	"strings"
	"unicode/utf8"
)

// A Repair says what decoding did to a text: kind, sentence, and how often.
type Repair struct {
	Kind   string
	Detail string
	Count  int
}

// DecodedRepairs returns the repairs that decoding texts from c made.
func DecodedRepairs(c *Charset, texts ...string) []Repair {
	repairs := []Repair{DecodedRepair(c)}
	n := 0
	for _, s := range texts {
		n += strings.Count(s, "\ufffd")
	}
	if n > 0 {
		repairs = append(repairs, Repair{Kind: "undecoded", Detail: "what is not " + c.Name + " became U+FFFD", Count: n})
	}
	return repairs
}

// DecodedRepair returns the repair that records the decoding of a text from c.
func DecodedRepair(c *Charset) Repair {
	return Repair{Kind: "charset", Detail: c.Detail(), Count: 1}
}

// InvalidUTF8 returns the repair that records n bytes that are not UTF-8.
func InvalidUTF8(n int) Repair {
	return Repair{Kind: "invalid-utf8", Detail: "bytes that are not UTF-8 became U+FFFD", Count: n}
}

// ToUTF8 returns s as valid UTF-8: decoded by its charset where that can be
// guessed, else with U+FFFD for what is not UTF-8; and what was done.
func ToUTF8(s string) (string, []Repair) {
	if utf8.ValidString(s) {
		return s, nil
	}
	if !IsDamagedUTF8([]byte(s)) {
		if c := Guess(Telling([]byte(s))); c != nil {
			return c.Decode([]byte(s)), []Repair{DecodedRepair(c)}
		}
	}
	s, bad := ValidUTF8(s)
	return s, []Repair{InvalidUTF8(bad)}
}
