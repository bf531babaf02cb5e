package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/newsdex/newsdex/ingest/internal/date"
	"github.com/newsdex/newsdex/ingest/internal/found"
	"github.com/newsdex/newsdex/ingest/internal/match"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// authorNames are words of the names that sites give to the elements with the author of
// an article.
var authorNames = plain.FillerWords("author authors autor autoren autorin autores autora auteur auteurs autore autori byline bylines byl authored writer writers journalist " +
	"contributor contributors poster submitted yazar redakteur redacteur authorname bylinename autorenzeile wrote reporter username")

// authorFolders are the folders of addresses under which sites have the pages of their
// authors.
var authorFolders = plain.FillerWords("author authors autor autoren autorin autores auteur auteurs autore autori staff reporter reporters journalist journalists contributor " +
	"contributors columnist columnists newsteam writer writers yazar yazarlar redakteure skribent opinionista author.php")

// bylineWords are what lines begin with that name who wrote an article.
var bylineWords = match.Expression(`(?i)^[-–—|•·\s]*(?:(?:written|reported|posted|published|story|words|text|interview|analysis|opinion|edited|article) by|by|` +
	`(?:geschrieben |verfasst |veröffentlicht |gepostet |erstellt |eingestellt |(?:ein )?(?:blog|gast)?[ -]?(?:beitrag|artikel) |(?:eine )?kolumne |(?:ein )?interview |(?:ein )?kommentar |text )?(?:von|vom)|` +
	`(?:publié |écrit |rédigé |posté )?par|(?:escrito |publicado )?por|(?:scritto |pubblicato )?(?:di|da)|door|автор|autor(?:in|en|a|es)?(?:\(s\)|/in)?|author\(?s?\)?|auteur(?:e|s)?(?:\(s\))?|autor[ei]|yazan|` +
	`text|texte|interview|redakteur(?:in)?|redacción)(?:\s*:\s*|\s+|$)`)

// beginsByline reports whether a text may be the beginning of such a line.
func beginsByline(s string) bool {
	const longest = 120
	if len(s) > longest {
		return false
	}
	word := s
	if i := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) }); i >= 0 {
		word = s[:i]
	}
	return len(word) >= 2 && bylineStarts[strings.ToLower(word)]
}

var bylineStarts = plain.FillerWords("by written reported posted published story words text texte interview von vom geschrieben verfasst veröffentlicht gepostet erstellt eingestellt " +
	"ein eine blog gastbeitrag gastartikel beitrag artikel kolumne kommentar publié écrit rédigé posté par escrito publicado por scritto pubblicato di door автор autor autorin " +
	"autoren author authors auteur auteure auteurs autore autori yazan redakteur redakteurin redacción autora autores")

// leadsToAuthor reports whether a link leads to the page of an author.
func leadsToAuthor(n *html.Node) bool {
	const longest = 300
	href := attribute(n, "href")
	if len(href) > longest {
		return false
	}
	folder := ""
	for part := range strings.SplitSeq(href, "/") {
		if folder != "" && part != "" && authorFolders[folder] {
			return true
		}
		folder = part
	}
	return strings.Contains(href, "?author=") || strings.Contains(href, "&author=")
}

// addBylines adds what the nodes of a page tell of authors, under these sources:
//
//	class author  an element that is named so, by the headline
//	link author   a link by the headline to an author's page
//	line byline   a line by the headline that begins as a byline does: "Von Max Muster"
//	rel author    a link of that relation
//
// and " below" where they stand further down.
func (p *data) addBylines() {
	s := &p.nodes
	for _, x := range s.sorted(s.names) {
		source, named := found.ShownLine.Named("byline"), false
		var lines []string
		switch {
		case x.node.Type == html.TextNode:
			lines = s.lines(x)
		case x.node.DataAtom == atom.A && plain.HasWord(attribute(x.node, "rel"), "author"):
			source, named = found.RelAuthor, true
			lines = []string{shortText(x.node)}
		case x.node.DataAtom == atom.A && leadsToAuthor(x.node):
			source, named = found.LinkAuthor, true
			lines = []string{shortText(x.node)}
		default:
			source, named = found.ClassName.Named("author"), true
			lines = strings.Split(shortText(x.node), "\n")
		}
		if !s.near(x) && source != found.RelAuthor {
			if x.at < s.headline.at || s.headline.node == nil && !named {
				continue
			}
			source.Below = true
		}
		if len(p.values[source]) > 0 && source != found.RelAuthor && source != found.LinkAuthor {
			continue
		}
		if names := bylineNames(lines, named); len(names) > 0 {
			p.add(source, strings.Join(names, ", "))
		}
	}
}

