package ingest

import (
	"regexp"
	"strings"
)

// agencies are who sells pictures, as credits name them.
const agencies = `getty( images)?|reuters|afp|ap( photos?)?|associated press|epa(-efe)?|efe|shutterstock|alamy|i?stock( ?photo)?|zuma( ?press)?(\.com)?|usa today( sports)?|unsplash|pixabay|pexels|wikimedia( commons)?|flickr|newscom|nurphoto|anadolu( agency)?|tass|sputnik|xinhua|press association|pa( wire| images| media)?|rex( features)?|bloomberg( news)?|dpa|imago|redux|corbis|splash( news)?|upi|ritzau|tt|ansa|lapresse|dreamstime|depositphotos|123rf|adobe stock|polaris|sipa( usa)?|abaca|magnum( photos)?|cq roll call|pool`

var (
	// creditEnd ends a caption: "(AP Photo/J. Smith, File)", "/Getty Images".
	creditEnd = regexp.MustCompile(`(?i)[(\[] ?((ap |file |handout |courtesy |stock )?(photo|photos|image|images|credit|credits|pic|picture|pictures|photograph|illustration|graphic|screengrab|screenshot)\b[^()]{0,90}|(courtesy|handout) (of )?[^()]{2,60}|(` + agencies + `)([ /,|][^()]{0,60})?|[^()]{2,60}[/|] ?(` + agencies + `)([ /][^()]{0,30})?)[)\]]\.?$` +
		`|[/|©] ?(` + agencies + `)([/,][ \w]{2,30})?( file( photo)?| images)?$|\bvia (getty images|ap|reuters|afp|shutterstock)$`)
	// creditStart begins a credit that is a line of its own.
	creditStart = regexp.MustCompile(`(?i)^[(\[*]?(photos?|images?|pictures?|credits?|(photo|image|picture) credits?|photograph|graphic|illustration|foto|fotos|bild|bilder|fotoğraf|фото|crédit|fotografía|imagen) ?: ?[^.!?]{2,}`)
	// fileCaption begins a caption of the agencies.
	fileCaption = regexp.MustCompile(`^(FILE|File|ARCHIVE) ?(PHOTO|Photo|photo)? ?(:|-|–|—|--) ?\S|^(FILE|File) (PHOTO|Photo|photo)\b`)
	bareAgency  = regexp.MustCompile(`(?i)^(©|\(c\))? ?(photo )?(` + agencies + `)$|^© ?[^.!?0-9]{2,60}$`)
)

// findCredits finds what names the maker of a picture that stood there: lines
// that the tables know, and captions that end in a credit. A caption without a
// picture is not of the article's text.
func findCredits(t *Text) []Cut {
	const longestCaption = 700
	return t.cutLines(func(l *Line) bool {
		s := l.Text
		switch {
		case l.mark.kind == imageCredit && l.mark.out:
			return true
		case len(s) > longestCaption:
			return false
		case strings.HasPrefix(s, "F") || strings.HasPrefix(s, "ARCHIVE"):
			if fileCaption.MatchString(s) {
				return true
			}
		}
		if len(s) <= 160 && creditStart.MatchString(s) {
			return true
		}
		if len(s) <= 64 && bareAgency.MatchString(s) {
			return true
		}
		return mayEndInCredit(s) && creditEnd.MatchString(s)
	})
}

// mayEndInCredit spares most lines the expression: it wants a bracket at the
// end, or a slash, bar, © or "via" near it.
func mayEndInCredit(s string) bool {
	if strings.ContainsAny(s[len(s)-1:], ")]") || strings.HasSuffix(s, ").") {
		return true
	}
	if c := s[len(s)-1]; c == '.' || c == '?' || c == '!' || c == '"' {
		return false
	}
	end := s[max(0, len(s)-48):]
	return strings.ContainsAny(end, "/|") || strings.Contains(end, "©") || strings.Contains(end, "via ")
}
