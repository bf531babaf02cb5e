package phrase

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"

	"github.com/newsdex/newsdex/ingest/internal/match"
	"github.com/newsdex/newsdex/ingest/internal/plain"
	"github.com/newsdex/newsdex/ingest/internal/table"
)

// Check returns all errors in the .rules files of a folder, joined, or nil if there are
// none. In addition to the errors of [ReadTables], it reports a file of an unknown
// language, a row that is not in normal form or is a duplicate within its file, an
// expression that matches anything, a first word that no line of the pattern can begin
// with, and a sample that the tables do not remove by its rule.
func Check(files fs.FS, dir string) error {
	t, err := ReadTables(files, dir)
	if err != nil {
		return err
	}
	c := checker{tables: t, seen: map[string]int{}}
	names, err := fs.Glob(files, path.Join(dir, "*.rules"))
	if err != nil {
		return err
	}
	for _, name := range names {
		if err := table.CheckFile(name); err != nil {
			c.errs = append(c.errs, err)
		}
	}
	for _, p := range t.Phrases {
		c.checkPhrase(p)
	}
	for _, p := range t.Patterns {
		c.checkPattern(p)
	}
	for _, e := range t.entries {
		c.checkEntry(e)
	}
	return errors.Join(c.errs...)
}

type checker struct {
	tables *Tables
	seen   map[string]int
	errs   []error
}

func (c *checker) fail(file string, line int, problem, remedy string) {
	c.errs = append(c.errs, &table.Error{File: file, Line: line, Problem: problem, Remedy: remedy})
}

func (c *checker) checkPhrase(p Phrase) {
	folded := string(plain.FoldPhrase(nil, p.Text))
	key := p.File + "\x00" + folded
	if err := table.CheckLine(p.File, p.Line, p.Text); err != nil {
		c.errs = append(c.errs, err)
	}
	switch at := c.seen[key]; {
	case folded == "":
		c.fail(p.File, p.Line, fmt.Sprintf("%q has no letter and no digit", p.Text), "write a phrase")
	case at > 0:
		c.fail(p.File, p.Line, fmt.Sprintf("%q stands on line %d already", p.Text, at), "keep one")
	}
	c.seen[key] = p.Line
}

func (c *checker) checkPattern(p *Pattern) {
	for _, f := range p.folded {
		if err := table.CheckLine(p.File, f.line, f.expr); err != nil {
			c.errs = append(c.errs, err)
		}
		expr, err := table.Expand(f.expr, c.tables.lists)
		if err != nil {
			c.fail(p.File, f.line, err.Error(), "begin such a list with a line: list NAME")
			continue
		}
		re, err := regexp.Compile(expr)
		switch {
		case err != nil:
			c.fail(p.File, f.line, err.Error(), "write it in RE2's syntax, which has no look-ahead and no back-references")
		case re.MatchString(""):
			c.fail(p.File, f.line, "the regular expression matches any text", "make it say what there must be: ^share this")
		}
		key := fmt.Sprint(p.File, "\x00", p.Line, "\x00", f.expr)
		if at := c.seen[key]; at > 0 {
			c.fail(p.File, f.line, fmt.Sprintf("%q stands on line %d already", f.expr, at), "keep one")
		}
		c.seen[key] = f.line
	}
	for _, w := range p.First {
		if string(plain.FoldPhrase(nil, w)) != w {
			c.fail(p.File, p.Line, fmt.Sprintf("the first word %q is not folded", w), fmt.Sprintf("write it as %q", plain.FoldPhrase(nil, w)))
		}
		if !p.Re.MayMatch([]byte(w+" ")) && !p.Re.MatchString(w) {
			c.fail(p.File, p.Line, fmt.Sprintf("no line of the pattern begins with the first word %q", w), "remove it, or write an expression for it")
		}
	}
	for _, f := range p.folded {
		for _, w := range c.firstWords(f.expr) {
			if len(p.First) > 0 && !slices.Contains(p.First, w) {
				c.fail(p.File, f.line, fmt.Sprintf("a line that begins with %q is never tried, for it is no first word", w), "add it to the first words")
			}
		}
	}
	for _, s := range p.Samples {
		if m := c.tables.MarkOf(s, plain.FoldPhrase(nil, s)); m.Kind != p.Kind || !p.finds(s) {
			c.fail(p.File, p.Line, fmt.Sprintf("the sample %q is not taken out by the rule", s), "mend the expressions or the first words")
		}
	}
}

// beginsWithList matches the list that an expression begins with.
var beginsWithList = match.Expression(`^\^\{([a-z-]+)\}(?: |\\b)`)

// firstWord matches the first word of an entry, if it is written out.
var firstWord = match.Expression(`^([\p{L}'-]+)(?: |$)`)

// firstWords returns the words that begin the entries of the list that an expression
// begins with.
func (c *checker) firstWords(expr string) []string {
	m := beginsWithList().FindStringSubmatch(expr)
	if m == nil {
		return nil
	}
	var words []string
	for _, entry := range c.tables.lists[m[1]] {
		if m := firstWord().FindStringSubmatch(entry); m != nil {
			words = append(words, m[1])
		}
	}
	return words
}

func (c *checker) checkEntry(e entryRow) {
	if err := table.CheckLine(e.file, e.line, e.entry); err != nil {
		c.errs = append(c.errs, err)
	}
	if _, err := regexp.Compile(e.entry); err != nil && len(table.References(e.entry)) == 0 {
		c.fail(e.file, e.line, err.Error(), "write it in RE2's syntax, which has no look-ahead and no back-references")
	}
	key := fmt.Sprint(e.file, "\x00", e.list, "\x00", e.entry)
	if at := c.seen[key]; at > 0 {
		c.fail(e.file, e.line, fmt.Sprintf("%s has %q on line %d already", e.list, e.entry, at), "keep one")
	}
	c.seen[key] = e.line
	refers := func(expr string) bool { return slices.Contains(table.References(expr), e.list) }
	if !slices.ContainsFunc(c.tables.Patterns, func(p *Pattern) bool {
		return slices.ContainsFunc(p.folded, func(f foldedRow) bool { return refers(f.expr) }) || slices.ContainsFunc(p.first, refers)
	}) {
		c.fail(e.file, e.line, fmt.Sprintf("no rule refers to the list %q", e.list), "name it in an expression: {"+e.list+"}")
	}
}

// finds reports whether the pattern matches a line.
func (p *Pattern) finds(line string) bool {
	folded := plain.FoldPhrase(nil, line)
	word, _, _ := cutWord(folded)
	return (len(p.First) == 0 || slices.Contains(p.First, string(word))) && p.takes(line) && p.Re.Match(folded)
}
