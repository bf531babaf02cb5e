package phrase

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/newsdex/newsdex/ingest/internal/match"
	"github.com/newsdex/newsdex/ingest/internal/table"
)

// kinds are the kinds that phrases and patterns may have.
var kinds = []Kind{CommentWidget, ShareBar, Navigation, Related, Newsletter, Promo, Advertisement, ImageCredit, ReporterCredit, Copyright, Notice}

// ReadTables reads the .rules files of a folder. Each error is a [*table.Error] with
// its line. ReadTables joins all errors that it finds, and then returns no tables.
func ReadTables(files fs.FS, dir string) (*Tables, error) {
	names, err := fs.Glob(files, path.Join(dir, "*.rules"))
	if err != nil {
		return nil, err
	}
	slices.SortFunc(names, func(a, b string) int { return strings.Compare(fileOrder(a), fileOrder(b)) })
	r := reader{tables: &Tables{lists: map[string][]string{}}}
	for _, name := range names {
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		r.file, r.line = name, 0
		for line := range strings.Lines(string(data)) {
			r.line++
			r.read(line)
		}
		r.finish()
	}
	r.refer()
	if len(r.errs) > 0 {
		return nil, errors.Join(r.errs...)
	}
	r.tables.index()
	return r.tables, nil
}

// fileOrder is the sort key of a file. Files of one language come before the file of
// all languages, whose patterns are less specific.
func fileOrder(file string) string {
	if path.Base(file) == table.All+".rules" {
		return "~"
	}
	return file
}

// A reader reads the files in order.
type reader struct {
	tables *Tables
	file   string
	line   int

	kind    Kind     // of the current rule
	list    string   // or the name of the current list
	use     string   // use of the following lines
	pattern *Pattern // of the rule, after its first pattern line

	errs []error
}

func (r *reader) fail(line int, problem, remedy string) {
	r.errs = append(r.errs, &table.Error{File: r.file, Line: line, Problem: problem, Remedy: remedy})
}

// read reads one line.
func (r *reader) read(line string) {
	word, value := table.Cut(line)
	if word == "" {
		return
	}
	if value == "" {
		r.fail(r.line, word+" has no value", "write it after the word, or remove the line")
		return
	}
	switch word {
	case "rule":
		r.finish()
		if r.kind = Kind(value); !slices.Contains(kinds, r.kind) {
			r.fail(r.line, fmt.Sprintf("no rule of phrases is named %q", value), "take one of "+kindNames())
		}
	case "list":
		r.finish()
		r.list = value
	case "entry":
		if r.list == "" {
			r.fail(r.line, "entry stands outside a list", "begin one with a line: list NAME")
			return
		}
		r.tables.lists[r.list] = append(r.tables.lists[r.list], value)
		r.tables.entries = append(r.tables.entries, entryRow{r.file, r.list, value, r.line})
	default:
		if r.kind == NoKind {
			r.fail(r.line, word+" stands outside a rule", "begin one with a line: rule NAME")
			return
		}
		r.readRule(word, value)
	}
}

func kindNames() string {
	var names []string
	for _, k := range kinds {
		names = append(names, string(k))
	}
	return strings.Join(names, ", ")
}

// readRule reads a line within a rule.
func (r *reader) readRule(word, value string) {
	switch word {
	case "use":
		if !slices.Contains([]string{UseAlone, UseBeside, UseOpens, UseHeads}, value) {
			r.fail(r.line, fmt.Sprintf("%q is no use of a phrase", value), "take alone, beside, opens or heads")
		}
		r.use = value
		if r.pattern != nil {
			r.pattern.Use = value
		}
	case "equal":
		r.tables.Phrases = append(r.tables.Phrases, Phrase{r.file, r.line, r.kind, r.use, value})
	case "first":
		r.patternOf().First = append(r.patternOf().First, strings.Fields(value)...)
	case "holds":
		r.patternOf().Holds = value
	case "begins":
		r.patternOf().Begins = append(r.patternOf().Begins, table.Unquote(value))
	case "longest":
		n, err := strconv.Atoi(value)
		if err != nil || n < 1 || n > longestPattern {
			r.fail(r.line, fmt.Sprintf("%q is no length of a line", value), fmt.Sprintf("give a number of bytes up to %d", longestPattern))
		}
		r.patternOf().Longest = n
	case "folded":
		r.patternOf().folded = append(r.patternOf().folded, foldedRow{r.line, table.Unquote(value)})
	case "sample":
		r.patternOf().Samples = append(r.patternOf().Samples, value)
	default:
		r.fail(r.line, fmt.Sprintf("%q is not a word of rules", word), "the words are use, equal, folded, first, holds, begins, longest, sample")
	}
}

// longestPattern is the maximum length in bytes of a line that a pattern matches.
const longestPattern = 420

// patternOf returns the pattern of the current rule, making it if necessary.
func (r *reader) patternOf() *Pattern {
	if r.pattern == nil {
		r.pattern = &Pattern{File: r.file, Line: r.line, Kind: r.kind, Use: r.use, Longest: maxMarked}
	}
	return r.pattern
}

// finish ends the current block.
func (r *reader) finish() {
	if p := r.pattern; p != nil {
		switch {
		case len(p.folded) == 0:
			r.fail(p.Line, "the rule has no expression", "give it a line: folded REGEXP")
		case (len(p.First) == 0) == (p.Holds == ""):
			r.fail(p.Line, "the expressions have no first words and no part, or both", "say on which lines they are tried: first WORD WORD, or holds TEXT")
		case p.Use == UseBeside:
			r.fail(p.Line, "a pattern cannot be an ordinary word", "take alone, opens or heads")
		}
		r.tables.Patterns = append(r.tables.Patterns, p)
	}
	r.kind, r.list, r.use, r.pattern = NoKind, "", UseAlone, nil
}

// refer fills in the references of patterns to lists, which may be in any file.
func (r *reader) refer() {
	lists := r.tables.lists
	for _, p := range r.tables.Patterns {
		r.file = p.File
		var first, all []string
		for _, w := range p.First {
			if names := table.References(w); len(names) == 1 && w == "{"+names[0]+"}" {
				first = append(first, lists[names[0]]...)
				continue
			}
			first = append(first, w)
		}
		p.first, p.First = p.First, first
		for _, f := range p.folded {
			expr, err := table.Expand(f.expr, lists)
			if err != nil {
				r.fail(f.line, err.Error(), "begin such a list with a line: list NAME")
			}
			all = append(all, expr)
		}
		expr := strings.Join(all, "|")
		p.Re = match.WordMatcher(func() string { return expr })
	}
}
