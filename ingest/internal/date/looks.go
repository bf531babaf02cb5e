package date

import (
	"strings"
	"unicode/utf8"
)

// A dateLook describes the first characters of the dates of a layout. It selects the
// few layouts that may fit, because time.Parse allocates an error for each layout that
// does not.
type dateLook struct {
	// front has a "0" for each digit at the start of the date, and other characters
	// literally. It is empty if the date begins with the name of a weekday or a month.
	front string
	whole bool // the date ends after front
}

// dateLooks are the looks of Layouts.
var dateLooks = LooksOf(Layouts)

func LooksOf(layouts []Layout) []dateLook {
	looks := make([]dateLook, len(layouts))
	for i, l := range layouts {
		looks[i] = lookOf(l.In)
	}
	return looks
}

// fixedWidth are the parts of layouts with a fixed number of digits.
var fixedWidth = []string{"2006", "01", "02"}

func lookOf(layout string) dateLook {
	if c := layout[0]; c < '0' || c > '9' {
		return dateLook{}
	}
	if !strings.HasPrefix(layout, "2006") {
		return dateLook{front: "0"}
	}
	front, rest := "", layout
next:
	for rest != "" {
		for _, part := range fixedWidth {
			if after, ok := strings.CutPrefix(rest, part); ok {
				front += "0000"[:len(part)]
				rest = after
				continue next
			}
		}
		_, n := utf8.DecodeRuneInString(rest)
		if c := rest[0]; n == 1 && c != '-' && c != '/' && c != '.' && c != 'T' && c != ' ' {
			break // a part of variable width
		}
		front += rest[:n]
		rest = rest[n:]
		if front[len(front)-1] == ' ' {
			break // more spaces may follow
		}
	}
	return dateLook{front, rest == ""}
}

// MayBe reports, without false negatives, whether time.Parse may read s with the
// layout.
func (l *dateLook) MayBe(s string) bool {
	if l.front == "" {
		return len(s) >= 3 && namesDay[[3]byte{s[0] | 0x20, s[1] | 0x20, s[2] | 0x20}]
	}
	if len(s) < len(l.front) || l.whole && len(s) != len(l.front) {
		return false
	}
	for i := range len(l.front) {
		if c := l.front[i]; c != s[i] && (c != '0' || s[i] < '0' || s[i] > '9') {
			return false
		}
	}
	return true
}

// namesDay has the first three letters of the names of weekdays and months.
var namesDay = func() map[[3]byte]bool {
	m := map[[3]byte]bool{}
	for w := range strings.FieldsSeq("mon tue wed thu fri sat sun jan feb mar apr may jun jul aug sep oct nov dec") {
		m[[3]byte([]byte(w))] = true
	}
	return m
}()
