package ingest

import (
	"strings"

	"github.com/newsdex/newsdex/ingest/internal/match"
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
			cuts = append(cuts, Cut{Line: i})
		case i >= from && !(m.Out && m.Kind != phrase.NoKind):
			cuts = append(cuts, Cut{Line: i, Reason: "stands in the comment section below the article"})
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

// commentNoun is "comments" and what blogs have for it.
const commentNoun = `(?:kommentare?|leserkommentare|leserpost|leserbriefe|wortmeldungen|antwort(?:en)?|gedanken?|meinung(?:en)?|reaktion(?:en)?|ergänzung(?:en)?|rückmeldung(?:en)?` +
	`|comments?|responses?|thoughts?|replies|reply|reactions?|commentaires?|réponses?|réflexions?|réactions?|pensées?|comentarios?|respuestas?|pensamientos?|comentários?|respostas?|pensamentos?` +
	`|commenti|commento|rispost[ae]|pensier[io]|komentarz[ey]?|odpowied(?:zi|ź)|opini[ei]|reacties?|gedachten?|kommentarer|комментари[ийяе]в?|ответ(?:а|ов)?|мнени[ейя]|yorum(?:lar)?)`

// commentHeading is a heading of comments that may also be another's: "3 Antworten zu
// „…“", "One thought on …", "{ 38 comments… read them below", "KOMMENTARE (12)".
var commentHeading = match.MustMatcher(`(?i)^[^\p{L}\p{N}]{0,3}(?:(?:\d{1,5}|ein|eine|one|un|une|uno|una|um|uma|jeden|один) ` + commentNoun +
	`(?: (?:zu|zum|zur|auf|on|to|for|sur|à|en|a|al|sobre|para|em|su|do|na|op|till|к|на)(?: .+|:?)|[….:] ?[^.?!]{0,40}|:?)` +
	`|` + commentNoun + ` ?[(\[]? ?\d{0,5} ?[)\]]?:?)$`)

// headsComments reports whether a line may be a heading of comments.
func headsComments(s string) bool {
	const longest = 180
	return len(s) <= longest && commentHeading.MatchString(s)
}

// whoSays is "Ann Lee says:" as blogs have it above a comment.
var whoSays = match.MustMatcher(`^[^.!?:„“"»«]{1,48} (?:says|said|wrote|sagte?|schreibt|schrieb|meint|kommentiert(?:e)?|dit|a dit|a écrit|écrit|dice|dijo|escribió|scrive|ha detto|ha scritto|diz|disse|escreveu|pisze|napisał|napisała|mówi|пишет|написал|написала|zegt|schreef|skriver|säger|sier|diyor ki|dedi ki)(?: |\.\.\.|…)?:?$`)

// saysWho reports whether a line names a reader who says something.
func saysWho(s string) bool {
	const longest = 80
	return len(s) <= longest && !strings.HasSuffix(s, ".") && whoSays.MatchString(s)
}

// tellsWhoAndDay is a name and a day: "Karla Nord / 22.04.2020".
var tellsWhoAndDay = match.MustMatcher(`^` + fullName + ` ?[/|,•·–-] ?(?:\d{1,2}[./]\d{1,2}[./](?:19|20)?\d\d|(?:19|20)\d\d-\d\d-\d\d)$`)
