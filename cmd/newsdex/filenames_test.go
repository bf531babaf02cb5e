package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// fileName matches the name of a Go file in a comment, with or without folders.
var fileName = regexp.MustCompile(`\b[\w/]+\.go\b`)

// foreign are files of other modules that are named in comments.
var foreign = []string{"segment.go", "nested_cache.go", "data.go", "data-default.go", "data-mediacloud.go", "vellum/decoder_v1.go", "vellum/encoder_v1.go", "bleve/util/keys.go"}

// TestFileNames checks that files named in comments exist.
func TestFileNames(t *testing.T) {
	root := filepath.Join("..", "..")
	var names []string
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && strings.HasPrefix(d.Name(), ".") && d.Name() != ".." {
			return fs.SkipDir
		}
		if filepath.Ext(name) == ".go" {
			names = append(names, filepath.ToSlash(name))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	mentions := 0
	for _, name := range names {
		at := token.NewFileSet()
		f, err := parser.ParseFile(at, name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range f.Comments {
			for _, c := range g.List {
				for _, m := range fileName.FindAllString(c.Text, -1) {
					mentions++
					if slices.Contains(foreign, m) || slices.ContainsFunc(names, func(s string) bool { return strings.HasSuffix(s, "/"+m) }) {
						continue
					}
					t.Errorf("%s: there is no file %s", at.Position(c.Pos()), m)
				}
			}
		}
	}
	if mentions < 50 {
		t.Errorf("only %d names were found", mentions)
	}
}
