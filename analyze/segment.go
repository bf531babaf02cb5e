package analyze

import "unicode/utf8"

// A segment is a stretch of text between two word boundaries, with the classes in it.
type segment struct {
	start, end int
	seen       seenSet
}

// A seenSet is a set of classes.
type seenSet uint32

func (s seenSet) has(c class) bool { return s&(1<<c) != 0 }

// nextSegment returns the segment that starts at i, which must be below
// len(text). Boundaries are those of UAX #29, rules WB1 to WB999; a byte that
// is not UTF-8 is a segment of its own class, Other.
func nextSegment(text string, i int) segment {
	c, n := standardAt(text, i)
	seg := segment{start: i, seen: 1 << c}
	p := i + n
	switch c {
	case cr:
		if p < len(text) && text[p] == '\n' {
			p++
		}
		seg.end = p
		return seg
	case lf, newline:
		seg.end = p
		return seg
	}
	// last is the class that the rules look at: extend, format and zwj are
	// skipped (WB4). raw is the class of the rune just before.
	last, raw := c, c
	flags := 0 // regional indicators so far
	if c == regional {
		flags = 1
	}
	bridge := false // last is a sign whose partner follows
	for p < len(text) {
		c, n := standardAt(text, p)
		switch c {
		case cr, lf, newline:
			seg.end = p
			return seg
		case extend, format, zwj:
			p += n
			raw = c
			continue
		}
		join := false
		switch {
		case raw == zwj && c == pictographic: // WB3c
			join = true
		case raw == space && c == space: // WB3d
			join = true
		case bridge:
			join, bridge = true, false
		case joins[last].has(c):
			join = true
		case c == regional:
			join = last == regional && flags%2 == 1
			flags++
		case bridges[last].has(c):
			// WB6, WB7b, WB12: look past the runes that WB4 skips.
			if wants := partners(last, c); wants != 0 && wants.has(classAfter(text, p+n)) {
				join, bridge = true, true
			} else if last == hebrew && c == singleQuote { // WB7a
				join = true
			}
		}
		if !join {
			seg.end = p
			return seg
		}
		seg.seen |= 1 << c
		p += n
		last, raw = c, c
	}
	seg.end = p
	return seg
}

const ahLetter = seenSet(1<<letter | 1<<hebrew)

// joins has, for each class, the classes that may follow without a boundary: WB5, WB8
// to WB10, WB13.
var joins = [...]seenSet{
	letter:       ahLetter | 1<<numeric | 1<<extendNumLet,
	hebrew:       ahLetter | 1<<numeric | 1<<extendNumLet,
	numeric:      ahLetter | 1<<numeric | 1<<extendNumLet,
	katakana:     1<<katakana | 1<<extendNumLet,
	extendNumLet: ahLetter | 1<<numeric | 1<<katakana | 1<<extendNumLet,
	lf:           0,
}

const midNumLetQ = seenSet(1<<midNumLet | 1<<singleQuote)

// bridges has, for each class, the signs that may follow inside a word.
var bridges = [...]seenSet{
	letter:  1<<midLetter | midNumLetQ,
	hebrew:  1<<midLetter | midNumLetQ | 1<<doubleQuote,
	numeric: 1<<midNum | midNumLetQ,
	lf:      0,
}

// partners returns the classes that join a sign to the word if they follow it.
func partners(last, sign class) seenSet {
	switch {
	case last == numeric:
		return 1 << numeric
	case sign == doubleQuote:
		return 1 << hebrew
	}
	return ahLetter
}

// classAfter returns the class of the first rune at or after i that WB4 does not skip.
func classAfter(text string, i int) class {
	for i < len(text) {
		c, n := standardAt(text, i)
		if c != extend && c != format && c != zwj {
			return c
		}
		i += n
	}
	return other
}

func classAt(text string, i int) (class, int) {
	if b := text[i]; b < utf8.RuneSelf {
		return asciiClasses[b], 1
	}
	r, n := utf8.DecodeRuneInString(text[i:])
	if r == utf8.RuneError {
		return other, n
	}
	return classOf(r), n
}

// standardAt is like classAt but returns the standard's own classes.
func standardAt(text string, i int) (class, int) {
	c, n := classAt(text, i)
	if c == hangul {
		c = letter
	}
	return c, n
}
