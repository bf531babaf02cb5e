package charset

import (
	"strings"
	"unicode/utf8"
)

// A Repair describes how decoding changed a text: the kind, a sentence, and a count.
type Repair struct {
	Kind   string
	Detail string
	Count  int
}

// DecodedRepairs returns the repairs that record the decoding of texts from c.
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

// ToUTF8 returns s as valid UTF-8, with the repairs it made. It decodes s by its
// charset if the charset can be guessed. Otherwise invalid bytes become U+FFFD.
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
