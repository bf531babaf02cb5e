package page

import (
	"embed"

	"github.com/newsdex/newsdex/ingest/internal/table"
)

// wordFiles are the names that sites give to the elements of a page, and the words of
// bylines: a file for each language. words/all.txt describes all lists.
//
//go:embed words/*.txt
var wordFiles embed.FS

// words holds the lists of wordFiles.
var words = table.New(wordFiles, "words")
