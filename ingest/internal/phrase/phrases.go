package phrase

import (
	"embed"
	"fmt"
	"sync"

	"github.com/newsdex/newsdex/ingest/internal/match"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// phraseFiles are what comment systems (wpDiscuz, Disqus, Blogger, Facebook), share
// bars, navigation, sign-ups, notices and the software of blogs write around articles: a
// file for each language. phrases/all.rules tells the form.
//
//go:embed phrases/*.rules
var phraseFiles embed.FS

// The ways in which a phrase may be used.
const (
	UseBeside = "beside" // an ordinary word too: goes only in a run of such lines
	UseAlone  = "alone"  // means one thing as a whole line
	UseOpens  = "opens"  // means one thing, and a comment section begins
	UseHeads  = "heads"  // means one thing, and links to other articles may follow
)

// A Phrase is a whole line that a file has.
type Phrase struct {
	File string // "phrases/tr.rules"
	Line int
	Kind Kind
	Use  string
	Text string
}

// A Pattern finds lines that begin or read alike and name something: an outlet,
// a person, another article.
type Pattern struct {
	File string // "phrases/tr.rules"
	Line int    // of its block
	Kind Kind
	Use  string // UseAlone, UseOpens or UseHeads
	// A line is tried only if its folded first word is one of First, or if First
	// is empty and it contains Holds.
	First   []string
	Holds   string
	Begins  []string // what the line begins with as it is written; none is anything
	Longest int      // bytes that the line may have at most
	Samples []string // lines that the pattern finds
	// Re matches the folded line (see [plain.FoldPhrase]): lower case, without
	// punctuation, numbers as "#".
	Re *match.Matcher

	first  []string // the first words as the file has them
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

// Tables are the phrases and patterns of files, and what finds them fast. They are safe
// for concurrent use.
type Tables struct {
	Phrases []Phrase
	// Patterns are in the order of the files: a line that two match has the kind of
	// the first.
	Patterns []*Pattern

	lists   map[string][]string // entries of lists, which expressions refer to
	entries []entryRow          // the same, with their lines

	marks     map[string]Mark // of the phrases, by folded phrase
	longest   int             // bytes of the longest folded phrase
	heads     map[string]bool // the beginnings of the phrases that are longer
	byWord    map[string][]*Pattern
	byPart    []partPattern
	hasPart   *match.Finder
	partWords *match.Finder
}

// Shipped returns the tables that the program has. They are read when they are first
// wanted, in some milliseconds; a file that cannot be read is a fault of the program.
var Shipped = sync.OnceValue(func() *Tables {
	t, err := ReadTables(phraseFiles, "phrases")
	if err != nil {
		panic(fmt.Sprintf("a data file of the program is broken: %v", err))
	}
	return t
})

// index makes what finds phrases and patterns fast.
func (t *Tables) index() {
	t.marks = make(map[string]Mark, len(t.Phrases))
	t.heads = map[string]bool{}
	t.byWord = map[string][]*Pattern{}
	for _, p := range t.Phrases {
		folded := string(plain.FoldPhrase(nil, p.Text))
		m := Mark{Kind: p.Kind, Sure: p.Use != UseBeside, Opens: p.Use == UseOpens, Heads: p.Use == UseHeads}
		if old, ok := t.marks[folded]; !ok || m.Sure && !old.Sure {
			t.marks[folded] = m // what one language uses as an ordinary word and another does not means one thing
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

// Mark returns what the phrases say of a folded line.
func (t *Tables) Mark(folded string) Mark { return t.marks[folded] }
