package plain

import (
	"embed"
	"strings"
	"sync"

	"github.com/newsdex/newsdex/ingest/internal/table"
)

// wordFiles are words that sentences and languages are told by: a file for each language.
// words/all.txt tells all lists.
//
//go:embed words/*.txt
var wordFiles embed.FS

// words are the lists of wordFiles.
var words = table.New(wordFiles, "words")

var (
	// clauseWords are words that begin a clause which a title can do without.
	clauseWords = words.WordSet("clause")
	// abbreviations end in a full stop that ends no sentence.
	abbreviations = words.WordSet("abbreviation")
	// authorBys stand before a list of authors, authorAnds between two of them.
	authorBys  = words.Quoted("author-by")
	authorAnds = words.Quoted("author-and")
	// languageRows are the English names of languages that sources write in the place of
	// a code, as GDELT does, each with the code.
	languageRows = words.Phrases("language-name")
)

// languageNames are the codes of languages by name.
var languageNames = sync.OnceValue(func() map[string]string {
	codes := map[string]string{}
	for _, row := range languageRows() {
		name, code, _ := strings.Cut(row, " ")
		codes[name] = code
	}
	return codes
})
