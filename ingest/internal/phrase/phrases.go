package phrase

import (
	"embed"
	"path"
	"strings"
	"sync"

	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// phraseFiles are the tables of what comment systems (wpDiscuz, Disqus, Blogger,
// Facebook), share bars, navigation, sign-ups and notices write on their buttons
// and headings: a file for each language. A file has a phrase on each line,
// under headings that say what the phrases below them are and how they may be
// used:
//
//	[comments opens]
//	# comments
//
// The kind is the name of the rule that takes such lines out. Whole lines are
// compared, folded: case, punctuation and numbers ("#") do not matter. Lines that
// begin with "//" are remarks. All tables apply to all articles, for sites speak
// other languages than their articles.
//
//go:embed phrases/*.txt
var phraseFiles embed.FS

// The ways in which a phrase may be used.
const (
	UseBeside = "beside" // an ordinary word too: goes only in a run of such lines
	UseAlone  = "alone"  // means one thing as a whole line
	UseOpens  = "opens"  // means one thing, and a comment section begins
	UseHeads  = "heads"  // means one thing, and links to other articles may follow
)

// A phrase is one row of the tables.
type phrase struct {
	File string
	Kind string
	Use  string
	Text string
}

// ReadPhrases returns all rows, in the order of the files.
func ReadPhrases() []phrase {
	entries, err := phraseFiles.ReadDir("phrases")
	if err != nil {
		return nil // embedded: a test holds that it is there
	}
	var rows []phrase
	for _, e := range entries {
		data, err := phraseFiles.ReadFile(path.Join("phrases", e.Name()))
		if err != nil {
			return nil
		}
		kind, use := "", ""
		for line := range strings.Lines(string(data)) {
			line = strings.TrimSpace(line)
			switch {
			case line == "" || strings.HasPrefix(line, "//"):
			case line[0] == '[':
				kind, use, _ = strings.Cut(strings.Trim(line, "[]"), " ")
			default:
				rows = append(rows, phrase{e.Name(), kind, use, line})
			}
		}
	}
	return rows
}

// longestPhrase returns the length of the longest phrase in PhraseMarks.
var longestPhrase = sync.OnceValue(func() int {
	n := 0
	for p := range PhraseMarks() {
		n = max(n, len(p))
	}
	return n
})

// PhraseMarks returns the marks of the tables by folded phrase. A phrase that
// one language uses as an ordinary word and another does not means one thing.
var PhraseMarks = sync.OnceValue(func() map[string]Mark {
	marks := map[string]Mark{}
	for _, p := range ReadPhrases() {
		folded := string(plain.FoldPhrase(nil, p.Text))
		m := Mark{Kind: Kind(p.Kind), Sure: p.Use != UseBeside, Opens: p.Use == UseOpens, Heads: p.Use == UseHeads}
		if old, ok := marks[folded]; !ok || m.Sure && !old.Sure {
			marks[folded] = m
		}
	}
	return marks
})
