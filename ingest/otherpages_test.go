package ingest

import (
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
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/newsdex/newsdex/ingest/internal/htmltext"
)

// An otherPage is a page that go-trafilatura is measured with, most of them German, with
// what was written down of it by hand: pieces of its article, pieces that are not of it,
// and pieces of its comments.
type otherPage struct {
	URL, HTML               string
	Title, Date             string
	Authors                 []string
	With, Without, Comments []string
}

// ofBenchmark matches the names of the pages that are those of pages/ too.
var ofBenchmark = regexp.MustCompile(`^[0-9a-f]{32}\.html$`)

// otherPages reads the pages that come with the module go-trafilatura, without those of
// pages/ and those of their sites.
func otherPages(t testing.TB) []otherPage {
	t.Helper()
	dir := moduleFolder(t, "github.com/markusmobius/go-trafilatura")
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(dir, "scripts/comparison/data.go"), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	known := benchmarkSites(t)
	var pages []otherPage
	ast.Inspect(file, func(n ast.Node) bool {
		entry, ok := n.(*ast.KeyValueExpr)
		if !ok {
			return true
		}
		fields, ok := entry.Value.(*ast.CompositeLit)
		if !ok || fields.Type != nil {
			return true
		}
		p, name := otherPage{URL: literals(entry.Key)[0]}, ""
		for _, e := range fields.Elts {
			field := e.(*ast.KeyValueExpr)
			values := literals(field.Value)
			switch field.Key.(*ast.Ident).Name {
			case "File":
				name = values[0]
			case "Title":
				p.Title = values[0]
			case "Date":
				p.Date = values[0]
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
		if ofBenchmark.MatchString(name) || known[siteOf(p.URL)] {
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
	slices.SortFunc(pages, func(a, b otherPage) int { return strings.Compare(a.URL, b.URL) })
	return pages
}

// moduleFolder returns where the files of a module that we use are.
func moduleFolder(t testing.TB, path string) string {
	t.Helper()
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", path).Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}

// benchmarkSites are the sites of pages/.
func benchmarkSites(t testing.TB) map[string]bool {
	sites := map[string]bool{}
	for _, c := range pageCases(t) {
		sites[siteOf(c.URL)] = true
	}
	return sites
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

// flatText returns all text of a page, its title first, as those who know nothing of
// articles make it: a line for each block, of what is hidden too.
func flatText(doc *html.Node) string {
	var b htmltext.BlockWriter
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		switch n.DataAtom {
		case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Iframe:
			return
		}
		if n.Type == html.TextNode {
			b.Write(n.Data)
		}
		if n.Type == html.ElementNode {
			b.Tag(n.DataAtom)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
		if n.Type == html.ElementNode {
			b.Tag(n.DataAtom)
		}
		if n.DataAtom == atom.Title {
			b.Write("\n")
			b.Tag(atom.Br)
		}
	}
	walk(doc)
	return b.Text()
}
