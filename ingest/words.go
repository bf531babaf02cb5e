package ingest

import (
	"embed"
	"sync"

	"github.com/newsdex/newsdex/ingest/internal/plain"
	"github.com/newsdex/newsdex/ingest/internal/table"
)

// wordFiles are the words and expressions that the rules look for, besides the phrases
// of internal/phrase: a file for each language. words/all.txt tells all lists.
//
//go:embed words/*.txt
var wordFiles embed.FS

// words are the lists of wordFiles.
var words = table.New(wordFiles, "words")

// foldedSet returns entries of a list as a set, folded.
func foldedSet(entries func() []string) func() map[string]bool {
	return sync.OnceValue(func() map[string]bool { return plain.WordSetOf(entries()...) })
}
