// Package table reads the data files of the packages around it: lists of words, phrases
// and expressions by language. A speaker of the language can mend them without Go.
//
// A folder has a file for each language, named by its code (ISO 639-1: de.txt). The
// file all.txt has the entries of no language or of several. Each line has the name of
// a list and an entry of it, in the syntax of rule files:
//
//	# Words before the name of an author.
//	by   Von
//	by   Text von
//	january   januar jänner jan
//
// Empty lines and lines that begin with "#" are comments. The list determines how an
// entry is read. A list of words has several words on a line. A list of phrases has one
// phrase on a line. A list of expressions has one alternative of a regular expression
// (RE2) on a line. In an expression, {by} stands for any entry of the list "by", whose
// entries are then expressions too.
//
// The variables that hold lists declare them:
//
//	//go:embed words/*.txt
//	var files embed.FS
//
//	var words = table.New(files, "words")
//
//	var byline = words.Matcher("byline")
//
// Files are read on first use. If a file cannot be read then, it is a fault of the
// program and panics. [Table.Check] finds all such faults; the tests of each package
// call it.
package table

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/newsdex/newsdex/ingest/internal/match"
)

// All is the name of the file with the entries of no language or of several, and the
// language of its rows.
const All = "all"

// A Row is one line of a data file.
type Row struct {
	File  string // "words/de.txt"
	Line  int    // from 1
	Lang  string // name of the file without its extension: "de", or All
	List  string // the first word of the line
	Entry string // the rest of the line
}

// A Table holds the data files of one folder. Its methods are safe for concurrent use
// after all lists have been declared.
type Table struct {
	files fs.FS
	dir   string
	forms map[string]form // by list, as declared by the program
	read  func() ([]Row, error)
	lists func() map[string][]string // entries by list
}

// A form determines how the entries of a list are read.
type form int

const (
	wordsForm      form = iota // several words on a line
	phrasesForm                // one phrase on a line
	expressionForm             // one alternative of a regular expression on a line
	positionForm               // the same, for matches with their positions
)

// New returns the table of the .txt files in a folder. It reads nothing.
func New(files fs.FS, dir string) *Table {
	t := &Table{files: files, dir: dir, forms: map[string]form{}}
	t.read = sync.OnceValues(func() ([]Row, error) { return ReadRows(files, dir) })
	t.lists = sync.OnceValue(func() map[string][]string {
		rows, err := t.read()
		if err != nil {
			panic(fmt.Sprintf("a data file of the program is broken: %v", err))
		}
		lists := map[string][]string{}
		for _, r := range rows {
			lists[r.List] = append(lists[r.List], t.entries(r)...)
		}
		return lists
	})
	return t
}

// Cut splits a line of a data file or of a rule file into its first word and the value
// after it. Both are empty for an empty line and for a comment.
func Cut(line string) (word, value string) {
	line = strings.TrimSpace(line)
	if line == "" || line[0] == '#' {
		return "", ""
	}
	if i := strings.IndexAny(line, " \t"); i >= 0 {
		return line[:i], strings.TrimSpace(line[i:])
	}
	return line, ""
}

// ReadRows returns the rows of the .txt files in a folder, in the order of the file
// names. The file of [All] comes first.
func ReadRows(files fs.FS, dir string) ([]Row, error) {
	names, err := fs.Glob(files, path.Join(dir, "*.txt"))
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, &Error{File: dir, Problem: "holds no data file", Remedy: "put one there: " + All + ".txt"}
	}
	var rows []Row
	for _, name := range names {
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		lang, n := langOf(name), 0
		for line := range strings.Lines(string(data)) {
			n++
			word, value := Cut(line)
			if word == "" {
				continue
			}
			if value == "" {
				return nil, &Error{File: name, Line: n, Problem: word + " has no value", Remedy: "write it after the word, or remove the line"}
			}
			rows = append(rows, Row{name, n, lang, word, value})
		}
	}
	return rows, nil
}

func langOf(file string) string { return strings.TrimSuffix(path.Base(file), path.Ext(file)) }

// entries returns the entries of a row.
func (t *Table) entries(r Row) []string {
	if f, ok := t.forms[r.List]; ok && f == wordsForm {
		return strings.Fields(r.Entry)
	}
	return []string{r.Entry}
}

// Rows returns all rows, in the order of [ReadRows].
func (t *Table) Rows() ([]Row, error) { return t.read() }

// Words declares a list of words and returns its words.
func (t *Table) Words(list string) func() []string {
	t.forms[list] = wordsForm
	return sync.OnceValue(func() []string { return t.lists()[list] })
}

