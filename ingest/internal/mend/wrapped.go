package mend

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// Text that was wrapped to a width, for a mail, a terminal or the source of a page, has
// line ends where spaces were. Its lines show that it was wrapped: none has room for
// the first word of the next line, and most next lines begin in lower case. Lines of
// lists, poems and tables end anywhere, and so do paragraphs of one line each.

// Widths of wrapped text, in characters, and thresholds for recognizing it.
const (
	minWrapWidth = 50
	maxWrapWidth = 100
	minFullEnds  = 3 // least line ends without room for the next word
	slack        = 2 // characters that a line may have lost since, such as double spaces
	indent       = 8 // characters that the first line of a paragraph may have lost
)

// A wrapEnd is the end of a line, if no blank line follows it.
type wrapEnd struct {
	at       int  // position of the "\n"
	width    int  // of the line, in characters
	word     int  // width of the next line's first word
	lower    bool // the next line begins in lower case
	item     bool // the next line begins an item of a list, or a quotation
	sentence bool // the line ends a sentence
	stop     bool // the line announces what follows, or ends in an address
	dash     bool // the line ends in a hyphen or dash that is part of a word
	soft     bool // the line ends in a soft hyphen that divides a word
}

// full reports whether the next word had no room in a line of the given width.
func (e *wrapEnd) full(width int) bool {
	need := e.width + 1 + e.word + slack
	if e.lower && !e.sentence {
		need += indent
	}
	return need > width || e.soft
}

// A wrapBlock is a block of lines between blank lines.
type wrapBlock struct {
	ends  []wrapEnd
	width int // width of its longest line
}

// FindWrapped finds the line ends within paragraphs that were wrapped. It looks at the
// whole text if the whole text was wrapped, and otherwise at each wrapped block. A line
// end after a soft hyphen is always within a word.
func FindWrapped(s string) []Patch {
	may, soft := mayBeWrapped(s), strings.ContainsRune(s, plain.SoftHyphen)
	if !may && !soft || strings.Count(s, "\n") >= plain.MaxLines {
		return nil
	}
	blocks, blanks := wrapBlocks(s)
	width := 0
	var all []wrapEnd
	for _, b := range blocks {
		width = max(width, b.width)
		all = append(all, b.ends...)
	}
	var joined []wrapEnd
	if may && wereWrapped(all, width) {
		joined = wrapped(all, width, blanks)
	} else {
		for _, b := range blocks {
			if may && wereWrapped(b.ends, b.width) {
				joined = append(joined, wrapped(b.ends, b.width, blanks)...)
			} else if soft {
				joined = append(joined, divided(b.ends)...)
			}
		}
	}
	patches := joinPatches(s, joined)
	if soft {
		patches = dropSoftHyphens(s, patches)
	}
	return patches
}

// mayBeWrapped reports whether s has blocks without long lines, with enough lines to
// have been wrapped and some of them beginning in lower case.
func mayBeWrapped(s string) bool {
	const long = 2 * maxWrapWidth // in bytes; letters that have a lower case take up to two
	lower := 0
	for ends, total := 0, 0; ; {
		i := strings.IndexByte(s, '\n')
		switch {
		case i < 0:
			return false
		case i == 0:
			total += max(ends, 0)
			ends = 0
		case i > long:
			ends = math.MinInt
		case i+1 < len(s) && s[i+1] != '\n':
			if c := s[i+1]; 'a' <= c && c <= 'z' || c >= utf8.RuneSelf {
				lower++
			}
			if ends++; 2*lower >= minFullEnds && total+ends >= minFullEnds && !longLineNext(s[i+1:], long) {
				return true
			}
		}
		s = s[i+1:]
	}
}

// longLineNext reports whether the first line of s is longer than long.
func longLineNext(s string, long int) bool {
	return len(s) > long && strings.IndexByte(s[:long+1], '\n') < 0
}

