package ingest

import (
	"strings"

	"github.com/newsdex/newsdex/ingest/internal/phrase"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// Conditions for the beginning of a comment section, with which everything after it
// goes, including the readers' words.
const (
	minBeforeComments = 2  // least paragraphs of an article above it
	commentsWindow    = 14 // lines after it that are examined
	commentsEvidence  = 2  // least lines among them of a comment system or with a time of writing
)

// findComments finds the lines of comment systems. Below a heading such as "12
// Comments" that more such lines follow, it takes everything to the end. A heading
// above the article ("5 comments" in a share bar) begins no section.
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

// commentsFrom returns the index of the line that begins the comment section, or the
// number of lines. Without a heading the section begins with the first reader's
// comment, if another comment follows.
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

// commentsFollow reports whether the lines below line i, a heading or the name of a
// reader, belong to a comment system.
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

// writes reports whether line i names a writing reader and the next line gives the
// time.
func (t *Text) writes(i int) bool {
	return saysWho(t.Lines[i].Text) && i+1 < len(t.Lines) && tellsTime(t.Lines[i+1].Text)
}

// commentHeading matches a heading that may be of comments or of something else: "3
// Antworten zu „…“", "One thought on …", "{ 38 comments… read them below", "KOMMENTARE
// (12)". Its expressions are in words/, under "Comments of readers".
var commentHeading = words.Matcher("comment-heading")

// headsComments reports whether a line may be a heading of comments.
func headsComments(s string) bool {
	const longest = 180
	return len(s) <= longest && commentHeading.MatchString(s)
}

// whoSays matches "Ann Lee says:", which blogs set above a comment.
var whoSays = words.Matcher("who-says")

// saysWho reports whether a line introduces a reader's comment by name.
func saysWho(s string) bool {
	const longest = 80
	return len(s) <= longest && !strings.HasSuffix(s, ".") && whoSays.MatchString(s)
}

// tellsWhoAndDay matches a name and a day: "Karla Nord / 22.04.2020".
var tellsWhoAndDay = words.Matcher("who-and-day")
