package page

import (
	"slices"
	"strings"
	"unicode"

	"github.com/newsdex/newsdex/ingest/internal/found"
	"github.com/newsdex/newsdex/ingest/internal/match"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// setAuthors takes the authors of the first source that has some. It refuses values that
// are no names: addresses, roles, the outlet itself.
func (p *data) setAuthors(facts *Facts) {
	for _, source := range MetadataSources["authors"] {
		var authors []string
		for _, v := range p.values[source] {
			names, refused := p.authorsOf(v, facts.Outlet)
			if refused != "" {
				facts.found(found.Candidate{Field: "authors", Value: v, Source: source, Refused: refused})
			}
			for _, name := range names {
				if !slices.ContainsFunc(authors, func(s string) bool { return strings.EqualFold(s, name) }) {
					authors = append(authors, name)
				}
			}
		}
		if len(authors) == 0 {
			continue
		}
		facts.found(found.Candidate{Field: "authors", Value: strings.Join(authors, ", "), Source: source, Chosen: facts.Authors == nil})
		if facts.Authors == nil {
			facts.Authors = authors
		}
	}
}

// authorsOf returns the names in one value, or the reason why there are none.
func (p *data) authorsOf(value, outlet string) (authors []string, refused string) {
	if isAddress(value) {
		return nil, "is an address"
	}
	refused = "names nobody"
	for _, name := range plain.SplitAuthors(byWord().ReplaceAllString(value, "")) {
		name = strings.TrimSpace(strings.Trim(byWord().ReplaceAllString(name, ""), "-–—•·:"))
		name = afterName().ReplaceAllString(name, "$1")
		switch key := nameKey(name); {
		case key == "" || len(name) > 80 || len(strings.Fields(name)) > 7 || strings.ContainsFunc(name, unicode.IsDigit):
		case isAddress(name):
			refused = "is an address"
		case len(nameKey(outlet)) > 2 && strings.HasPrefix(key, nameKey(outlet)) || p.isHost(name) || strings.HasSuffix(name, ".com"):
			refused = "is the outlet"
		case isRole(name):
			refused = "is a role"
		case legalForm().MatchString(name):
			refused = "is a company or a society"
		case loginName().MatchString(name):
			refused = "is the name of an account"
		default:
			authors = append(authors, name)
		}
	}
	if len(authors) > 0 {
		refused = ""
	}
	return authors, refused
}

// The words of these are in words/.
var (
	// byWord matches the words before the names in a byline.
	byWord = words.Expression("byline-before")
	// afterName matches the words that may follow a name without a comma.
	afterName = words.Expression("name-after")
	// roles matches values that name a role and not a person.
	roles = words.Expression("role")
	// legalForm matches the end of a company's name.
	legalForm = words.Expression("legal-form")
)

// loginName matches an account name made by a program.
var loginName = match.Expression(`^[a-z]+[._-][a-z._-]+$`)

func isRole(s string) bool { return roles().MatchString(s) }

// hostPath matches an address without its scheme: "harbornews.example/lee".
var hostPath = match.Expression(`^[\w-]+(\.[\w-]+)*\.[a-z]{2,}/`)

// isAddress reports whether s is the address of a page, of mail, or a handle.
func isAddress(s string) bool {
	return strings.Contains(s, "://") || strings.HasPrefix(s, "www.") || strings.HasPrefix(s, "/") ||
		!strings.Contains(s, " ") && (strings.Contains(s, "@") || hostPath().MatchString(s))
}
