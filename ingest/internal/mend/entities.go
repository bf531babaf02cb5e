package mend

import (
	"html"
	"strings"
)

// maxEntity is the length of the longest entity, "&CounterClockwiseContourIntegral;".
const maxEntity = 33

// FindEntities finds HTML entities that were left in text: the named ones of HTML 5 and
// numeric ones, with their semicolon. It also finds entities of entities:
// "&amp;#8217;".
func FindEntities(s string) []Patch {
	var patches []Patch
	for i := 0; ; {
		n := strings.IndexByte(s[i:], '&')
		if n < 0 {
			return patches
		}
		i += n
		now, size := entity(s[i:])
		if size == 0 {
			i++
			continue
		}
		start := i
		i += size
		// The decoded text may be the "&" of another entity.
		for range 3 {
			if now != "&" {
				break
			}
			again, more := entity(now + s[i:min(i+maxEntity, len(s))])
			if more == 0 {
				break
			}
			now = again
			i += more - 1
		}
		patches = append(patches, Patch{start, i, now})
	}
}

// entity returns the text of the entity at the beginning of s and the entity's length,
// or 0 if there is none. A line end becomes a space, because lines must not be split.
func entity(s string) (now string, size int) {
	end := strings.IndexByte(s[:min(len(s), maxEntity)], ';')
	if end < 2 {
		return "", 0
	}
	name := s[1:end]
	for i := range len(name) {
		c := name[i]
		letter := 'a' <= c|0x20 && c|0x20 <= 'z'
		digit := '0' <= c && c <= '9'
		if !letter && !(digit && i > 0) && !(c == '#' && i == 0) {
			return "", 0
		}
	}
	whole := s[:end+1]
	now = html.UnescapeString(whole)
	// UnescapeString also reads "&not" in "&notanentity;", and any number.
	if now == whole || strings.Contains(now, "\ufffd") || strings.HasSuffix(now, ";") && whole != "&semi;" && whole != "&#59;" && whole != "&#x3b;" && whole != "&#x3B;" {
		return "", 0
	}
	if strings.ContainsAny(now, "\n\r\f\v\u0085\u2028\u2029") {
		now = " "
	}
	return now, end + 1
}
