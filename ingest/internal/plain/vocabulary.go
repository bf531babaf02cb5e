package plain

import (
	"embed"
	"strings"
	"sync"

	"github.com/newsdex/newsdex/ingest/internal/table"
)

// wordFiles has the words that identify sentences and languages: a file for each
// language. words/all.txt describes all lists.
//
//go:embed words/*.txt
var wordFiles embed.FS

// words are the lists of wordFiles.
var words = table.New(wordFiles, "words")

var (
	// clauseWords begin a clause that a title can omit.
	clauseWords = words.WordSet("clause")
	// abbreviations are words whose full stop ends no sentence.
	abbreviations = words.WordSet("abbreviation")
	// authorBys precede a list of authors. authorAnds separate two authors.
	authorBys  = words.Quoted("author-by")
	authorAnds = words.Quoted("author-and")
	// languageRows are English names of languages with their codes. Some sources, such
	// as GDELT, write names in place of codes.
	languageRows = words.Phrases("language-name")
)

// languageNames maps names of languages to their codes.
var languageNames = sync.OnceValue(func() map[string]string {
	codes := map[string]string{}
	for _, row := range languageRows() {
		name, code, _ := strings.Cut(row, " ")
		codes[name] = code
	}
	return codes
})
