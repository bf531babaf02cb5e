package ingest

import (
	"slices"
	"strings"

	"github.com/newsdex/newsdex/ingest/internal/match"
	"github.com/newsdex/newsdex/ingest/internal/phrase"
)

// agencies are who sells pictures, as credits name them. What is an ordinary
// word or part of one in small letters must stand in capitals.
const agencies = `(?i:getty( images)?|reuters|associated press|shutterstock|alamy|istock( ?photo)?|zuma ?press(\.com)?|usa today sports|unsplash|pixabay|pexels|wikimedia( commons)?|flickr|newscom|nurphoto|anadolu( agency)?|sputnik|xinhua|press association|bloomberg( news)?|redux|corbis|splash( news)?|lapresse|dreamstime|depositphotos|adobe stock|magnum( photos)?|cq roll call)|AFP|AP( [Pp]hotos?)?|EPA(-EFE)?|EFE|TASS|ТАСС|РИА Новости|PA( (Wire|Images|Media))?|REX( Features)?|DPA|dpa|IMAGO|imago|UPI|ANSA|Sipa( USA)?|Abaca|ABACA|NTB|Ritzau|Pool|POOL`

var (
	// creditEnd ends a caption: "(AP Photo/J. Smith, File)", "/Getty Images".
	creditEnd = match.MustMatcher(`[(\[] ?((?i:photos|images|pictures) (?i:by|via|from|courtesy)\b[^()]{0,90}|(?i:((ap|file|handout|courtesy|stock|reuters|getty|dreamstime|pool) )?(photo|image|credits?|pic|picture|photograph|illustration|screengrab|screenshot))([:/,]| (?i:by|via|from|courtesy|credits?|source|taken|of)\b| \p{Lu})[^()]{0,90}|(?i:(file|stock|ap|courtesy|handout) photo|image|photo)|(?i:courtesy|handout)( of)?[ :][^()]{2,60}|[^()]{2,60}[/|] ?(` + agencies + `)([ /][^()]{0,30})?)[)\]]\.?$` +
		`|\(((?i:getty( images)?|reuters|associated press|shutterstock|alamy|istock( ?photo)?|unsplash|pixabay|pexels|dreamstime|wikimedia( commons)?)|AP|AFP)([/,|][^()]{0,60}| (?i:images|photo|file))?\)$` +
		`|\( ?(\p{Lu}[\p{L}.’'-]*[ -]?){1,5}/ ?(\p{Lu}[\p{L}.&’'-]*[ /-]?){1,6}\)$` +
		`|[/|©] ?(` + agencies + `)([/,][ \w]{2,30})?( (?i:file( photo)?|images))?$|\bvia (` + agencies + `)$`)
	// creditTail ends a caption without a bracket: "Credit: EPA", "Credit...Ann
	// Lee for The Gazette", "Submitted photo".
	creditTail = match.MustMatcher(`(?:^|[^\p{L}])(?:Credit|CREDIT|Crédit|Crédito) ?(?::|\.\.\.|…) ?(?:\p{Lu}|@)[^.!?]{1,70}$|(?:^|[ .])(?:Foto|FOTO|Fotos|Bild|Imagen|Imagem|Фото|Fotoğraf) ?: ?\p{Lu}[^.!?]{1,70}$|[ .](?:Submitted|Courtesy|Contributed|Provided|Handout|File) [Pp]hoto$|^(?:Courtesy|COURTESY)(?: of)? \p{Lu}[^.!?]{2,50}$|^Photo(?:graph)?s? (?:illustration )?(?:by|from|via|courtesy) \p{Lu}[^!?]{2,80}$|[.)] Photo(?:graph)?s? (?:illustration )?by \p{Lu}[^!?]+$|^[^.!?]{2,40} ?/ ?(?:` + agencies + `)(?: (?i:file|images|photos?))?$`)
	// creditStart begins a credit that is a line of its own.
	creditStart = match.MustMatcher(`(?i)^[(\[*]?(photos?|images?|pictures?|credits?|(photo|image|picture) credits?|photograph|illustration|foto|fotos|bild|bilder|fotoğraf|фото|crédit|fotografía|imagen) ?: ?[^.!?]{2,}`)
	// fileCaption begins a caption of the agencies.
	fileCaption = match.MustMatcher(`^(FILE|File|ARCHIVE) ?(PHOTO|Photo|photo)?( ?(:|–|—|--) ?| ?- | -)\S|^(FILE|File) (PHOTO|Photo|photo)\b`)
	// agencyCaption begins a caption as agencies write it: "In this Dec. 12, 2006,
	// file photo, …", "This image provided by NASA shows …".
	agencyCaption = match.MustMatcher(`^In this (?:` + captionDate + `)?(?:` + captionKind + `)+(?:photos?|photograph|image|frame|picture|combination)\b|^In this (?:` + captionDate + `(?:photos?|photograph|image|frame|picture)|(?:photos?|photograph|image|frame|picture) (?:released|provided|taken|made|posted|supplied|grab|from)\b)` +
		`|^This (?:` + captionDate + `)?(?:` + captionKind + `)*(?:photos?|photograph|image|frame|picture|combination)(?: of photos| of images| from [^.]+)? (?:released|provided|made available|supplied|taken|made|posted)\b`)
	// dayCaption is a caption that tells the day with its year, as the agencies
	// do and articles do not: "The mayor speaks in Lyon, Friday, Oct. 11, 2019."
	dayCaption = match.MustMatcher(`(?:,|\p{Ll}) (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (?:Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec)[a-z]*\.? \d{1,2}, (?:19|20)\d\d[,.]`)
	// noCaption are words of statements that are no captions.
	noCaption = match.NewFinder(" will ", " would ", " said", " says ", " told ", " was ", " were ", " had ", " has ", " have ", " been ", " can ", " may ", " should ", " on Mon", " on Tue", " on Wed", " on Thu", " on Fri", " on Sat", " on Sun")
	// bareAgency is a credit and nothing else: "AP", "© Ann Lee".
	bareAgency = match.MustMatcher(`^(©|\([Cc]\))? ?((?i:photo) )?(` + agencies + `)$|^© ?[^.!?0-9]{2,60}$` +
		`|^\p{Ll}{2,4}(?:/(?i:dpa|afp|rtr|reuters|ap|sid|kna|epd|apa|sda))+$` +
		`|^\((?i:dpa|ansa|afp|efe|lusa|agi|sda|apa|epd|kna|ots|тасс|риа новости)(/(?i:dpa|afp|reuters|ap|ansa|efe))*\)$` +
		`|^(\p{Lu}[\p{L}.'’-]+ ){1,2}\p{Lu}[\p{L}.'’-]+/\p{Lu}[\p{L}\d.]+$`) // "Ann Lee/ZDNet"
)

