package table

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"

	"github.com/newsdex/newsdex/ingest/internal/match"
)

// An Error describes a fault in a line of a data file and its remedy.
type Error struct {
	File    string
	Line    int    // from 1; 0 for the whole file
	Problem string // "has no value"
	Remedy  string
}

// Error returns file, line, problem and remedy in one line.
func (e *Error) Error() string {
	at := e.File
	if e.Line > 0 {
		at = fmt.Sprintf("%s:%d", e.File, e.Line)
	}
	return at + ": " + e.Problem + "; " + e.Remedy
}

// CheckLine returns the error in the text of a line, or nil if there is none. A line
// must be in Unicode's normal form C and have single spaces.
func CheckLine(file string, line int, text string) error {
	switch {
	case !norm.NFC.IsNormalString(text):
		return &Error{file, line, "is not in normal form C", "write accents as one character with their letter"}
	case strings.Contains(text, "  ") || strings.ContainsAny(text, "\t\u00a0"):
		return &Error{file, line, "has a tab or two spaces in its value", "write one space"}
	}
	return nil
}

// CheckFile returns the error in the name of a file, or nil if the name is that of a
// known language or All.
func CheckFile(file string) error {
	lang := langOf(file)
	if base, err := language.ParseBase(lang); lang == All || err == nil && base.String() == lang {
		return nil
	}
	return &Error{File: file, Problem: "is of no known language", Remedy: "name it by the code of one, such as tr, or " + All}
}

// Check returns all errors in the data files, joined, or nil if there are none. Each
// row must belong to a known list, be in normal form, be no duplicate, and be a valid
// expression if the list has expressions, with \b only where it means the end of a word. Each list that the program declares must have
// an entry.
func (t *Table) Check() error {
	rows, err := ReadRows(t.files, t.dir)
	if err != nil {
		return err
	}
	var errs []error
	fail := func(r Row, problem, remedy string) {
		errs = append(errs, &Error{r.File, r.Line, problem, remedy})
	}
	known, lists := t.known(rows)
	seen := map[string]int{}
	has := map[string]bool{}
	for _, r := range rows {
		has[r.List] = true
		if err := CheckLine(r.File, r.Line, r.Entry); err != nil {
			errs = append(errs, err)
		}
		f, ok := known[r.List]
		if !ok {
			fail(r, fmt.Sprintf("no list is named %q", r.List), "the lists are "+strings.Join(slices.Sorted(maps.Keys(known)), ", "))
			continue
		}
		for _, entry := range t.entries(r) {
			key := r.File + "\x00" + r.List + "\x00" + entry
			if at := seen[key]; at > 0 {
				fail(r, fmt.Sprintf("%s has %q on line %d already", r.List, entry, at), "keep one")
			}
			seen[key] = r.Line
		}
		if f != expressionForm && f != positionForm {
			continue
		}
		expr, err := Expand(r.Entry, lists)
		if err == nil {
			_, err = regexp.Compile(expr)
		}
		switch {
		case err != nil:
			fail(r, err.Error(), `write it in RE2's syntax, with "\" before a sign that is meant itself`)
		case f == positionForm && match.BoundsNonASCII(expr):
			fail(r, `has \b beside a letter that is not ASCII, where it does not mean the end of a word`, `write the sign that may follow: ( |$)`)
		}
	}
	for list := range t.forms {
		if !has[list] {
			errs = append(errs, &Error{File: t.dir, Problem: "no file has the list " + list, Remedy: "write a line: " + list + " ENTRY"})
		}
	}
	names, _ := fs.Glob(t.files, t.dir+"/*.txt")
	for _, name := range names {
		if err := CheckFile(name); err != nil {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// known returns the lists that the program declares or that an expression refers to,
// and the entries of all lists.
func (t *Table) known(rows []Row) (map[string]form, map[string][]string) {
	known, lists := maps.Clone(t.forms), map[string][]string{}
	for _, r := range rows {
		lists[r.List] = append(lists[r.List], t.entries(r)...)
	}
	for changed := true; changed; { // lists may refer to lists
		changed = false
		for _, r := range rows {
			if f, ok := known[r.List]; !ok || f != expressionForm && f != positionForm {
				continue
			}
			for _, name := range References(r.Entry) {
				if _, ok := known[name]; !ok && len(lists[name]) > 0 {
					known[name], changed = expressionForm, true
				}
			}
		}
	}
	return known, lists
}
