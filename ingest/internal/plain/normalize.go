package plain

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// NormalForm returns s in its normal form; see the public Normalize.
func NormalForm(s string) string {
	if !IsNormal(s) {
		s = norm.NFC.String(strip(s))
		s = squeeze(s)
	}
	return s
}

// IsNormal reports, without false positives, whether s is in the normal form.
func IsNormal(s string) bool {
	composed := true // composition cannot change the text
	prev := byte('\n')
	for i := 0; i < len(s); {
		if i+8 <= len(s) {
			switch x := EightBytes(s, i); {
			case x&HighBits != 0:
			case !isNormalASCII(x, prev):
				return false
			default:
				prev = s[i+7]
				i += 8
				continue
			}
		}
		for end := min(i+8, len(s)); i < end; {
			c := s[i]
			if c < utf8.RuneSelf {
				switch {
				case c == ' ' && (prev == ' ' || prev == '\n'),
					c == '\n' && prev == ' ',
					c < ' ' && c != '\n', c == 0x7f:
					return false
				}
				prev = c
				i++
				continue
			}
			r, n := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && n == 1 || Classify(r) != plain {
				return false
			}
			composed = composed && standsAlone(r)
			prev = 'x'
			i += n
		}
	}
	if s != "" && (prev == ' ' || prev == '\n') {
		return false
	}
	return composed || norm.NFC.IsNormalString(s)
}

// isNormalASCII is like IsNormal for the eight bytes x, which follow prev.
func isNormalASCII(x uint64, prev byte) bool {
	spaces, ends := BytesLike(x, ' '), BytesLike(x, '\n')
	control := ZeroBytes(x&(0xe0*EveryByte)) &^ ends
	afterSpace, afterEnd := spaces<<8, ends<<8
	switch prev {
	case ' ':
		afterSpace |= 0x80
	case '\n':
		afterEnd |= 0x80
	}
	return control|BytesLike(x, 0x7f)|spaces&(afterSpace|afterEnd)|ends&afterSpace == 0
}

// standsAlone reports, without false positives, whether a character is in form NFC and
// changes no adjacent character. Such characters are letters without combining marks of
// their own, and punctuation.
func standsAlone(r rune) bool {
	return r < 0x300 || 0x2010 <= r && r <= 0x205e || 0x400 <= r && r <= 0x482 || 0x4e00 <= r && r <= 0x9fff || 0xac00 <= r && r <= 0xd7a3
}

type class uint8

const (
	plain   class = iota
	space         // becomes " "
	Newline       // becomes "\n"
	joiner        // ZWJ or ZWNJ: kept in scripts whose spelling uses it
	nothing       // is dropped
)

func Classify(r rune) class {
	switch {
	case r == '\n':
		return Newline
	case r == '\t' || r == ' ':
		return space
	case r == '\v' || r == '\f' || r == '\r' || r == 0x85 || r == 0x2028 || r == 0x2029:
		return Newline
	case r < ' ' || 0x7f <= r && r < 0xa0:
		return nothing
	case r < 0xa0:
		return plain
	case r == 0xa0 || r == 0x1680 || 0x2000 <= r && r <= 0x200a || r == 0x202f || r == 0x205f || r == 0x3000:
		return space
	case r == 0x200c || r == 0x200d:
		return joiner
	case r == 0xad, r == 0x180e, r == 0x200b, r == 0x200e, r == 0x200f, 0x202a <= r && r <= 0x202e,
		0x2060 <= r && r <= 0x206f, r == 0xfeff, 0xfff9 <= r && r <= 0xfffb:
		return nothing
	}
	return plain
}

// strip maps every rune by its class. A joiner stays or goes depending on the preceding
// letter or symbol, regardless of its marks, so that composing or reordering marks
// changes nothing.
func strip(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	var base, before rune // base: the last rune that is no mark; before: the last rune written
	for i, r := range s { // an invalid byte yields U+FFFD
		switch Classify(r) {
		case nothing:
			if r == SoftHyphen && (unicode.IsLetter(before) || unicode.IsMark(before)) && endsLine(s[i:]) {
				b.WriteRune(r)
				base, before = ' ', ' '
			}
			continue
		case plain:
			b.WriteRune(r)
			if r < 0x300 || !unicode.IsMark(r) {
				base = r
			}
		case space:
			b.WriteByte(' ')
			base = ' '
		case Newline:
			if r == '\r' && strings.HasPrefix(s[i+1:], "\n") {
				continue
			}
			b.WriteByte('\n')
			base = '\n'
		case joiner:
			if !joins(base) {
				continue
			}
			b.WriteRune(r)
			base = ' '
		}
		before = r
	}
	return b.String()
}

// SoftHyphen is U+00AD. It marks where a word may be divided. At the end of a line it
// shows that the word was divided.
const SoftHyphen = '\u00ad'

// endsLine reports whether nothing visible remains in the first line of s.
func endsLine(s string) bool {
	for _, r := range s {
		switch Classify(r) {
		case Newline:
			return true
		case nothing, space:
		default:
			return false
		}
	}
	return true
}

// joins reports whether a joiner after r is part of the spelling. It is after a letter
// of a joining or Indic script and after a symbol. If r is composed, its first part
// decides.
func joins(r rune) bool {
	if d := norm.NFD.PropertiesString(string(r)).Decomposition(); len(d) > 0 {
		r, _ = utf8.DecodeRune(d)
	}
	return r >= 0x600 && (unicode.IsLetter(r) || unicode.IsSymbol(r)) &&
		!unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Han, unicode.Hangul)
}

// squeeze collapses runs of spaces, trims lines, and drops blank lines at the end.
func squeeze(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	pending, lines := false, 0
	for s != "" {
		switch c := s[0]; c {
		case ' ':
			pending = true
			s = s[1:]
		case '\n':
			lines++
			pending = false
			s = s[1:]
		default:
			n := strings.IndexAny(s, " \n")
			if n < 0 {
				n = len(s)
			}
			for ; lines > 0; lines-- {
				b.WriteByte('\n')
				pending = false
			}
			if pending && b.Len() > 0 && b.String()[b.Len()-1] != '\n' {
				b.WriteByte(' ')
			}
			pending = false
			b.WriteString(s[:n])
			s = s[n:]
		}
	}
	return b.String()
}

// OneLine is like the public Normalize but for a text of one line.
func OneLine(s string) string {
	s = NormalForm(s)
	if strings.ContainsRune(s, SoftHyphen) {
		s = strings.TrimSuffix(strings.ReplaceAll(s, "\u00ad\n", ""), "\u00ad")
		s = NormalForm(s) // characters that are now adjacent may compose
	}
	if strings.Contains(s, "\n") {
		s = strings.Join(strings.Fields(s), " ")
	}
	return s
}

// NormalLine is like OneLine but for one line among many. A word may be divided at its
// end.
func NormalLine(s string) string {
	now := NormalForm(s)
	if !strings.Contains(now, "\n") {
		return now
	}
	line := OneLine(now)
	if strings.HasSuffix(now, "\u00ad") {
		line += "\u00ad"
	}
	return line
}