// What may stand before "photo" in a caption as agencies write it.
const (
	captionDate = `[\p{L}.]+ (?:\d{1,2}, )?\d{4},? `
	captionKind = `(?:undated|handout|file|combination|combo|archive|aerial|satellite|booking|still|video|pool|combined|composite) `
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
			cuts = append(cuts, Cut{Line: i})
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
	if len(s) <= 400 && mayEndInTail(s) && tailWords.In(s[max(0, len(s)-96):]) && creditTail.MatchString(s) {
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
	return !noCaption.In(s[:dayCaption.Regexp().FindStringIndex(s)[0]+8])
}

// mayEndInCredit spares most lines the expression: it wants a bracket at the
// end that holds a word of credits, or a slash, bar, © or "via" near it.
func mayEndInCredit(s string) bool {
	end := strings.TrimSuffix(s, ".")
	if strings.HasSuffix(end, ")") || strings.HasSuffix(end, "]") {
		end = end[max(0, len(end)-120):]
		return containsAny(end[max(0, strings.LastIndexAny(end, "([")):], creditWords)
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
var tailWords = match.NewFinder("redit", "CREDIT", "rédit", "hoto", "ourtesy", "COURTESY", "/ A", "/ R", "/ G", "/ E", "oto:", "OTO:", "otos:", "oto :", "Bild:", "magen:", "magem:", "Фото:", "otoğraf:")

// creditWords are parts of what stands in the bracket that ends a caption.
var creditWords = []string{"/", "|", "hoto", "HOTO", "mage", "redit", "REDIT", "pic", "Pic", "icture", "llustration", "creen", "ourtesy", "andout",
	"etty", "euters", "EUTERS", "ssociated", "tock", "lamy", "nsplash", "ixabay", "exels", "reamstime", "ikimedia", "AP", "AFP"}
