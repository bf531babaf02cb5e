package ingest

import (
	"regexp"
	"strings"
)

var (
	// relatedStart names another article after a colon or bar.
	relatedStart = regexp.MustCompile(`(?i)^[\[(>»•*▶►→–-]* ?(related( (stor(y|ies)|articles?|news|content|coverage|posts?|links?|reading|videos?))?|read (more|also|next|this|our)|also read|also|see also|see more|more|recommended( (reading|for you))?|don[’']t miss|must[ -]read|in case you missed it|watch( now| this| more)?|listen( now)?|video|gallery|photos|slideshow|podcast|you (may|might) (also )?(like|be interested in)|más|leer más|lea también|lee también|le puede interesar|ver también|leia (mais|também)|veja também|lire aussi|à lire( aussi)?|voir aussi|lesen sie (auch|mehr)|mehr( zum thema)?|siehe auch|leggi anche|vedi anche|guarda anche|читайте (также|ещё|еще)|смотрите также|по теме|ayrıca (bkz|oku)|bunu da oku|ilgili haber(ler)?) ?[:|] ?(.*)$`)
	readMore     = regexp.MustCompile(`(?i)^(read more|read the full|see also|also read|read also|read next|lire aussi|lea también|leia também|leggi anche|читайте также)\b`)
)

// findRelated finds lines that lead to another article, "Read more: …". What
// follows the colon is a headline, so a line that goes on for sentences is the
// article's own.
func findRelated(t *Text) []Cut {
	return t.cutLines(func(l *Line) bool {
		if l.mark.kind == related && l.mark.out {
			return true
		}
		s := l.Text
		if len(s) > 260 || !strings.ContainsAny(s, ":|") {
			return false
		}
		m := relatedStart.FindStringSubmatchIndex(s)
		if m == nil {
			return false
		}
		rest := s[m[len(m)-2]:]
		return len(rest) > 0 && (readMore.MatchString(s) || s[0] == '[' || strings.HasPrefix(strings.ToLower(s), "related")) ||
			len(rest) > 0 && !endsFullStop(rest) && len(sentences(rest)) == 1
	})
}

// endsFullStop reports whether s ends as a statement does.
func endsFullStop(s string) bool {
	switch last(s) {
	case '.', '。', '…':
		return true
	}
	return false
}
