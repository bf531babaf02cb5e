package analyze

import "sync"

// A row is a language of the table, with all that is specific to it. Every field has a
// useful zero value. Expensive fields are computed on first use.
type row struct {
	code, name string
	// stemmer returns the stemmer, a function of a word in lower case without
	// apostrophes. If stemmer is nil, words are not stemmed.
	stemmer func() (func(string) string, error)
	// foldFirst folds diacritics before stemming, for stemmers that do not handle them.
	foldFirst bool
	// prefixes means that the stemmer also removes prefixes.
	prefixes bool
	// keepsTwo means that the stemmer preserves the first two letters of every word,
	// except that it may turn a y into an i.
	keepsTwo bool
	// lower maps to lower case in alphabets with their own pairs of letters.
	lower func(string) string
	// stopLists are lists of stop words, separated by spaces; # and | start a comment.
	stopLists []string
	// elided are the words that lose their vowel before an apostrophe, such as l and d.
	elided []string
	// apostrophe is the meaning of an apostrophe inside a word.
	apostrophe apostropheRule
	// colonSuffix means that a colon separates a suffix from an acronym: EU:s.
	colonSuffix bool
	// protected are words that are not stemmed. exceptions are stems that override the
	// stemmer.
	protected  string
	exceptions map[string]string
	// acronyms are words with another meaning in capitals, each with the term of that
	// meaning: who is w.h.o.
	acronyms map[string]string
	// decimalComma means a comma before decimals and a point between thousands.
	decimalComma bool
	// magnitudes and currencies are folded words for powers of ten and for money.
	magnitudes map[string]int
	currencies map[string]string

	once    sync.Once
	stem    func(string) string
	stops   map[string]bool
	elides  map[string]bool
	keep    map[string]bool
	loadErr error // why there is no stemmer; a fault of the table that a test finds

	words, compounds, numbers, amounts *cache
	fronts                             sync.Pool // of *front, for words
}

// An apostropheRule is the meaning of an apostrophe inside a word, if no other rule
// decides.
type apostropheRule uint8

const (
	joinApostrophe    apostropheRule = iota // part of a name: O’Brien
	englishApostrophe                       // possessives and contractions
	suffixApostrophe                        // separates a suffix from a name: İstanbul’da
)

// load prepares the row on the first call and returns it.
func (r *row) load() *row {
	r.once.Do(func() {
		slots := wordSlots
		if r.stemmer == nil { // caching saves little
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
