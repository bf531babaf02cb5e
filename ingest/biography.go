package ingest

import (
	"github.com/newsdex/newsdex/ingest/internal/match"
)

const writers = `(?i:writer|reporter|editor|correspondent|columnist|journalist|contributor|blogger|critic|curator|analyst|news producer|redakteur(in)?|journalistin|autor(in)?|korrespondent(in)?|journaliste|rédact(eur|rice)|chroniqueu(r|se)|periodista|redactora?|columnista|giornalista|redattore|jornalista|repórter|colunista|журналист(ка)?|корреспондент|обозреватель|muhabiri?|yazarı?)`

var (
	// biography is "Ann Lee is a staff writer at the Gazette."
	biography = match.MustMatcher(`^` + fullName + `(?:, [^,]{3,60},)? (?:is|was|ist|est|es|é|è|works as|arbeitet als)(?: (?:an?|the|our|one of|eine?|une?|una?|um|uma|il|la|el|o|[\p{L}.]+[’']s?))? [^.!?]{0,90}\b` + writers + `\b|^` + fullName + ` (?:covers|writes (?:about|on|for)|reports (?:on|from)|joined|has (?:been (?:reporting|writing|covering)|covered|written|reported))\b`)
	// aboutAuthor heads such lines: "About Ann Lee".
	aboutAuthor = match.MustMatcher(`^(?:About|Über|Zur Person:|À propos de|Sobre|Acerca de|Informazioni su|Об авторе:|Hakkında:) (?:(?:the|this) [Aa]uthor|` + fullName + `)$`)
)

// bioVerbs are what follows the name in each biography, so that most lines are
// spared the expression.
var bioVerbs = match.NewFinder(" is ", " was ", " ist ", " est ", " es ", " é ", " è ", " works as ", " arbeitet als ", " covers ", " writes ", " reports ", " joined ", " has ")

// bioLines is how many lines at the end of an article are looked at, bioLength
// how many bytes one has at most.
const (
	bioLines  = 5
	bioLength = 420
)

// findBiographies finds what the last lines say of the authors.
func findBiographies(t *Text) []Cut {
	var cuts []Cut
	for i := max(len(t.Lines)-bioLines, len(t.Lines)/2+1); i < len(t.Lines); i++ {
		s := t.Lines[i].Text
		switch {
		case len(s) <= 80 && aboutAuthor.MatchString(s):
			cuts = append(cuts, Cut{Line: i})
			if i+1 < len(t.Lines) && len(t.Lines[i+1].Text) <= 2*bioLength && i+3 > len(t.Lines)-1 {
				i++
				cuts = append(cuts, Cut{Line: i})
			}
		case len(s) <= bioLength && bioVerbs.In(s[:min(len(s), 100)]) && biography.MatchString(s):
			cuts = append(cuts, Cut{Line: i})
		}
	}
	return cuts
}
