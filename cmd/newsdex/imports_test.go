package main

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/newsdex/newsdex"

// arrows says which packages of the module each one may import. A package that is not
// among them may import what the one above it may, and no other.
var arrows = map[string][]string{
	"ingest":  nil,
	"analyze": nil,
	"index":   {"ingest", "analyze"},
	"query": {
		"ingest", "analyze", "index",
		"query/plan", "query/internal/rank", "query/internal/show", "query/internal/heap", "query/internal/parallel",
	},
	"query/plan":              nil,
	"query/trec":              nil,
	"query/internal/heap":     nil,
	"query/internal/parallel": nil,
	"query/internal/span":     {"index", "query/plan"},
	"query/internal/rank":     {"index", "query/plan", "query/internal/span", "query/internal/heap", "query/internal/parallel"},
	"query/internal/show":     {"ingest", "analyze", "index", "query/plan", "query/internal/span", "query/internal/heap"},
}

// arrowsOf returns what a package may import, false if it is none of a library.
func arrowsOf(name string) ([]string, bool) {
	for ; name != "."; name = path.Dir(name) {
		if allowed, ok := arrows[name]; ok {
			return allowed, true
		}
	}
	return nil, false
}

// owners says which packages may import a part of Bleve.
var owners = []struct {
	path   string
	owners []string
}{
	{"github.com/blevesearch/bleve/v2/analysis", []string{"analyze"}},
	{"github.com/blevesearch/bleve/v2/registry", []string{"analyze"}},
	{"github.com/blevesearch/bleve/v2/search", []string{"index", "query"}},
	{"github.com/blevesearch", []string{"analyze", "index", "query"}},
	{"github.com/blevesearch/bleve/v2/mapping", []string{"index"}},
	{"github.com/blevesearch/bleve/v2/index", []string{"index"}},
}

// TestImports holds that imports point one way, and that each part of Bleve is
// the business of one package.
func TestImports(t *testing.T) {
	for name, imports := range listImports(t) {
		top, _, _ := strings.Cut(name, "/")
		allowed, library := arrowsOf(name)
		for _, imported := range imports {
			if local, ok := strings.CutPrefix(imported, module+"/"); ok && library && !slices.Contains(allowed, local) {
				t.Errorf("%s imports %s", name, local)
			}
			for _, o := range owners {
				if library && (imported == o.path || strings.HasPrefix(imported, o.path+"/")) && !slices.Contains(o.owners, top) {
					t.Errorf("%s imports %s, which is for %v", name, imported, o.owners)
				}
			}
			if library && imported == "github.com/blevesearch/bleve/v2" && top != "index" {
				t.Errorf("%s imports Bleve itself, which is for index", name)
			}
			if library && (strings.HasPrefix(imported, "github.com/spf13/") || imported == "log") {
				t.Errorf("%s imports %s: only the command may", name, imported)
			}
		}
	}
}

// listImports returns what each package of the module imports outside its tests.
func listImports(t *testing.T) map[string][]string {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", module+"/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	packages := make(map[string][]string)
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p struct {
			ImportPath string
			Imports    []string
		}
		err := dec.Decode(&p)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		packages[strings.TrimPrefix(p.ImportPath, module+"/")] = p.Imports
	}
	for _, name := range []string{"ingest", "analyze", "index", "query", "cmd/newsdex"} {
		if packages[name] == nil {
			t.Errorf("go list does not know %s", name)
		}
	}
	return packages
}
