package ingest

import (
	"errors"
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// noImports imports nothing: what is constant in a file is known without.
type noImports struct{}

func (noImports) Import(string) (*types.Package, error) { return nil, errors.New("none") }

// TestExpressions holds that each regular expression of the source is one, for
// they are compiled when they are wanted.
func TestExpressions(t *testing.T) {
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var files []*ast.File
	at := token.NewFileSet()
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(at, name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}}
	c := types.Config{Importer: noImports{}, Error: func(error) {}}
	c.Check("ingest", at, files, info) // there are errors: the imports
	n := 0
	for _, f := range files {
		for x := range ast.Preorder(f) {
			call, ok := x.(*ast.CallExpr)
			if !ok || len(call.Args) != 1 {
				continue
			}
			if id, ok := call.Fun.(*ast.Ident); !ok || id.Name != "expression" && id.Name != "mustMatcher" {
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
	if n < 100 {
		t.Error("only", n, "expressions were found")
	}
}
