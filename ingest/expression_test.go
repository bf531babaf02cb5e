package ingest

import (
	"errors"
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// noImports imports nothing: the constants of a file are known without imports.
type noImports struct{}

func (noImports) Import(string) (*types.Package, error) { return nil, errors.New("none") }

// TestExpressions checks that each regular expression of the source is valid, because
// expressions are compiled on first use.
func TestExpressions(t *testing.T) {
	folders := map[string][]string{}
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && filepath.Ext(name) == ".go" && !strings.HasSuffix(name, "_test.go") {
			folders[filepath.Dir(name)] = append(folders[filepath.Dir(name)], name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for folder, names := range folders {
		n += checkExpressions(t, folder, names)
	}
	if n < 30 {
		t.Error("only", n, "expressions were found")
	}
}

// checkExpressions compiles the expressions in the files of a folder and returns their
// number.
func checkExpressions(t *testing.T, folder string, names []string) (n int) {
	var files []*ast.File
	at := token.NewFileSet()
	for _, name := range names {
		f, err := parser.ParseFile(at, name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}}
	c := types.Config{Importer: noImports{}, Error: func(error) {}}
	c.Check(folder, at, files, info) // errors are expected: the imports are missing
	for _, f := range files {
		for x := range ast.Preorder(f) {
			call, ok := x.(*ast.CallExpr)
			if !ok || len(call.Args) != 1 {
				continue
			}
			id, ok := call.Fun.(*ast.Ident)
			if s, is := call.Fun.(*ast.SelectorExpr); is {
				id, ok = s.Sel, true
			}
			if !ok || id.Name != "Expression" && id.Name != "MustMatcher" && id.Name != "mustMatcher" {
				continue
			}
			n++
			value := info.Types[call.Args[0]].Value
			if value == nil || value.Kind() != constant.String {
				t.Errorf("%v: no constant", at.Position(call.Pos()))
			} else if _, err := regexp.Compile(constant.StringVal(value)); err != nil {
				t.Errorf("%v: %v", at.Position(call.Pos()), err)
			}
		}
	}
	return n
}
