package index

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
)

// unplain are the functions of package os that follow links, wait for pipes, or remove
// what newsdex did not make. Package disk has others in their place.
var unplain = []string{"Open", "OpenFile", "ReadFile", "Create", "WriteFile", "Remove", "RemoveAll", "Truncate", "Rename", "Link"}

// unplainUses are the uses of such functions that are left, by file.
var unplainUses = map[string][]string{
	"build.go":      {"RemoveAll"}, // the folder that the failed run has made
	"checkpoint.go": {"ReadFile"},  // a manifest of a generation that [lock] has checked
}

// TestPlainFiles checks that package index, and the packages below it, open, write and
// remove files by the functions of package disk, except for the uses in a list, all of
// which are there.
func TestPlainFiles(t *testing.T) {
	got := map[string][]string{}
	for _, dir := range []string{".", "internal/originals", "internal/segment", "internal/record", "postings"} {
		entries, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
				continue
			}
			f, err := parser.ParseFile(token.NewFileSet(), dir+"/"+e.Name(), nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(f, func(n ast.Node) bool {
				if s, ok := n.(*ast.SelectorExpr); ok {
					if x, ok := s.X.(*ast.Ident); ok && x.Name == "os" && slices.Contains(unplain, s.Sel.Name) {
						got[e.Name()] = append(got[e.Name()], s.Sel.Name)
					}
				}
				return true
			})
		}
	}
	if !maps.EqualFunc(got, unplainUses, slices.Equal[[]string]) {
		t.Errorf("functions of package os are used in %v, want %v", got, unplainUses)
	}
}