// bylineNames returns the names that lines tell; named says that they are known to tell
// names, and need no word before them.
func bylineNames(lines []string, named bool) []string {
	for i, line := range lines {
		line = strings.TrimSpace(line)
		if line == "" || len(line) > 160 {
			continue
		}
		rest := bylineWords().ReplaceAllString(line, "")
		by := rest != line
		if rest == "" && i+1 < len(lines) {
			rest, by = strings.TrimSpace(lines[i+1]), true
		}
		if !by {
			rest, by = afterByline(line)
		}
		if !by && !named {
			continue
		}
		var names []string
		for k, part := range nameParts().Split(rest, -1) {
			found := namesIn(part, named && part == rest)
			if len(found) == 0 && (len(names) > 0 || by && k == 0 && part != "") {
				break
			}
			names = append(names, found...)
		}
		if len(names) > 0 {
			return names
		}
	}
	return nil
}

// afterByline returns what stands after a byline word within a line, "Kultur | By Ann Lee"
// or "3 May 2020 by Ann Lee", or the line itself.
func afterByline(line string) (rest string, by bool) {
	for part := range strings.SplitSeq(line, "|") {
		part = strings.TrimSpace(part)
		if after := bylineWords().ReplaceAllString(part, ""); after != part {
			return after, true
		}
	}
	if m := middleByline().FindStringSubmatch(line); m != nil {
		return m[1], true
	}
	return line, false
}

var (
	// middleByline is a line that tells first when something was published and then by whom.
	middleByline = match.Expression(`(?i)^.*\d.*?\s(?:by|von|par|por|di|door|redaktion:|autor:)\s+(.+)$`)
	// nameParts stand between a name and what is no name.
	nameParts = match.Expression(`\s*(?:[|•·∙/\n(]|\s[–—-]\s|\s(?:am|on|le|el|il|vor|hace)\s|:|\d)\s*`)
)

// namesIn returns the names that a text consists of, nil if it has anything else.
func namesIn(s string, single bool) []string {
	var names []string
	for _, name := range plain.SplitAuthors(nameAnds().ReplaceAllString(s, ", ")) {
		name = strings.Trim(bylineWords().ReplaceAllString(name, ""), " .,:;–—-")
		if !isPersonName(name, single) {
			return names
		}
		names = append(names, name)
	}
	return names
}

var nameAnds = match.Expression(`\s(?:und|et|y|e|en|и|ve|sowie)\s`)

// nameParticles are the words in names that are written small.
var nameParticles = plain.FillerWords("de da do dos del della di van von der den zu zur la le el al bin ibn y e af av ten ter du des")

// noNames are words that stand where names do, and are none.
var noNames = plain.FillerWords("follow share email mail author authors autor autoren about view all posts more mehr contact kontakt profil profile teilen alle beiträge artikel " +
	"login anmelden weiterlesen read home news redaktion published updated posted von by über comments kommentare today heute uhr min minuten foto photo image bild " +
	"the der die das ein eine und and or our your this nach für mit auf les el los una uhr dpa afp apa reuters kommentar drucken print facebook twitter instagram " +
	"am pm est edt cst cdt pst pdt et pt gmt utc ist newsletter abonnieren subscribe january february website webseite homepage gast anonymous anonym sponsored anzeige menu menü")

// isPersonName reports whether s may be the name of somebody: of two to five words that
// begin with capitals, or, where single words may be one, of a word that is no common one.
func isPersonName(s string, single bool) bool {
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > 5 || len(s) > 60 || isAddress(s) {
		return false
	}
	capitals := 0
	for _, w := range words {
		lower := strings.ToLower(strings.Trim(w, ".,"))
		if noNames[lower] || date.Month(lower) > 0 && len(lower) > 3 || strings.ContainsAny(w, "?!=&<>{}[]#*\"„“”%") {
			return false
		}
		r, _ := utf8.DecodeRuneInString(w)
		switch {
		case nameParticles[lower]:
		case unicode.IsUpper(r), unicode.IsLetter(r) && !unicode.IsLower(r):
			capitals++
		case len(words) > 1:
			return false
		}
		if len(words) > 1 && strings.ContainsFunc(w, unicode.IsDigit) {
			return false
		}
	}
	if len(words) == 1 {
		return single && len(s) >= 2 && len(s) <= 24 && strings.ContainsFunc(s, unicode.IsLetter)
	}
	return capitals >= 2
}
