package ingest

import (
	"slices"
	"strings"

	"github.com/newsdex/newsdex/ingest/internal/phrase"
)

// The expressions of credits and captions are in words/, under "Credits and captions".
var (
	// creditEnd matches the end of a caption: "(AP Photo/J. Smith, File)", "/Getty
	// Images".
	creditEnd = words.Matcher("credit-end")
	// creditTail matches the end of a caption without a bracket: "Credit: EPA",
	// "Credit...Ann Lee for The Gazette", "Submitted photo".
	creditTail = words.Matcher("credit-tail")
	// creditStart matches the beginning of a credit on a line of its own.
	creditStart = words.Matcher("credit-start")
	// fileCaption matches the beginning of an agency's caption of a file picture.
	fileCaption = words.Matcher("file-caption")
	// agencyCaption matches the beginning of an agency's caption: "In this Dec. 12,
	// 2006, file photo, …", "This image provided by NASA shows …".
	agencyCaption = words.Matcher("agency-caption")
	// dayCaption matches a caption with a day and its year, which agencies write and
	// articles do not: "The mayor speaks in Lyon, Friday, Oct. 11, 2019."
	dayCaption = words.Locator("day-caption")
	// noCaption finds words of statements that are no captions.
	noCaption = words.Finder("no-caption")
	// bareAgency matches a credit and nothing else: "AP", "© Ann Lee".
	bareAgency = words.Matcher("bare-agency")
)

// captionStarts and fileStarts are the beginnings of agencyCaption and fileCaption, a
// fast test before those expressions.
var (
	captionStarts = words.Quoted("caption-start")
	fileStarts    = words.Quoted("file-start")
)

func beginsWith(s string, starts []string) bool {
	return slices.ContainsFunc(starts, func(start string) bool { return strings.HasPrefix(s, start) })
}

// A caption is longer than a bare credit. If captions are more than this share of an
// article's text, the article is a gallery and they are its text.
const (
	bareCredit  = 100 // bytes
	galleryPart = 4   // a quarter
)

// findCredits finds picture credits: lines in the tables, and captions that end in a
// credit. A caption without its picture is not part of the article's text, unless the
// article is a gallery.
func findCredits(t *Text) []Cut {
	var cuts []Cut
	all, captions := 0, 0
	for i := range t.Lines {
		n := len(t.Lines[i].Text)
		all += n
		if isCredit(&t.Lines[i]) {
			cuts = append(cuts, Cut{Line: i, Whole: true})
			if n > bareCredit {
				captions += n
			}
		}
	}
	if captions*galleryPart > all {
		cuts = slices.DeleteFunc(cuts, func(c Cut) bool { return len(t.Lines[c.Line].Text) > bareCredit })
	}
	return cuts
}

func isCredit(l *Line) bool {
	const longestCaption = 700
	s := l.Text
	switch {
	case l.mark.Kind == phrase.ImageCredit && l.mark.Out:
		return true
	case len(s) > longestCaption:
		return false
	case beginsWith(s, captionStarts()) && agencyCaption.MatchString(s),
		isDayCaption(s):
		return true
	case beginsWith(s, fileStarts()) && fileCaption.MatchString(s),
		len(s) <= 160 && strings.Contains(s[:min(len(s), 32)], ":") && creditStart.MatchString(s),
		len(s) <= 64 && (len(s) <= 20 || strings.Contains(s, "/") || strings.Contains(s, "(") || strings.Contains(s, "©")) && bareAgency.MatchString(s):
		return true
	}
	if len(s) <= 400 && mayEndInTail(s) && tailWords().In(s[max(0, len(s)-96):]) && creditTail.MatchString(s) {
		return true
	}
	return mayEndInCredit(s) && creditEnd.MatchString(s)
}

// isDayCaption reports whether s is a caption with a day and its year.
func isDayCaption(s string) bool {
	const longest = 500
	if len(s) > longest || !strings.Contains(s, ", 20") && !strings.Contains(s, ", 19") {
		return false
	}
	i := strings.Index(s, "day, ")
	if i < 30 || strings.ContainsAny(s[:i], `"“”`) || !dayCaption.MatchString(s) {
		return false
	}
	return !noCaption().In(s[:dayCaption.Regexp().FindStringIndex(s)[0]+8])
}

// mayEndInCredit is a fast test before the expression, which most lines fail. It
// requires a bracket at the end with a word of credits in it, or a slash, bar, © or
// "via" near the end.
func mayEndInCredit(s string) bool {
	end := strings.TrimSuffix(s, ".")
	if strings.HasSuffix(end, ")") || strings.HasSuffix(end, "]") {
		end = end[max(0, len(end)-120):]
		return containsAny(end[max(0, strings.LastIndexAny(end, "([")):], creditWords())
	}
	if c := s[len(s)-1]; c == '.' || c == '?' || c == '!' || c == '"' {
		return false
	}
	end = s[max(0, len(s)-48):]
	return strings.ContainsAny(end, "/|") || strings.Contains(end, "©") || strings.Contains(end, "via ")
}

// mayEndInTail is a fast test before creditTail, which lines that end as sentences
// fail.
func mayEndInTail(s string) bool {
	switch s[len(s)-1] {
	case '.', '!', '?':
		return strings.Contains(s, "Photo")
	}
	return true
}

// tailWords finds parts of the texts that creditTail matches.
var tailWords = words.Finder("tail-part")

// creditWords are parts of the text in a bracket that ends a caption.
var creditWords = words.Phrases("credit-part")
