package analyze

import (
	"crypto/sha256"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// dataTables are the tables that the analysis depends on, by the names of their
// variables.
var dataTables = map[string]any{
	"alsoLetters": alsoLetters, "bridges": bridges, "commonEndings": commonEndings, "commonWords": commonWords,
	"contractions": contractions, "currencyAdjectives": currencyAdjectives, "currencyCodes": currencyCodes,
	"currencyLinks": currencyLinks, "currencySigns": currencySigns, "dollars": dollars,
	"englishCurrencies": englishCurrencies, "englishExceptions": englishExceptions, "englishMagnitudes": englishMagnitudes,
	"folds": folds, "gluedMagnitudes": gluedMagnitudes, "joins": joins, "percentWords": percentWords,
	"pictographs": pictographs, "prefixes": prefixes, "rupees": rupees, "sameCodes": sameCodes, "tellingLetters": tellingLetters, "rows": rowValues(),
}

// otherVars are the variables that are no tables, or are made from tables.
var otherVars = []string{
	"asciiClasses", "ballots", "byCode", "cacheSeed", "classes", "isUnsure", "isWordByte", "kindNames", "letterCase",
}

// rowValues returns the data of the languages. Their stemmers are functions, whose
// outputs are golden.
func rowValues() []string {
	var all []string
	for _, r := range rows {
		r.load()
		all = append(all, fmt.Sprint(r.code, r.name, r.stemmer != nil, r.foldFirst, r.prefixes, r.keepsTwo, r.lower != nil,
			r.stops, r.elides, r.apostrophe, r.colonSuffix, r.keep, r.exceptions, r.acronyms, r.decimalComma, r.magnitudes, r.currencies))
	}
	return all
}

// TestTablesAreListed checks that each variable of the package is a listed table or
// none.
func TestTablesAreListed(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok || g.Tok != token.VAR {
				continue
			}
			for _, s := range g.Specs {
				for _, name := range s.(*ast.ValueSpec).Names {
					found[name.Name] = true
				}
			}
		}
	}
	for name := range found {
		_, table := dataTables[name]
		if other := slices.Contains(otherVars, name) || strings.HasPrefix(name, "stem"); table == other {
			t.Errorf("%s: list it in dataTables or in otherVars", name)
		}
	}
	for name := range dataTables {
		if !found[name] {
			t.Errorf("there is no table %s any more", name)
		}
	}
}

// TestTablesFingerprint checks that no table changes without [Version].
func TestTablesFingerprint(t *testing.T) {
	file := filepath.Join("..", "testdata", "fingerprint", "analysis-tables.txt")
	h := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(dataTables)) {
		fmt.Fprintf(h, "%s %v\n", name, dataTables[name])
	}
	now := fmt.Sprintf("version %d\n%x\n", Version, h.Sum(nil)[:8])
	old, err := os.ReadFile(file)
	switch {
	case err == nil && string(old) == now:
	case err == nil && strings.HasPrefix(string(old), fmt.Sprintf("version %d\n", Version)):
		t.Fatalf("a table has changed since version %d: raise analyze.Version, then run go test ./analyze -run TestTablesFingerprint -update", Version)
	case err != nil && !os.IsNotExist(err):
		t.Fatal(err)
	case *update:
		if err := os.WriteFile(file, []byte(now), 0o666); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("%s is not of version %d: run go test ./analyze -run TestTablesFingerprint -update", file, Version)
	}
}
