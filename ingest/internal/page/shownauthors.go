package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/newsdex/newsdex/ingest/internal/date"
	"github.com/newsdex/newsdex/ingest/internal/found"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// The words of bylines are in words/.
var (
	// authorNames are words in the names that sites give to the elements with an
	// article's author.
	authorNames = words.WordSet("author")
	// authorFolders are the path segments under which sites have the pages of their
	// authors.
	authorFolders = words.WordSet("author-folder")
	// bylineWords matches the words that begin a byline.
	bylineWords = words.Expression("byline")
	// bylineStarts are the first words of bylines.
	bylineStarts = words.WordSet("byline-start")
	// middleByline matches a line that states a date and then a byline.
	middleByline = words.Expression("byline-within")
	// nameParts matches the text between a name and the rest of a line; nameAnds matches
	// the text between two names.
	nameParts = words.Expression("name-end")
	nameAnds  = words.Expression("name-and")
	// nameParticles are the parts of names that are written in lower case.
	nameParticles = words.WordSet("name-particle")
	// noNames are words that stand in the place of names but are none.
	noNames = words.WordSet("no-name")
)

// beginsByline reports whether a text may begin a byline.
func beginsByline(s string) bool {
	const longest = 120
	if len(s) > longest {
		return false
	}
	word := s
	if i := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) }); i >= 0 {
		word = s[:i]
	}
	return len(word) >= 2 && bylineStarts()[strings.ToLower(word)]
}

// leadsToAuthor reports whether a link leads to the page of an author.
func leadsToAuthor(n *html.Node) bool {
	const longest = 300
	href := attribute(n, "href")
	if len(href) > longest {
		return false
	}
	folder := ""
	for part := range strings.SplitSeq(href, "/") {
		if folder != "" && part != "" && authorFolders()[folder] {
			return true
		}
		folder = part
	}
	return strings.Contains(href, "?author=") || strings.Contains(href, "&author=")
}

// addBylines adds the authors that the nodes of a page name, under these sources:
//
//	class author  an element named for an author, by the headline
//	link author   a link by the headline to an author's page
//	line byline   a line by the headline that begins as a byline does: "Von Max Muster"
//	rel author    a link with the relation "author"
//
// and with " below" if they stand further down.
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

// bylineNames returns the names in lines; named says that the lines are known to hold
// names and need no byline word.
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

// afterByline returns the text after a byline word within a line, such as
// "Kultur | By Ann Lee" or "3 May 2020 by Ann Lee". Without such a word it returns the
// line.
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

// namesIn returns the names at the beginning of a text, up to the first part that is no
// name.
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

// isPersonName reports whether s may be the name of a person: two to five words that
// begin with capitals or, if single is set, one word that is not in noNames.
func isPersonName(s string, single bool) bool {
	parts := strings.Fields(s)
	if len(parts) == 0 || len(parts) > 5 || len(s) > 60 || isAddress(s) {
		return false
	}
	capitals := 0
	for _, w := range parts {
		lower := strings.ToLower(strings.Trim(w, ".,"))
		if noNames()[lower] || date.Month(lower) > 0 && len(lower) > 3 || strings.ContainsAny(w, "?!=&<>{}[]#*\"„“”%") {
			return false
		}
		r, _ := utf8.DecodeRuneInString(w)
		switch {
		case nameParticles()[lower]:
		case unicode.IsUpper(r), unicode.IsLetter(r) && !unicode.IsLower(r):
			capitals++
		case len(parts) > 1:
			return false
		}
		if len(parts) > 1 && strings.ContainsFunc(w, unicode.IsDigit) {
			return false
		}
	}
	if len(parts) == 1 {
		return single && len(s) >= 2 && len(s) <= 24 && strings.ContainsFunc(s, unicode.IsLetter)
	}
	return capitals >= 2
}
