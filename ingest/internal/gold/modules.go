package gold

import (
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// ModuleFolder returns the folder of a module that newsdex depends on. It asks the go
// command, in the working folder.
func ModuleFolder(ctx context.Context, path string) (string, error) {
	out, err := exec.CommandContext(ctx, "go", "list", "-m", "-f", "{{.Dir}}", path).Output()
	dir := strings.TrimSpace(string(out))
	if failed := (*exec.ExitError)(nil); errors.As(err, &failed) {
		err = fmt.Errorf("%w: %s", err, strings.TrimSpace(string(failed.Stderr)))
	}
	switch {
	case ctx.Err() != nil:
		return "", ctx.Err()
	case err != nil:
		return "", fmt.Errorf("ask go list for the folder of %s (run it inside the repository): %w", path, err)
	case dir == "":
		return "", fmt.Errorf("the module %s is not on this machine: run go mod download %[1]s", path)
	}
	return dir, nil
}

// An AnnotatedPage is a page that go-trafilatura is measured with, most of them German,
// with the pieces of text that were written down by hand.
type AnnotatedPage struct {
	URL, HTML   string
	Title, Date string
	Authors     []string
	With        []string // pieces of its article
	Without     []string // pieces that are not of it
	Comments    []string // pieces of its comments
}

// OfBenchmark matches the file names of pages that are in the benchmark too.
var OfBenchmark = regexp.MustCompile(`^[0-9a-f]{32}\.html$`)

// AnnotatedPages returns the pages that come with the module go-trafilatura, by their
// addresses, without those of the benchmark and of the given sites.
func AnnotatedPages(ctx context.Context, without map[string]bool) ([]AnnotatedPage, error) {
	dir, err := ModuleFolder(ctx, "github.com/markusmobius/go-trafilatura")
	if err != nil {
		return nil, err
	}
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(dir, "scripts/comparison/data.go"), nil, 0)
	if err != nil {
		return nil, err
	}
	var pages []AnnotatedPage
	ast.Inspect(file, func(n ast.Node) bool {
		entry, ok := n.(*ast.KeyValueExpr)
		if !ok {
			return true
		}
		fields, ok := entry.Value.(*ast.CompositeLit)
		if !ok || fields.Type != nil {
			return true
		}
		p, name := annotations(entry.Key, fields)
		if OfBenchmark.MatchString(name) || without[SiteOf(p.URL)] {
			return false
		}
		for _, folder := range []string{"comparison", "mock"} {
			if data, err := os.ReadFile(filepath.Join(dir, "test-files", folder, name)); err == nil {
				p.HTML = string(data)
			}
		}
		if p.HTML != "" {
			pages = append(pages, p)
		}
		return false
	})
	slices.SortFunc(pages, func(a, b AnnotatedPage) int { return strings.Compare(a.URL, b.URL) })
	return pages, nil
}

// annotations reads an entry of go-trafilatura's list: the page, and the name of its
// file.
func annotations(key ast.Expr, fields *ast.CompositeLit) (p AnnotatedPage, name string) {
	first := func(list []string) string {
		if len(list) == 0 {
			return ""
		}
		return list[0]
	}
	p.URL = first(literals(key))
	for _, e := range fields.Elts {
		field, ok := e.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		id, _ := field.Key.(*ast.Ident)
		if id == nil {
			continue
		}
		values := literals(field.Value)
		switch id.Name {
		case "File":
			name = first(values)
		case "Title":
			p.Title = first(values)
		case "Date":
			p.Date = first(values)
		case "Authors":
			p.Authors = values
		case "With":
			p.With = values
		case "Without":
			p.Without = values
		case "Comments":
			p.Comments = values
		}
	}
	return p, name
}

// literals returns the strings of an expression that is one or a list of them.
func literals(e ast.Expr) []string {
	switch e := e.(type) {
	case *ast.BasicLit:
		s, err := strconv.Unquote(e.Value)
		if err != nil {
			return []string{e.Value}
		}
		return []string{s}
	case *ast.CompositeLit:
		var out []string
		for _, x := range e.Elts {
			out = append(out, literals(x)...)
		}
		return out
	}
	return nil
}
