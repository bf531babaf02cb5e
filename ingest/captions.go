package ingest

import (
	"slices"
	"strings"

	"github.com/newsdex/newsdex/ingest/internal/phrase"
)

// The words of credits and captions are in words/, under "Credits and captions".
var (
	// creditEnd ends a caption: "(AP Photo/J. Smith, File)", "/Getty Images".
	creditEnd = words.Matcher("credit-end")
	// creditTail ends a caption without a bracket: "Credit: EPA", "Credit...Ann
	// Lee for The Gazette", "Submitted photo".
	creditTail = words.Matcher("credit-tail")
	// creditStart begins a credit that is a line of its own.
	creditStart = words.Matcher("credit-start")
	// fileCaption begins a caption of the agencies.
	fileCaption = words.Matcher("file-caption")
	// agencyCaption begins a caption as agencies write it: "In this Dec. 12, 2006,
	// file photo, …", "This image provided by NASA shows …".
	agencyCaption = words.Matcher("agency-caption")
	// dayCaption is a caption that tells the day with its year, as the agencies
	// do and articles do not: "The mayor speaks in Lyon, Friday, Oct. 11, 2019."
	dayCaption = words.Matcher("day-caption")
	// noCaption are words of statements that are no captions.
	noCaption = words.Finder("no-caption")
	// bareAgency is a credit and nothing else: "AP", "© Ann Lee".
	bareAgency = words.Matcher("bare-agency")
)

// A caption is longer than a bare credit. Captions that are more than this part
// of an article's text are the article: a gallery.
const (
	bareCredit  = 100 // bytes
	galleryPart = 4   // a quarter
)

// findCredits finds what names the maker of a picture that stood there: lines
// that the tables know, and captions that end in a credit. A caption without its
// picture is not of the article's text, unless the article is a gallery.
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
	case (strings.HasPrefix(s, "In this ") || strings.HasPrefix(s, "This ")) && agencyCaption.MatchString(s),
		isDayCaption(s):
		return true
	case (strings.HasPrefix(s, "FILE") || strings.HasPrefix(s, "File") || strings.HasPrefix(s, "ARCHIVE")) && fileCaption.MatchString(s),
		len(s) <= 160 && strings.Contains(s[:min(len(s), 32)], ":") && creditStart.MatchString(s),
		len(s) <= 64 && (len(s) <= 20 || strings.Contains(s, "/") || strings.Contains(s, "(") || strings.Contains(s, "©")) && bareAgency.MatchString(s):
		return true
	}
	if len(s) <= 400 && mayEndInTail(s) && tailWords().In(s[max(0, len(s)-96):]) && creditTail.MatchString(s) {
		return true
	}
	return mayEndInCredit(s) && creditEnd.MatchString(s)
}

// isDayCaption reports whether s is a caption that tells the day with its year.
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

// mayEndInCredit spares most lines the expression: it wants a bracket at the
// end that holds a word of credits, or a slash, bar, © or "via" near it.
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

// mayEndInTail spares lines that end as sentences do the expression creditTail.
func mayEndInTail(s string) bool {
	switch s[len(s)-1] {
	case '.', '!', '?':
		return strings.Contains(s, "Photo")
	}
	return true
}

// tailWords are parts of what creditTail finds.
var tailWords = words.Finder("tail-part")

// creditWords are parts of what stands in the bracket that ends a caption.
var creditWords = words.Phrases("credit-part")
