package ingest

import (
	"strings"

	"github.com/newsdex/newsdex/ingest/internal/phrase"
)

// The expressions of these are in words/, under "Contacts, copyright and markup".
var (
	contactStart = words.Matcher("contact-start")
	contactInner = words.Matcher("contact-inner")
	bareAddress  = words.Matcher("bare-address")
)

// findContacts finds short paragraphs that hold an e-mail address and invite the reader
// to write to it.
func findContacts(t *Text) []Cut {
	return t.cutLines(func(l *Line) bool {
		s := l.Text
		at := strings.IndexByte(s, '@')
		if len(s) > 300 || at <= 0 || at == len(s)-1 || strings.ContainsAny(s, `"“”`) || !strings.ContainsAny(s[at:], ".") {
			return false
		}
		if s[at-1] == ' ' { // "@name", not an address
			return false
		}
		return contactStart.MatchString(s) || contactInner.MatchString(s) || bareAddress.MatchString(s)
	})
}

// copyrightLine matches "© 2024 Harbor Media" in its variants, and the words that may
// follow.
var copyrightLine = words.Matcher("copyright-line")

// findCopyright finds copyright lines.
func findCopyright(t *Text) []Cut {
	return t.cutLines(func(l *Line) bool {
		if l.mark.Kind == phrase.Copyright && l.mark.Out {
			return true
		}
		if len(l.Text) > 320 {
			return false
		}
		switch l.Text[0] {
		case '(', '[', '*', 'C', 'c', 'd', "©"[0]:
			return copyrightLine.MatchString(l.Text)
		}
		return false
	})
}

// strayMarkup matches a line of HTML, shortcodes or templates that an extractor left in
// the text, plain or escaped.
var strayMarkup = words.Matcher("stray-markup")

// findMarkup finds lines of markup.
func findMarkup(t *Text) []Cut {
	return t.cutLines(func(l *Line) bool {
		s := l.Text
		switch s[0] {
		case '<', '[', '{', '&':
			return (strings.HasSuffix(s, ">") || strings.HasSuffix(s, "]") || strings.HasSuffix(s, "}") || strings.HasSuffix(s, "gt;") || s[0] == '[') && len(s) < 2000 && strayMarkup.MatchString(s)
		}
		return false
	})
}

// agencyCredit matches the line in brackets that ends an agency's story.
var agencyCredit = words.Matcher("agency-credit")

// findReporterCredits finds the lines in the last third of the article that name who
// else worked on it.
func findReporterCredits(t *Text) []Cut {
	tail := len(t.Lines) * 2 / 3
	var cuts []Cut
	for i := tail; i < len(t.Lines); i++ {
		l := &t.Lines[i]
		if l.mark.Kind == phrase.ReporterCredit && l.mark.Out || len(l.Text) <= 400 && mayCredit(l.Text) && agencyCredit.MatchString(l.Text) {
			cuts = append(cuts, Cut{Line: i, Whole: true})
		}
	}
	return cuts
}

func mayCredit(s string) bool {
	return strings.HasSuffix(s, ")") || strings.Contains(s[:min(len(s), 16)], ":") || strings.HasPrefix(s, "(") || strings.HasPrefix(s, "*")
}

// defaultRules is the table of rules. Their order follows from the text that each rule
// still needs to see:
//
//  1. lines that become metadata, while the head of the article is as it was found;
//  2. whole lines that widgets write, decided together before anything is cut
//     (see phrase.MarkLines);
//  3. sentences inside paragraphs;
//  4. repetitions, when nothing but the article is left to be repeated.
var defaultRules = []Rule{
	{Name: "page-furniture", Reason: "stands around the article on its page", Level: Careful, Find: findFurniture, look: (*Text).lookAtHead},

	{Name: "byline", Reason: "names the authors; kept as its metadata", Level: Careful, Find: findByline},
	{Name: "timestamp", Reason: "says when the article was published; kept as its metadata", Level: Careful, Find: findTimestamp},
	{Name: "outlet-tag", Reason: "names the outlet; kept as its metadata", Level: Careful, Find: findOutletTag},

	{Name: agencyTagRule, Reason: "names the agency and the place; kept as its metadata", Level: Careful, Find: findAgencyTag},
	{Name: "markup", Reason: "is markup that was left in the text", Level: Careful, Find: findMarkup},

	{Name: "comments", Reason: "belongs to a comment section", Level: Careful, Find: findComments},
	{Name: "share-bar", Reason: "is a button or heading of a share bar", Level: Careful, Find: cutMarked(phrase.ShareBar)},
	{Name: "navigation", Reason: "leads to other pages", Level: Careful, Find: cutMarked(phrase.Navigation)},
	{Name: "related", Reason: "names another article", Level: Careful, Find: findRelated},
	{Name: "newsletter", Reason: "asks the reader to sign up", Level: Careful, Find: cutMarked(phrase.Newsletter)},
	{Name: "promo", Reason: "advertises the outlet's own channels", Level: Normal, Find: cutMarked(phrase.Promo)},
	{Name: "contact", Reason: "tells how to reach the author or the outlet", Level: Careful, Find: findContacts},
	{Name: "advertisement", Reason: "marks an advertisement", Level: Careful, Find: cutMarked(phrase.Advertisement)},
	{Name: "image-credit", Reason: "says whose picture stood here, or what it showed", Level: Normal, Find: findCredits},
	{Name: "reporter-credit", Reason: "names who else worked on the article", Level: Normal, Find: findReporterCredits},
	{Name: "copyright", Reason: "is a copyright or legal notice", Level: Normal, Find: findCopyright},
	{Name: "topics", Reason: "lists what the article is filed under", Level: Normal, Find: findTopics},
	{Name: "about-author", Reason: "tells who the authors are", Level: Normal, Find: findBiographies},
	{Name: "notice", Reason: "is a notice of the site to its visitors", Level: Careful, Find: cutMarked(phrase.Notice)},

	{Name: "stray-line", Reason: "does not read like a part of the article", Level: Normal, Find: findStray, look: (*Text).scoreLines},

	{Name: "call-to-action", Reason: "asks the reader to do something", Level: Careful, Find: findCalls},

	{Name: "repeated-headline", Reason: "repeats the headline", Level: Careful, Find: findRepeatedHeadline},
	{Name: "repeated-text", Reason: "repeats text that stands elsewhere in the article", Level: Careful, Find: findRepeatedText},
}

// CleaningVersion is the version of cleaning. It is raised with every change to the
// articles that [Read] makes, so that an index of articles that were cleaned
// differently is recognized. A test of package index holds outputs that fail if the
// version was not raised.
const CleaningVersion = 6
