package phrase

import (
	"embed"
	"fmt"
	"sync"

	"github.com/newsdex/newsdex/ingest/internal/match"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// phraseFiles have the lines that are put around articles by comment systems (wpDiscuz,
// Disqus, Blogger, Facebook), share bars, navigation, sign-ups, notices and blog
// software: a file for each language. phrases/all.rules documents the format.
//
//go:embed phrases/*.rules
var phraseFiles embed.FS

// The uses of a phrase.
const (
	UseBeside = "beside" // also an ordinary word; removed only in a run of marked lines
	UseAlone  = "alone"  // unambiguous as a whole line
	UseOpens  = "opens"  // unambiguous, and a comment section begins
	UseHeads  = "heads"  // unambiguous, and links to other articles may follow
)

// A Phrase is a whole line in a file.
type Phrase struct {
	File string // "phrases/tr.rules"
	Line int
	Kind Kind
	Use  string
	Text string
}

// A Pattern matches lines with the same beginning or wording and a variable name: an
// outlet, a person, another article.
type Pattern struct {
	File string // "phrases/tr.rules"
	Line int    // first line of its block
	Kind Kind
	Use  string // UseAlone, UseOpens or UseHeads
	// First has folded words. A line is tried only if its first word is one of them,
	// or, if First is empty, if the line contains Holds.
	First   []string
	Holds   string
	Begins  []string // unfolded beginnings of the line; any beginning if empty
	Longest int      // maximum length of the line in bytes
	Samples []string // lines that the pattern matches
	// Re matches the folded line (see [plain.FoldPhrase]), which is in lower case,
	// without punctuation, with numbers as "#".
	Re *match.Matcher

	first  []string // the first words as written in the file
	folded []foldedRow
}

// A foldedRow is one expression of a pattern.
type foldedRow struct {
	line int
	expr string // with its references to lists
}

// An entryRow is one entry of a list.
type entryRow struct {
	file, list, entry string
	line              int
}

// Tables hold the phrases and patterns of files, with indexes for fast look-up. They
// are safe for concurrent use.
type Tables struct {
	Phrases []Phrase
	// Patterns are in the order of the files. A line that two patterns match has the
	// kind of the first.
	Patterns []*Pattern

	lists   map[string][]string // entries of the lists that expressions refer to
	entries []entryRow          // the same entries with their lines

	marks     map[string]Mark // marks of the phrases, by folded phrase
	longest   int             // length of the longest folded phrase in bytes
	heads     map[string]bool // beginnings of the longer phrases
	byWord    map[string][]*Pattern
	byPart    []partPattern
	hasPart   *match.Finder
	partWords *match.Finder
}

// Shipped returns the tables of the program. They are read on first use, in some
// milliseconds. A file that cannot be read is a fault of the program and panics.
var Shipped = sync.OnceValue(func() *Tables {
	t, err := ReadTables(phraseFiles, "phrases")
	if err != nil {
		panic(fmt.Sprintf("a data file of the program is broken: %v", err))
	}
	return t
})

// index builds the indexes of phrases and patterns.
func (t *Tables) index() {
	t.marks = make(map[string]Mark, len(t.Phrases))
	t.heads = map[string]bool{}
	t.byWord = map[string][]*Pattern{}
	for _, p := range t.Phrases {
		folded := string(plain.FoldPhrase(nil, p.Text))
		m := Mark{Kind: p.Kind, Sure: p.Use != UseBeside, Opens: p.Use == UseOpens, Heads: p.Use == UseHeads}
		if old, ok := t.marks[folded]; !ok || m.Sure && !old.Sure {
			t.marks[folded] = m // a phrase that is sure in one language is sure, even if ordinary in another
		}
		t.longest = max(t.longest, len(folded))
		if len(folded) >= phraseHead {
			t.heads[folded[:phraseHead]] = true
		}
	}
	var parts []string
	for _, p := range t.Patterns {
		for _, w := range p.First {
			t.byWord[w] = append(t.byWord[w], p)
		}
		if len(p.First) == 0 {
			t.byPart = append(t.byPart, partPattern{p, []byte(p.Holds)})
			parts = append(parts, p.Holds)
		}
	}
	if len(parts) > 0 {
		t.hasPart = match.NewFinder(parts...)
		t.partWords = match.NewFinder(longestWords(parts)...)
	}
}

// Mark returns the mark of a folded line by the phrases alone.
func (t *Tables) Mark(folded string) Mark { return t.marks[folded] }
