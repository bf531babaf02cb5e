package main

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/newsdex/newsdex"

// A room is a top-level package of the module, or the command, with the packages inside
// it.
type room struct {
	name string
	// uses lists the rooms whose public packages the room may import.
	uses []string
	// floors are the room's packages, bottom up; "" is the package with the room's
	// name. A package may import packages of lower floors, but none of its own floor
	// and none above.
	floors [][]string
}

// rooms is the plan of the module. A package that is missing here fails the test; a
// planned package that does not exist is allowed.
var rooms = []room{
	{name: "ingest", floors: [][]string{
		{"internal/fixture", "internal/match"},
		{"internal/table"},
		{"internal/plain"},
		{"internal/charset", "internal/date", "internal/found", "internal/htmltext", "internal/jsontext", "internal/mend"},
		{"internal/gold", "internal/markdown", "internal/phrase", "internal/tags"},
		{"internal/score", "internal/page"},
		{"internal/format"},
		{"internal/source"},
		{""},
		{"internal/score/train"},
	}},
	{name: "analyze", floors: [][]string{{""}}},
	{name: "index", uses: []string{"ingest", "analyze"}, floors: [][]string{
		{"internal/bolt", "internal/disk", "internal/rounds", "schema"},
		{"internal/record", "postings/packed"},
		{"internal/segment"},
		{"internal/originals", "postings"},
		{""},
		{"internal/disk/train"},
	}},
	{name: "query", uses: []string{"ingest", "analyze", "index"}, floors: [][]string{
		{"plan", "trec", "internal/heap", "internal/parallel"},
		{"internal/span"},
		{"internal/rank", "internal/show"},
		{""},
		{"render"},
	}},
	{name: "cmd/newsdex", uses: []string{"ingest", "analyze", "index", "query"}, floors: [][]string{
		{"internal/terminal"},
		{"internal/render"},
		{""},
	}},
}

// roomOf returns the room of a package of the module and its floor, or -1 for a package
// that is missing in the room. It returns nil for a package outside all rooms.
func roomOf(name string) (*room, int) {
	for i := range rooms {
		r := &rooms[i]
		inner, ok := strings.CutPrefix(name, r.name)
		if !ok || inner != "" && inner[0] != '/' {
			continue
		}
		return r, slices.IndexFunc(r.floors, func(floor []string) bool {
			return slices.Contains(floor, strings.TrimPrefix(inner, "/"))
		})
	}
	return nil, -1
}

// mayImport reports whether package from may import package to; both are in the module.
func mayImport(from, to string) bool {
	r, floor := roomOf(from)
	other, below := roomOf(to)
	switch {
	case other == nil: // examples
		return false
	case r == nil:
		return other.name != "cmd/newsdex"
	case r == other:
		return below < floor
	}
	return slices.Contains(r.uses, other.name)
}

// owners lists the packages that may import each part of Bleve.
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

// TestImports checks that imports point one way, between the rooms and inside each, and
// that each part of Bleve is imported by one room only.
func TestImports(t *testing.T) {
	for name, imports := range listImports(t) {
		r, floor := roomOf(name)
		if r == nil && !strings.HasPrefix(name, "examples/") || r != nil && floor < 0 {
			t.Errorf("%s is in no room: give it a floor in the table", name)
			continue
		}
		library := r != nil && r.name != "cmd/newsdex"
		for _, path := range imports {
			if local, ok := strings.CutPrefix(path, module+"/"); ok && !mayImport(name, local) {
				t.Errorf("%s imports %s", name, local)
			}
			for _, o := range owners {
				if library && (path == o.path || strings.HasPrefix(path, o.path+"/")) && !slices.Contains(o.owners, r.name) {
					t.Errorf("%s imports %s, which is for %v", name, path, o.owners)
				}
			}
			if library && path == "github.com/blevesearch/bleve/v2" && r.name != "index" {
				t.Errorf("%s imports Bleve itself, which is for index", name)
			}
			if library && (strings.HasPrefix(path, "github.com/spf13/") || path == "log") {
				t.Errorf("%s imports %s: only the command may", name, path)
			}
		}
	}
}

// TestMayImport checks that mayImport reads the table correctly.
func TestMayImport(t *testing.T) {
	for _, c := range []struct {
		from, to string
		want     bool
	}{
		{"index", "ingest", true},
		{"ingest", "index", false},
		{"analyze", "ingest", false},
		{"query/trec", "index", true},
		{"ingest", "ingest/internal/date", true},
		{"ingest/internal/date", "ingest", false},
		{"ingest/internal/score", "ingest/internal/match", true},
		{"ingest/internal/score", "ingest/internal/page", false}, // same floor
		{"query/render", "query", true},
		{"query", "query/render", false},
		{"cmd/newsdex", "query/render", true},
		{"query/render", "cmd/newsdex/internal/terminal", false},
		{"cmd/newsdex/internal/terminal", "cmd/newsdex/internal/render", false},
		{"examples/rule", "ingest", true},
		{"examples/rule", "cmd/newsdex/internal/terminal", false},
		{"ingest", "examples/rule", false},
	} {
		if got := mayImport(c.from, c.to); got != c.want {
			t.Errorf("%s may import %s: %v, want %v", c.from, c.to, got, c.want)
		}
	}
	for name, known := range map[string]bool{"ingest": true, "ingest/internal/date": true, "ingest/internal/new": false, "ingester": false, "cmd/newsdex": true, "cmd/other": false} {
		if _, floor := roomOf(name); floor >= 0 != known {
			t.Errorf("%s is on floor %d", name, floor)
		}
	}
}

// listImports returns the imports of each package of the module outside its tests.
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
