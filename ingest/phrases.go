package ingest

import (
	"embed"
	"path"
	"strings"
	"sync"
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
	useBeside = "beside" // an ordinary word too: goes only in a run of such lines
	useAlone  = "alone"  // means one thing as a whole line
	useOpens  = "opens"  // means one thing, and a comment section begins
	useHeads  = "heads"  // means one thing, and links to other articles may follow
)

// A phrase is one row of the tables.
type phrase struct {
	file string
	kind string
	use  string
	text string
}

// readPhrases returns all rows, in the order of the files.
func readPhrases() []phrase {
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

// longestPhrase returns the length of the longest phrase in phraseMarks.
var longestPhrase = sync.OnceValue(func() int {
	n := 0
	for p := range phraseMarks() {
		n = max(n, len(p))
	}
	return n
})

// phraseMarks returns the marks of the tables by folded phrase. A phrase that
// one language uses as an ordinary word and another does not means one thing.
var phraseMarks = sync.OnceValue(func() map[string]mark {
	marks := map[string]mark{}
	for _, p := range readPhrases() {
		folded := string(foldPhrase(nil, p.text))
		m := mark{kind: kind(p.kind), sure: p.use != useBeside, opens: p.use == useOpens, heads: p.use == useHeads}
		if old, ok := marks[folded]; !ok || m.sure && !old.sure {
			marks[folded] = m
		}
	}
	return marks
})
