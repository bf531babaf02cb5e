package ingest

import (
	"strings"

	"github.com/newsdex/newsdex/ingest/internal/phrase"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// What it takes to believe that a line opens a comment section, so that
// everything after it goes, readers' own words too.
const (
	minBeforeComments = 2  // paragraphs of an article above it
	commentsWindow    = 14 // lines after it in which…
	commentsEvidence  = 2  // …this many more lines of a comment system stand, or of when somebody wrote
)

// findComments finds the lines of comment systems and, below a heading such as
// "12 Comments" that is followed by more of their lines, all to the end. A
// heading above the article ("5 comments" in a share bar) opens nothing.
func findComments(t *Text) []Cut {
	from := t.commentsFrom()
	var cuts []Cut
	for i := range t.Lines {
		m := t.Lines[i].mark
		switch {
		case m.Kind == phrase.CommentWidget && m.Out:
			cuts = append(cuts, Cut{Line: i, Whole: true})
		case i >= from && !(m.Out && m.Kind != phrase.NoKind):
			cuts = append(cuts, Cut{Line: i, Whole: true, Reason: "stands in the comment section below the article"})
		}
	}
	return cuts
}

// commentsFrom returns the index of the line that opens the comment section, or
// the number of lines. Without a heading it opens with the first reader who says
// something, if another one follows.
func (t *Text) commentsFrom() int {
	paragraphs := 0
	for i := range t.Lines {
		l := &t.Lines[i]
		if l.mark.Kind == phrase.NoKind && len(l.Text) >= 80 && plain.EndsSentence(l.Text) {
			paragraphs++
		}
		if paragraphs == 0 {
			continue
		}
		heading := paragraphs >= minBeforeComments && (l.mark.Opens || headsComments(l.Text))
		if (heading || t.writes(i)) && t.commentsFollow(i, heading) {
			return i
		}
	}
	return len(t.Lines)
}

// commentsFollow reports whether what stands below line i, a heading or the name of a
// reader, is of a comment system.
func (t *Text) commentsFollow(i int, heading bool) bool {
	evidence := 0
	for j := i + 1; j < len(t.Lines) && (!heading || j <= i+commentsWindow); j++ {
		switch s := t.Lines[j].Text; {
		case !heading:
			if t.writes(j) {
				return true
			}
		case t.Lines[j].mark.Kind == phrase.CommentWidget, tellsTime(s), saysWho(s), tellsWhoAndDay.MatchString(s):
			if evidence++; evidence == commentsEvidence {
				return true
			}
		}
	}
	return false
}

// writes reports whether line i says that somebody writes, and the line after it when.
func (t *Text) writes(i int) bool {
	return saysWho(t.Lines[i].Text) && i+1 < len(t.Lines) && tellsTime(t.Lines[i+1].Text)
}

// commentHeading is a heading of comments that may also be another's: "3 Antworten zu
// „…“", "One thought on …", "{ 38 comments… read them below", "KOMMENTARE (12)".
// Its words are in words/, under "Comments of readers".
var commentHeading = words.Matcher("comment-heading")

// headsComments reports whether a line may be a heading of comments.
func headsComments(s string) bool {
	const longest = 180
	return len(s) <= longest && commentHeading.MatchString(s)
}

// whoSays is "Ann Lee says:" as blogs have it above a comment.
var whoSays = words.Matcher("who-says")

// saysWho reports whether a line names a reader who says something.
func saysWho(s string) bool {
	const longest = 80
	return len(s) <= longest && !strings.HasSuffix(s, ".") && whoSays.MatchString(s)
}

// tellsWhoAndDay is a name and a day: "Karla Nord / 22.04.2020".
var tellsWhoAndDay = words.Matcher("who-and-day")