// wrapBlocks returns the blocks of two or more lines, and whether blank lines separate
// any blocks.
func wrapBlocks(s string) (blocks []wrapBlock, blanks bool) {
	var b wrapBlock
	flush := func() {
		if len(b.ends) > 0 {
			blocks = append(blocks, b)
		}
		b = wrapBlock{}
	}
	for at := 0; at < len(s); {
		end := len(s)
		if i := strings.IndexByte(s[at:], '\n'); i >= 0 {
			end = at + i
		}
		line := s[at:end]
		if line == "" {
			blanks = true
			flush()
			at = end + 1
			continue
		}
		width := utf8.RuneCountInString(line)
		b.width = max(b.width, width)
		if end+1 < len(s) && s[end+1] != '\n' {
			b.ends = append(b.ends, newWrapEnd(line, width, end, s[end+1:]))
		}
		at = end + 1
	}
	flush()
	return blocks, blanks
}

func newWrapEnd(line string, width, at int, next string) wrapEnd {
	word := next
	if i := strings.IndexAny(word[:min(len(word), 4*maxWrapWidth)], " \n"); i >= 0 {
		word = word[:i]
	}
	r, _ := utf8.DecodeRuneInString(next)
	e := wrapEnd{at: at, width: width, word: utf8.RuneCountInString(word), lower: unicode.IsLower(r),
		sentence: plain.EndsSentence(line), item: beginsItem(word), stop: endsAddress(line)}
	if plain.Last(line) == ':' && !e.lower {
		e.stop = true
	}
	if trimmed := strings.TrimRight(line, "-‐"); trimmed != line {
		last, _ := utf8.DecodeLastRuneInString(trimmed)
		e.dash = unicode.IsLetter(last) || unicode.IsDigit(last)
	}
	e.soft = dividesSoftly(line, r)
	return e
}

// beginsItem reports whether a line with the given first word is an item of a list, a
// line of a quoted mail or a heading of Markdown.
func beginsItem(word string) bool {
	if strings.Trim(word, "*•·>#|+=") == "" || word == "-" || word[0] == '>' || strings.HasSuffix(word, "]:") {
		return true
	}
	n := strings.TrimRight(word, ".)")
	return n != word && n != "" && len(n) <= 2 && strings.Trim(n, "0123456789abcdefghivx") == ""
}

// endsAddress reports whether a line ends in an address, which may have been broken
// anywhere, or is a single word.
func endsAddress(line string) bool {
	word := line[strings.LastIndexByte(line, ' ')+1:]
	return word == line || strings.Contains(word, "://")
}

// wereWrapped reports whether lines with these ends were wrapped to a width. Half of
// the lines must be full, half of the lines after full ones must begin in lower case,
// and few may end without being full or ending a sentence.
func wereWrapped(ends []wrapEnd, width int) bool {
	if width < minWrapWidth || width > maxWrapWidth {
		return false
	}
	full, lower, short := 0, 0, 0
	for i := range ends {
		switch e := &ends[i]; {
		case e.full(width):
			full++
			if e.lower {
				lower++
			}
		case !e.sentence && !e.item:
			short++
		}
	}
	return full >= minFullEnds && lower*2 >= full && full*2 >= len(ends) && short*8 <= len(ends)
}

// wrapped returns the ends that are within a paragraph. If no blank lines separate
// paragraphs, a line that ends a sentence may end its paragraph even though it is full.
func wrapped(ends []wrapEnd, width int, blanks bool) []wrapEnd {
	var in []wrapEnd
	for _, e := range ends {
		if e.soft || e.full(width) && !e.item && !e.stop && (blanks || e.lower || !e.sentence) {
			in = append(in, e)
		}
	}
	return in
}

// joinPatches returns the patches that join the lines at the given ends.
func joinPatches(s string, ends []wrapEnd) []Patch {
	var patches []Patch
	var h *hyphens
	for _, e := range ends {
		p := Patch{e.at, e.at + 1, " "}
		if e.soft {
			p.Start, p.New = e.at-len("\u00ad"), ""
		} else if e.dash {
			p.New = ""
			if h == nil {
				h = newHyphens(s, ends)
			}
			if e.lower && h.divides(s, e.at) {
				p.Start--
			}
		}
		patches = append(patches, p)
	}
	return patches
}
