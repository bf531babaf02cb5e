package ingest

import (
	"strings"
	"unicode"

	"github.com/newsdex/newsdex/ingest/internal/mend"
	"github.com/newsdex/newsdex/ingest/internal/phrase"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// The expressions of links are in words/, under "Links to other articles".
var (
	// relatedStart matches the name of another article after a colon or bar.
	relatedStart = words.Locator("related-start")
	// readMore matches a beginning that a whole sentence may follow.
	readMore = words.Matcher("read-more")
)

// inlineRelated matches a link in brackets within a paragraph: "(PHOTOS: The storm)".
var inlineRelated = words.Locator("inline-related")

// findRelated finds lines that link to another article, "Read more: …", and such links
// in brackets within a line. The text after the colon is a headline, so a line that
// continues for several sentences belongs to the article.
func findRelated(t *Text) []Cut {
	var cuts []Cut
	for i := range t.Lines {
		l := &t.Lines[i]
		if l.mark.Kind == phrase.Related && l.mark.Out || isRelated(l.Text) || turnsPage(l.Text) || isLabelledLead(l.Text) || i > 0 && i < len(t.Lines)-1 && isShouted(l.Text) {
			cuts = append(cuts, Cut{Line: i, Whole: true})
			continue
		}
		b := brackets{-1, -1}
		for at := 0; ; {
			if at = b.next(l.Text, at); at == len(l.Text) {
				break
			}
			if m := relatedBracket(l.Text[at:]); m > 0 {
				cuts = append(cuts, Cut{Line: i, Start: at, End: at + m})
				at += m
			} else {
				at++
			}
		}
	}
	return cuts
}

// A brackets finds the opening brackets of a line, in order. It holds the next one of
// each kind, -1 at the beginning, so that each byte is looked at once.
type brackets struct{ round, square int }

// next returns the position of the next opening bracket of s from byte i on, or the
// length of s. The line and i do not go back from one call to the next.
func (b *brackets) next(s string, i int) int {
	if b.round < i {
		b.round = mend.IndexFrom(s, '(', i)
	}
	if b.square < i {
		b.square = mend.IndexFrom(s, '[', i)
	}
	return min(b.round, b.square)
}

// relatedBracket returns the length of the bracketed link at the beginning of s.
func relatedBracket(s string) int {
	word := strings.TrimPrefix(s[1:min(len(s), 8)], " ")
	if word == "" || word[0] < 'A' || word[0] > 'Z' || !strings.Contains(s[:min(len(s), 40)], ":") {
		return 0
	}
	return len(inlineRelated.FindString(s))
}

// leadLabel matches the end of a link to another article: "Storm reaches the coast
// [VIDEO]".
var leadLabel = words.Matcher("lead-label")

func isLabelledLead(s string) bool {
	return s[len(s)-1] == ']' && len(s) <= 160 && leadLabel.MatchString(s)
}

// shoutedWords and shoutedBytes are the least length of a link in capitals between
// paragraphs; shorter lines are headings.
const (
	shoutedWords = 8
	shoutedBytes = 48
)

// isShouted reports whether s is a link to another article in capitals, which some
// outlets set between paragraphs.
func isShouted(s string) bool {
	if len(s) < shoutedBytes || len(s) > plain.MaxHeadline || plain.EndsFullStop(s) || strings.Count(s, " ") < shoutedWords-1 {
		return false
	}
	capitals, others := 0, 0
	for _, r := range s {
		switch {
		case unicode.IsLower(r):
			return false
		case unicode.IsUpper(r):
			capitals++
		case r == '|' || unicode.IsDigit(r):
			others++
		}
	}
	return capitals >= shoutedBytes/2 && others <= capitals/12
}

// gluedTurn matches a link to the previous or next article with its label glued to it:
// "Vorheriger ArtikelDer Sturm".
var gluedTurn = words.Matcher("glued-turn")

// turnsPage reports whether s is a link to the previous or next article: "← The storm".
func turnsPage(s string) bool {
	if plain.EndsFullStop(s) || len(s) > plain.MaxHeadline {
		return false
	}
	before, after, ok := strings.Cut(s, "→")
	return strings.HasPrefix(s, "←") && len(s) > len("← ") || ok && after == "" && strings.Contains(strings.TrimSpace(before), " ") || gluedTurn.MatchString(s)
}

func isRelated(s string) bool {
	if len(s) > 260 || !strings.Contains(s[:min(len(s), 48)], ":") && !strings.Contains(s[:min(len(s), 48)], "|") {
		return false
	}
	m := relatedStart.FindStringSubmatchIndex(s)
	if m == nil {
		return false
	}
	rest := s[m[len(m)-2]:]
	if rest == "" {
		return false
	}
	return s[0] == '[' || readMore.MatchString(s) || len(s) > 7 && strings.EqualFold(s[:7], "related") ||
		!plain.EndsFullStop(rest) && len(plain.Sentences(rest)) == 1
}
