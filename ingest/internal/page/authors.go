package page

import (
	"slices"
	"strings"
	"unicode"

	"github.com/newsdex/newsdex/ingest/internal/found"
	"github.com/newsdex/newsdex/ingest/internal/match"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// setAuthors takes the authors of the first source that has some, without what
// is no name: addresses, roles, the outlet itself.
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

// authorsOf returns the names in one value, and why there are none.
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
	// byWord is what stands before the names in a byline.
	byWord = words.Expression("byline-before")
	// afterName is what may stand behind a name without a comma.
	afterName = words.Expression("name-after")
	// roles are the words that say what somebody is and not who.
	roles = words.Expression("role")
	// legalForm is the end of a name that no person has.
	legalForm = words.Expression("legal-form")
)

// loginName is a name as programs make it for an account.
var loginName = match.Expression(`^[a-z]+[._-][a-z._-]+$`)

func isRole(s string) bool { return roles().MatchString(s) }

// hostPath is an address without its scheme: "harbornews.example/lee".
var hostPath = match.Expression(`^[\w-]+(\.[\w-]+)*\.[a-z]{2,}/`)

// isAddress reports whether s is the address of a page, of mail, or a handle.
func isAddress(s string) bool {
	return strings.Contains(s, "://") || strings.HasPrefix(s, "www.") || strings.HasPrefix(s, "/") ||
		!strings.Contains(s, " ") && (strings.Contains(s, "@") || hostPath().MatchString(s))
}
