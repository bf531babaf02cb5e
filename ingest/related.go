package ingest

import (
	"strings"
	"unicode"

	"github.com/newsdex/newsdex/ingest/internal/match"
	"github.com/newsdex/newsdex/ingest/internal/mend"
	"github.com/newsdex/newsdex/ingest/internal/phrase"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

var (
	// relatedStart names another article after a colon or bar.
	relatedStart = match.MustMatcher(`(?i)^[\[(<>«»‹›•*▶►◄←→–-]* ?(related( (stor(y|ies)|articles?|news|content|coverage|posts?|links?|reading|videos?))?|read (more|also|next|this|our)|full coverage|also read|also|see also|see more|more|recommended( (reading|for you))?|don[’']t miss|must[ -]read|in case you missed it|watch( now| this| more)?|listen( now)?|video|gallery|photos|slideshow|podcast|you (may|might) (also )?(like|be interested in)|más|leer más|lea también|lee también|le puede interesar|ver también|leia (mais|também)|veja também|lire aussi|à lire( aussi)?|voir aussi|lesen sie (auch|mehr)|mehr( zum thema)?|siehe auch|leggi anche|vedi anche|guarda anche|читайте (также|ещё|еще)|смотрите также|по теме|ayrıca (bkz|oku)|bunu da oku|ilgili haber(ler)?|İLGİLİ HABER(LER)?|lesen sie (dazu|hier)( auch)?|auch interessant|passend zum thema|à voir aussi|lire également|sur le même sujet|mirá también|mira también|seguí leyendo|te puede interesar|también te puede interesar|noticia relacionada|relacionad[ao]s?|saiba mais|leia ainda|approfondisci|approfondimento|da leggere|(previous|next|older|newer) (post|article|story|entry)|(zurück |weiter →? ?)?(vorheriger|nächster|älterer|neuerer) (artikel|beitrag|eintrag|post)|(poprzedni|następny) (artykuł|wpis)|czytaj (także|też|więcej|również)|zobacz (także|też|również)|przeczytaj (także|też|również)|article (précédent|suivant)|(artículo|entrada) (anterior|siguiente)|post (anterior|seguinte)|próximo post|articolo (precedente|successivo)|(предыдущая|следующая) (запись|статья|новость)|(önceki|sonraki) (haber|yazı)|материалы? по теме|ещё по теме|подробнее по теме) ?[:|] ?(.*)$`)
	readMore     = match.MustMatcher(`(?i)^(read more|read the full|see also|also read|read also|read next|lire aussi|lea también|leia também|leggi anche|читайте также)\b`)
)

// inlineRelated is a lead in brackets within a paragraph: "(PHOTOS: The storm)".
var inlineRelated = match.MustMatcher(`^[(\[] ?(?:PHOTOS?|VIDEOS?|PICTURES|GALLERY|WATCH|LISTEN|ALSO|READ|READ MORE|MORE|RELATED|Related|SEE ALSO|See also|Read more|Also on [A-Z]\w+)(?: FROM [A-Z]+)? ?: [^()\[\]]{3,160}[)\]]`)

// findRelated finds lines that lead to another article, "Read more: …", and such
// leads in brackets within a line. What follows the colon is a headline, so a
// line that goes on for sentences is the article's own.
func findRelated(t *Text) []Cut {
	var cuts []Cut
	for i := range t.Lines {
		l := &t.Lines[i]
		if l.mark.Kind == phrase.Related && l.mark.Out || isRelated(l.Text) || turnsPage(l.Text) || isLabelledLead(l.Text) || i > 0 && i < len(t.Lines)-1 && isShouted(l.Text) {
			cuts = append(cuts, Cut{Line: i})
			continue
		}
		for at := 0; at < len(l.Text); {
			at = nextBracket(l.Text, at)
			if at == len(l.Text) {
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

// nextBracket returns where s has the next bracket that opens, from byte i on, or
// its length.
func nextBracket(s string, i int) int {
	return mend.IndexFrom(s[:mend.IndexFrom(s, '(', i)], '[', i)
}

// relatedBracket returns the length of the lead in brackets that s begins with.
func relatedBracket(s string) int {
	word := strings.TrimPrefix(s[1:min(len(s), 8)], " ")
	if word == "" || word[0] < 'A' || word[0] > 'Z' || !strings.Contains(s[:min(len(s), 40)], ":") {
		return 0
	}
	return len(inlineRelated.FindString(s))
}

// leadLabel ends a lead to another article: "Storm reaches the coast [VIDEO]".
var leadLabel = match.MustMatcher(`(?i) \[(video|news|insight|pictures|pics|analysis|report|opinion|comment|photos|exclusive|latest|interview|profile|poll|details|update|warning|revealed|gallery|watch|updated)\]$`)

func isLabelledLead(s string) bool {
	return s[len(s)-1] == ']' && len(s) <= 160 && leadLabel.MatchString(s)
}

// A lead in capitals between paragraphs has at least so many words and bytes:
// shorter lines are headings.
const (
	shoutedWords = 8
	shoutedBytes = 48
)

// isShouted reports whether s is a lead to another article in capitals, as some
// outlets set them between paragraphs.
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

// gluedTurn is a link to the article before or after with its label glued to it:
// "Vorheriger ArtikelDer Sturm".
var gluedTurn = match.MustMatcher(`^(?:(?:Vorheriger|Nächster) (?:Artikel|Beitrag)|Article (?:précédent|suivant)|(?:Artículo|Entrada) (?:anterior|siguiente)|Articolo (?:precedente|successivo)|(?:Poprzedni|Następny) (?:artykuł|wpis)) ?\p{Lu}`)

// turnsPage reports whether s is a link to the article before or after: "← The storm".
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
