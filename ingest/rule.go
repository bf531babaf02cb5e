package ingest

import (
	"regexp"
	"slices"

	"github.com/newsdex/newsdex/ingest/internal/phrase"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// A Rule finds one kind of text that is not the article: a row of the table that
// [DefaultRules] returns. Rules run in the table's order, and each sees the text that
// the earlier rules left.
type Rule struct {
	Name   string // short and stable, lower case: "share-bar"
	Reason string // why such text goes, as a sentence for people
	// Level is the lowest level of cleaning at which the rule runs; the zero value is
	// Normal.
	Level Level
	// Find returns the Cuts to make in a Text, in any order. It must not change the
	// Text, and must be safe for concurrent use.
	Find func(*Text) []Cut
	// look, if not nil, is a stage that prepares the Text for Find and runs before it.
	// It may change the Text, but not the texts of its lines.
	look func(*Text)
}

// DefaultRules returns a copy of the table of rules, in the order in which [Read]
// applies them. The caller may shorten it or add to it:
//
//	o.Rules = append(ingest.DefaultRules(), myRule)
func DefaultRules() []Rule { return slices.Clone(defaultRules) }

// MatchLines returns a rule that takes out every whole line in which re finds a match.
// Anchor re (`^…$`) to match the line as a whole.
func MatchLines(name, reason string, re *regexp.Regexp) Rule {
	return Rule{Name: name, Reason: reason, Level: Careful, Find: func(t *Text) []Cut {
		return t.cutLines(func(l *Line) bool { return re.MatchString(l.Text) })
	}}
}

// MatchSentences returns a rule that takes out every sentence in which re finds
// a match, and leaves the rest of its paragraph.
func MatchSentences(name, reason string, re *regexp.Regexp) Rule {
	return Rule{Name: name, Reason: reason, Level: Careful, Find: func(t *Text) []Cut {
		var cuts []Cut
		for i := range t.Lines {
			for _, s := range plain.Sentences(t.Lines[i].Text) {
				if re.MatchString(t.Lines[i].Text[s.Start:s.End]) {
					cuts = append(cuts, Cut{Line: i, Start: s.Start, End: s.End})
				}
			}
		}
		return cuts
	}}
}

// EqualLines returns a rule that takes out every line that equals one of the phrases,
// regardless of case, punctuation and kind of quotes. In a phrase "#" stands for a
// number: "# comments".
func EqualLines(name, reason string, phrases ...string) Rule {
	set := make(map[string]bool, len(phrases))
	for _, p := range phrases {
		set[string(plain.FoldPhrase(nil, p))] = true
	}
	return Rule{Name: name, Reason: reason, Level: Careful, Find: func(t *Text) []Cut {
		var buf [256]byte
		return t.cutLines(func(l *Line) bool { return set[string(plain.FoldPhrase(buf[:0], l.Text))] })
	}}
}

// cutLines returns a cut of every whole line for which out is true.
func (t *Text) cutLines(out func(*Line) bool) []Cut {
	var cuts []Cut
	for i := range t.Lines {
		if out(&t.Lines[i]) {
			cuts = append(cuts, Cut{Line: i, Whole: true})
		}
	}
	return cuts
}

// cutMarked returns the Find of a rule for one kind of marked line.
func cutMarked(k phrase.Kind) func(*Text) []Cut {
	return func(t *Text) []Cut {
		return t.cutLines(func(l *Line) bool { return l.mark.Kind == k && l.mark.Out })
	}
}
