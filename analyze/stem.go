package analyze

import (
	"fmt"
	"strings"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/registry"
	"github.com/kljensen/snowball/english"
	"github.com/kljensen/snowball/french"
	"github.com/kljensen/snowball/hungarian"
	"github.com/kljensen/snowball/norwegian"
	"github.com/kljensen/snowball/russian"
	"github.com/kljensen/snowball/spanish"
	"github.com/kljensen/snowball/swedish"
)

// A stemFunc is a stemmer of kljensen/snowball. Its flag makes it stem stop words like
// other words.
type stemFunc func(word string, stemStopWords bool) string

// snowball returns a row's stemmer. The library's stemmers are Porter2 and its
// siblings (snowballstem.org).
func snowball(f stemFunc) func() (func(string) string, error) {
	return func() (func(string) string, error) {
		return func(w string) string { return f(w, true) }, nil
	}
}

var (
	stemEnglish   = snowball(english.Stem)
	stemFrench    = snowball(frenchStem)
	stemSpanish   = snowball(spanish.Stem)
	stemRussian   = snowball(russianStem)
	stemSwedish   = snowball(swedish.Stem)
	stemNorwegian = snowball(norwegian.Stem)
	stemHungarian = snowball(hungarian.Stem)
)

// frenchStem does not pass "voudrion" to the library, which logs a message about it.
func frenchStem(w string, stemStopWords bool) string {
	if strings.HasPrefix(w, "voudrion") {
		return "voudrion"
	}
	return french.Stem(w, stemStopWords)
}

// russianStem first spells ё as е, as the algorithm requires and as print does.
func russianStem(w string, stemStopWords bool) string {
	return russian.Stem(strings.ReplaceAll(w, "ё", "е"), stemStopWords)
}

// bleveFilters returns the stemmer made of a chain of Bleve's token filters.
func bleveFilters(names ...string) func() (func(string) string, error) {
	return func() (func(string) string, error) {
		c := registry.NewCache()
		var filters []analysis.TokenFilter
		for _, name := range names {
			f, err := c.TokenFilterNamed(name)
			if err != nil {
				return nil, fmt.Errorf("token filter %s: %w", name, err)
			}
			filters = append(filters, f)
		}
		return func(w string) string {
			ts := analysis.TokenStream{&analysis.Token{Term: []byte(w), End: len(w), Position: 1}}
			for _, f := range filters {
				ts = f.Filter(ts)
			}
			if len(ts) == 0 {
				return ""
			}
			return string(ts[0].Term)
		}, nil
	}
}
