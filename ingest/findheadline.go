package ingest

import (
	"math"
	"strings"
	"unicode/utf8"

	"github.com/newsdex/newsdex/ingest/internal/date"
	"github.com/newsdex/newsdex/ingest/internal/phrase"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// These weights separate the headline of a page from the other lines above its article.
// They are the rounded weights of a conditional logit over the lines above the first
// paragraph, fitted to the development half of the pages that TestMeasureTitles counts.
const (
	headlineReach = 60 // lines above the first paragraph

	headlineShared = 2.1  // for the share of its words that are in the article
	headlineWords  = 1.7  // for each doubling of its words, up to usualHeadline
	headlineLong   = -.17 // for each word beyond longHeadline: captions and decks
	headlineAway   = -.1  // for each line to the first paragraph
	headlineDated  = 1.9  // if the date or the authors follow
	headlineTwice  = 1.3  // if the page repeats it

	headlineSame = .6 // least share of words in common, where one is required

	usualHeadline = 12
	longHeadline  = 14
	datedWithin   = 2 // lines
)

// findHeadline finds the headline above the first paragraph and returns its line, or
// -1. On a page it is the last line that repeats the page's title, its first line, or
// else the line with the highest headline score. In another text it is looked for if
// the first line is no headline, and must share more words with the article.
func (t *Text) findHeadline(first int) int {
	if t.Article.Title != "" || !t.page && !t.Lines[0].mark.Out && t.headline() == 0 {
		return -1
	}
	headline := -1
	if t.page {
		headline = t.saysTitle(first)
	}
	if headline < 0 {
		headline = t.mostLikeHeadline(first)
	}
	if headline >= 0 {
		t.title = t.Lines[headline].Number
		t.Lines[headline].mark = phrase.Mark{}
	}
	return headline
}

// saysTitle returns the last line above the first paragraph that repeats the page's
// first line; -1 if there is none.
func (t *Text) saysTitle(first int) int {
	for i := first - 1; i > 0 && i > first-headlineReach; i-- {
		if l := &t.Lines[i]; l.titled >= headlineSame && looksLikeHeadline(l.Text) && len(l.Text) >= minRepeatedHeadline {
			return i
		}
	}
	return -1
}

// findPageTitle reports whether the first line is the title of the page: the headline,
// which appears alone below it, followed by a bar or dash and the name of the site.
func (t *Text) findPageTitle() bool {
	if t.Article.Title != "" || len(t.Lines) == 0 {
		return false
	}
	title := t.Lines[0].Text
	for i := 1; i < len(t.Lines) && i <= headlineReach && !plain.BeginsBody(t.Lines[i].Text); i++ {
		l := &t.Lines[i]
		site, ok := strings.CutPrefix(title, l.Text+" ")
		if !ok || len(l.Text) < minRepeatedHeadline || !looksLikeHeadline(l.Text) {
			continue
		}
		if sign, n := utf8.DecodeRuneInString(site); strings.ContainsRune("-–—|·:•«»", sign) && strings.HasPrefix(site[n:], " ") {
			t.title, t.pageTitle = l.Number, t.Lines[0].Number
			l.mark = phrase.Mark{}
			return true
		}
	}
	return false
}

// mostLikeHeadline returns the line above the first paragraph with the highest score,
// -1 if there is none.
func (t *Text) mostLikeHeadline(first int) int {
	headline, most := -1, math.Inf(-1)
	for i := max(0, first-headlineReach); i < first; i++ {
		l := &t.Lines[i]
		if l.mark.Out && !l.mark.Follows || !looksLikeHeadline(l.Text) || tellsOfArticle(l.Text) || isCredit(l) {
			continue
		}
		if !t.page && t.features.Shapes[i].Overlap < headlineSame {
			continue
		}
		if score := t.headlineScore(i, first); score > most {
			headline, most = i, score
		}
	}
	return headline
}

// headlineScore returns the headline score of line i; first is the first paragraph of
// the article.
func (t *Text) headlineScore(i, first int) float64 {
	sh := &t.features.Shapes[i]
	score := headlineShared*float64(max(sh.Overlap, 0)) +
		headlineWords*math.Log2(1+float64(min(sh.Words, usualHeadline))) +
		headlineLong*float64(max(sh.Words-longHeadline, 0)) +
		headlineAway*float64(first-i)
	for j := i + 1; j <= i+datedWithin && j < first; j++ {
		if tellsOfArticle(t.Lines[j].Text) {
			score += headlineDated
			break
		}
	}
	if sh.CopyBefore || sh.CopyBelow {
		score += headlineTwice
	}
	return score
}

// tellsOfArticle reports whether a line names the authors or the time of writing. A
// headline does neither, though it may end in a year.
func tellsOfArticle(s string) bool {
	if byline.MatchString(s) {
		return true
	}
	if _, ok := date.ReadStamp(s); ok {
		return true
	}
	return date.TellsMoment(s)
}

// tellsTime reports whether a line is a date, or a time such as "two hours ago", and
// little else.
func tellsTime(s string) bool {
	_, ok := date.StampOf(s)
	return ok || date.TellsMoment(s)
}

// Limits of a lead above the article of a page.
const (
	shortestLead = 40  // bytes
	longestLead  = 700 // bytes
	leadShared   = .4  // least share of its words that are in the article
)

// findLead finds the lead. On many pages it stands between the headline and the authors
// and date, far enough from the paragraphs to read like a teaser. It directly follows
// the headline or is the first statement below it, and shares many of its words with
// the article. The rules keep it.
func (t *Text) findLead(headline, first int) {
	if headline < 0 {
		return
	}
	for i := headline + 1; i < first && i <= headline+date.HeadLines; i++ {
		l := &t.Lines[i]
		if l.mark.Out || l.mark.Kind != phrase.NoKind || tellsOfArticle(l.Text) || isCredit(l) {
			continue
		}
		follows := i == headline+1 && !t.features.Shapes[i].CopyBefore
		if (follows || plain.EndsSentence(l.Text)) && len(l.Text) >= shortestLead && len(l.Text) <= longestLead && t.features.Shapes[i].Overlap >= leadShared {
			t.lead = l.Number
			return
		}
	}
}
