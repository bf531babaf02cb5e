package analyze

import "sync"

// A row is a language of the table: what it does differently. Everything has a
// useful zero value; what is dear to make is made when first asked for.
type row struct {
	code, name string
	// stemmer returns the stemmer, which takes a word in lower case without
	// apostrophes; nil leaves words whole.
	stemmer func() (func(string) string, error)
	// foldFirst has diacritics folded before stemming: for stemmers that know
	// none.
	foldFirst bool
	// prefixes says that the stemmer takes off what words begin with, too.
	prefixes bool
	// keepsTwo says that it leaves the first two letters of every word as they
	// are, but for a y that becomes an i.
	keepsTwo bool
	// lower is for alphabets that pair letters in their own way.
	lower func(string) string
	// stopLists are stop words, separated by space; # and | start a comment.
	stopLists []string
	// elided are the words that lose their vowel before an apostrophe: l, d.
	elided []string
	// apostrophe is what an apostrophe inside a word means.
	apostrophe apostropheRule
	// colonSuffix has a colon set off a suffix from an acronym: EU:s.
	colonSuffix bool
	// protected are words that the stemmer must not touch; exceptions are
	// stems given by hand.
	protected  string
	exceptions map[string]string
	// acronyms are ordinary words that stand for something else in capitals,
	// with that sense's own term: who is w.h.o.
	acronyms map[string]string
	// decimalComma has the comma before decimals and the point between
	// thousands.
	decimalComma bool
	// magnitudes and currencies are words for numbers and for money, folded.
	magnitudes map[string]int
	currencies map[string]string

	once    sync.Once
	stem    func(string) string
	stops   map[string]bool
	elides  map[string]bool
	keep    map[string]bool
	loadErr error // why there is no stemmer: a mistake of the table, which a test finds

	words, compounds, numbers, amounts *cache
	fronts                             sync.Pool // of *front, for words
}

// An apostropheRule says what an apostrophe inside a word means where nothing
// else decides.
type apostropheRule uint8

const (
	joinApostrophe    apostropheRule = iota // part of a name: O’Brien
	englishApostrophe                       // possessives and contractions
	suffixApostrophe                        // ends a name, a suffix follows: İstanbul’da
)

// load makes the row ready, once.
func (r *row) load() *row {
	r.once.Do(func() {
		slots := wordSlots
		if r.stemmer == nil { // little is saved by remembering
			slots = fewSlots
		}
		r.words, r.compounds = newCache(slots), newCache(fewSlots)
		r.numbers, r.amounts = newCache(fewSlots), newCache(fewSlots)
		r.stops = wordSet(r.stopLists...)
		r.elides = wordSet(r.elided...)
		r.keep = wordSet(r.protected)
		if r.stemmer != nil {
			r.stem, r.loadErr = r.stemmer()
		}
	})
	return r
}
