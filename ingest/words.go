package ingest

import (
	"embed"
	"sync"

	"github.com/newsdex/newsdex/ingest/internal/plain"
	"github.com/newsdex/newsdex/ingest/internal/table"
)

// wordFiles hold the words and expressions of the rules, except the phrases of
// internal/phrase: one file for each language. words/all.txt describes all lists.
//
//go:embed words/*.txt
var wordFiles embed.FS

// words are the lists of wordFiles.
var words = table.New(wordFiles, "words")

// foldedSet returns the folded entries of a list as a set.
func foldedSet(entries func() []string) func() map[string]bool {
	return sync.OnceValue(func() map[string]bool { return plain.WordSetOf(entries()...) })
}
