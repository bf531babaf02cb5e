package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// reasons are the exported names that are not used outside their package yet, each with
// the reason for its export.
var reasons = map[string]string{
	"index.ErrClosed":     "callers branch on it",
	"index.ErrNoLocks":    "callers branch on it",
	"index.StrangerError": "callers branch on it",
	"ingest.EqualLines":   "makes a rule of one's own, as MatchLines does",
	"query.MaxExpanding":  "a limit that callers may show",
	"query.MaxNesting":    "a limit that callers may show",
	"query.SearchOn":      "searches with another engine than the local one",
}

// A publicFile is a file of a package that other modules can import.
type publicFile struct {
	folder string
	*ast.File
}

// TestSurface checks that every exported name and member of a package that other
// modules can import has a comment, and that every exported name is used outside its
// package, is part of the declaration of another exported name or is named in its
// comment, or has a reason.
func TestSurface(t *testing.T) {
	files, uses := readModule(t)
	exported := map[string]bool{}
	for _, f := range files {
		for _, d := range f.Decls {
			for _, name := range reachable(d) {
				uses[f.folder+"."+name] = true
			}
			for _, u := range undocumented(d) {
				t.Errorf("%s: %s has no comment", f.folder, u)
			}
			for _, name := range exportedBy(d) {
				exported[f.folder+"."+name] = true
			}
		}
	}
	if len(exported) < 200 {
		t.Errorf("only %d exported names were found", len(exported))
	}
	for _, name := range slices.Sorted(maps.Keys(exported)) {
		if reason := reasons[name]; !uses[name] && reason == "" {
			t.Errorf("%s is exported, and nothing outside its package uses it", name)
		} else if uses[name] && reason != "" {
			t.Errorf("%s is used outside its package: it needs no reason", name)
		}
	}
	for name := range reasons {
		if !exported[name] {
			t.Errorf("there is a reason for %s, which is not there", name)
		}
	}
}

// readModule returns the files of the packages that other modules can import, and those
// of their names, as "folder.Name", that other packages use. Tests of other packages
// and external tests count.
func readModule(t *testing.T) (public []publicFile, uses map[string]bool) {
	root := filepath.Join("..", "..")
	uses = map[string]bool{}
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".") && d.Name() != ".." || d.Name() == "testdata") {
			return fs.SkipDir
		}
		if filepath.Ext(name) != ".go" {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, filepath.Dir(name))
		if err != nil {
			return err
		}
		folder := filepath.ToSlash(rel)
		if f.Name.Name != "main" && !strings.HasSuffix(name, "_test.go") && !strings.Contains(folder+"/", "internal/") {
			public = append(public, publicFile{folder, f})
		}
		noteUses(f, uses)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return public, uses
}

// noteUses notes the names of other packages of the module that a file uses.
func noteUses(f *ast.File, uses map[string]bool) {
	folders := map[string]string{}
	for _, i := range f.Imports {
		p, err := strconv.Unquote(i.Path.Value)
		folder, ours := strings.CutPrefix(p, module+"/")
		if err != nil || !ours {
			continue
		}
		name := path.Base(folder)
		if i.Name != nil {
			name = i.Name.Name
		}
		folders[name] = folder
	}
	for n := range ast.Preorder(f) {
		if s, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := s.X.(*ast.Ident); ok && folders[x.Name] != "" {
				uses[folders[x.Name]+"."+s.Sel.Name] = true
			}
		}
	}
}

// exportedBy returns the exported top-level names of a declaration.
func exportedBy(d ast.Decl) (names []string) {
	add := func(id *ast.Ident) {
		if id.IsExported() {
			names = append(names, id.Name)
		}
	}
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Recv == nil {
			add(d.Name)
		}
	case *ast.GenDecl:
		for _, s := range d.Specs {
			switch s := s.(type) {
			case *ast.TypeSpec:
				add(s.Name)
			case *ast.ValueSpec:
				for _, id := range s.Names {
					add(id)
				}
			}
		}
	}
	return names
}

// docLink matches a link to a name in a doc comment.
var docLink = regexp.MustCompile(`\[\*?([A-Z]\w*)(?:\.\w+)?\]`)

// reachable returns the exported names of the same package in the types and comments of
// an exported name's declaration, and the constants of exported types.
func reachable(d ast.Decl) (names []string) {
	declared := exportedBy(d)
	if f, ok := d.(*ast.FuncDecl); ok && f.Recv != nil && f.Name.IsExported() && ast.IsExported(receiver(f)) {
		declared = []string{receiver(f)}
	}
	if len(declared) == 0 {
		return nil
	}
	note := func(n ast.Node) {
		for x := range ast.Preorder(n) {
			switch x := x.(type) {
			case *ast.Comment:
				for _, m := range docLink.FindAllStringSubmatch(x.Text, -1) {
					names = append(names, m[1])
				}
			case *ast.Ident:
				if x.IsExported() && !slices.Contains(declared, x.Name) {
					names = append(names, x.Name)
				}
			}
		}
	}
	switch d := d.(type) {
	case *ast.FuncDecl:
		note(d.Type)
		if d.Doc != nil {
			note(d.Doc)
		}
	case *ast.GenDecl:
		note(d)
		if d.Tok == token.CONST && typeOf(d) != "" && ast.IsExported(typeOf(d)) {
			names = append(names, declared...)
		}
	}
	return names
}

// typeOf returns the type name of the first constants of a declaration, "" if there is
// none.
func typeOf(d *ast.GenDecl) string {
	for _, s := range d.Specs {
		if v, ok := s.(*ast.ValueSpec); ok {
			if id, ok := v.Type.(*ast.Ident); ok {
				return id.Name
			}
		}
	}
	return ""
}

// undocumented returns the exported names of a declaration without a comment.
func undocumented(d ast.Decl) (names []string) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Doc == nil && d.Name.IsExported() && (d.Recv == nil || ast.IsExported(receiver(d))) {
			names = append(names, receiver(d)+"."+d.Name.Name)
		}
	case *ast.GenDecl:
		for _, s := range d.Specs {
			switch s := s.(type) {
			case *ast.TypeSpec:
				if !s.Name.IsExported() {
					continue
				}
				if d.Doc == nil && s.Doc == nil {
					names = append(names, s.Name.Name)
				}
				names = append(names, undocumentedMembers(s)...)
			case *ast.ValueSpec:
				for _, id := range s.Names {
					if id.IsExported() && d.Doc == nil && s.Doc == nil && s.Comment == nil {
						names = append(names, id.Name)
					}
				}
			}
		}
	}
	return names
}

// undocumentedMembers returns the exported members of a type without a comment. A
// comment above several fields counts for all of them.
func undocumentedMembers(s *ast.TypeSpec) (names []string) {
	var list *ast.FieldList
	switch t := s.Type.(type) {
	case *ast.StructType:
		list = t.Fields
	case *ast.InterfaceType:
		list = t.Methods
	default:
		return nil
	}
	for _, f := range list.List {
		for _, id := range f.Names {
			if id.IsExported() && f.Doc == nil && f.Comment == nil {
				names = append(names, s.Name.Name+"."+id.Name)
			}
		}
	}
	return names
}

// receiver returns the name of a method's type, "" for a function.
func receiver(d *ast.FuncDecl) string {
	if d.Recv == nil {
		return ""
	}
	t := d.Recv.List[0].Type
	for {
		switch x := t.(type) {
		case *ast.StarExpr:
			t = x.X
		case *ast.IndexExpr:
			t = x.X
		case *ast.Ident:
			return x.Name
		default:
			return ""
		}
	}
}