// WordSet declares a list of words and returns it as a set.
func (t *Table) WordSet(list string) func() map[string]bool {
	entries := t.Words(list)
	return sync.OnceValue(func() map[string]bool {
		set := map[string]bool{}
		for _, entry := range entries() {
			set[entry] = true
		}
		return set
	})
}

// Phrases declares a list of phrases and returns it in the order of the files.
func (t *Table) Phrases(list string) func() []string {
	t.forms[list] = phrasesForm
	return sync.OnceValue(func() []string { return t.lists()[list] })
}

// Quoted declares a list of phrases and returns it in the order of the files, without
// the quotes. In the file, a phrase that begins or ends in a space is quoted.
func (t *Table) Quoted(list string) func() []string {
	t.forms[list] = phrasesForm
	return sync.OnceValue(func() []string {
		var plain []string
		for _, e := range t.lists()[list] {
			plain = append(plain, Unquote(e))
		}
		return plain
	})
}

// Finder is like Quoted but returns a finder of the phrases.
func (t *Table) Finder(list string) func() *match.Finder {
	entries := t.Quoted(list)
	return sync.OnceValue(func() *match.Finder { return match.NewFinder(entries()...) })
}

// Unquote removes double quotes around a value. They preserve the spaces at its ends.
func Unquote(s string) string {
	if len(s) > 2 && s[0] == '"' && s[len(s)-1] == '"' {
		return s[1 : len(s)-1]
	}
	return s
}

// Matcher declares a list of expressions and returns a matcher of their alternation, to
// which words are those of all scripts.
func (t *Table) Matcher(list string) *match.Matcher {
	t.forms[list] = expressionForm
	return match.WordMatcher(func() string { return t.source(list) })
}

// Locator is like Matcher, but its matcher also returns positions and groups. Therefore \b
// and \B know the letters of ASCII only, and must not stand beside others.
func (t *Table) Locator(list string) *match.Matcher {
	t.forms[list] = positionForm
	return match.LazyMatcher(func() string { return t.source(list) })
}

// Matchers is like Matcher, but returns a matcher for each expression.
func (t *Table) Matchers(list string) func() []*match.Matcher {
	t.forms[list] = expressionForm
	return sync.OnceValue(func() []*match.Matcher {
		var all []*match.Matcher
		for _, e := range t.lists()[list] {
			all = append(all, match.WordMatcher(func() string { return t.mustExpand(e) }))
		}
		return all
	})
}

// Expression declares a list of expressions and returns their alternation as a regular
// expression, for callers that always need positions and groups. Of \b it holds what is
// said of Locator.
func (t *Table) Expression(list string) func() *regexp.Regexp {
	t.forms[list] = positionForm
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(t.source(list)) })
}

// source returns the alternation of the expressions of a list.
func (t *Table) source(list string) string {
	var all []string
	for _, e := range t.lists()[list] {
		all = append(all, t.mustExpand(e))
	}
	return strings.Join(all, "|")
}

func (t *Table) mustExpand(expr string) string {
	expanded, err := Expand(expr, t.lists())
	if err != nil {
		panic(fmt.Sprintf("a data file of the program is broken: %v", err))
	}
	return expanded
}

// reference matches {name} in an expression. It also matches RE2's own \p{Lu} and
// \x{a0}, which callers distinguish by the backslash.
var reference = match.Expression(`(?:\\[pPx])?\{[a-z][a-z-]+\}`)

// Expand returns an expression with each {name} replaced by (?:a|b|c), where a, b and c
// are the entries of the list.
func Expand(expr string, lists map[string][]string) (string, error) {
	return expand(expr, lists, nil)
}

func expand(expr string, lists map[string][]string, within []string) (string, error) {
	if !strings.Contains(expr, "{") {
		return expr, nil
	}
	var err error
	expanded := reference().ReplaceAllStringFunc(expr, func(ref string) string {
		if ref[0] == '\\' {
			return ref
		}
		name := ref[1 : len(ref)-1]
		if len(lists[name]) == 0 {
			err = fmt.Errorf("{%s} is no list", name)
			return ref
		}
		if slices.Contains(within, name) {
			err = fmt.Errorf("{%s} stands within itself", name)
			return ref
		}
		var all []string
		for _, e := range lists[name] {
			inner, innerErr := expand(e, lists, append(within, name))
			if innerErr != nil {
				err = innerErr
			}
			all = append(all, inner)
		}
		return "(?:" + strings.Join(all, "|") + ")"
	})
	return expanded, err
}

// References returns the names of the lists that an expression refers to.
func References(expr string) []string {
	var names []string
	for _, ref := range reference().FindAllString(expr, -1) {
		if ref[0] != '\\' {
			names = append(names, ref[1:len(ref)-1])
		}
	}
	return names
}
