package query

import (
	"context"
	"errors"
	"flag"
	"iter"
	"os"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/newsdex/newsdex/analyze"
	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/query/plan"
)

var update = flag.Bool("update", false, "rewrite the expected plans in testdata")

// A wordList is a dictionary of a few words without an index.
type wordList struct {
	languages []string
	words     map[string][]string // by language
	terms     map[string][]string // by the name of a field that filters
}

var words = wordList{
	languages: []string{"en", "de"},
	words: map[string][]string{
		"en": {"negotiations", "negotiating", "negate", "zuckerberg", "board"},
		"de": {"negotiation", "zuckerbergs", "brett"},
	},
	terms: map[string][]string{Outlet: {"herald", "herold", "post"}},
}

func (w *wordList) Languages() ([]postings.LanguageCount, error) {
	var counts []postings.LanguageCount
	for i, code := range w.languages {
		counts = append(counts, postings.LanguageCount{Code: code, Articles: 10 - i})
	}
	return counts, nil
}

func (w *wordList) Stems(language, prefix string) iter.Seq2[string, error] {
	return w.stems(language, func(form string) bool { return strings.HasPrefix(form, prefix) })
}

func (w *wordList) StemsNear(language string, near *postings.Levenshtein) iter.Seq2[string, error] {
	return w.stems(language, near.Accepts)
}

func (w *wordList) TermsNear(field, language string, near *postings.Levenshtein) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for _, term := range w.terms[field] {
			if near.Accepts(term) && !yield(term, nil) {
				return
			}
		}
	}
}

func (w *wordList) stems(language string, fits func(form string) bool) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for _, word := range w.words[language] {
			if !fits(schema.Form(word)) {
				continue
			}
			for t := range analyze.For(language).Tokens(word) {
				if !yield(t.Term, nil) {
					return
				}
			}
		}
	}
}

// TestCompile compares plans with those in testdata, without an index.
func TestCompile(t *testing.T) {
	const name = "../testdata/query/plans.txtar"
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range archive.Files {
		q, err := Parse(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		p, err := Compile(t.Context(), &words, q)
		if err != nil {
			t.Errorf("%s: %v", f.Name, err)
			continue
		}
		got := p.String()
		if got != string(f.Data) && !*update {
			t.Errorf("%s is compiled to\n%s\nwant\n%s", f.Name, got, f.Data)
		}
		archive.Files[i].Data = []byte(got)
	}
	if *update {
		if err := os.WriteFile(name, txtar.Format(archive), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// TestCompileLeaves holds the order of the leaves of a plan, and that those beneath a NOT
// are none of them.
func TestCompileLeaves(t *testing.T) {
	q, err := Parse(`a1 ("b1 c1" AND d1^2) -e1 (f1 -(g1 h1)) lang:en`)
	if err != nil {
		t.Fatal(err)
	}
	p, err := Compile(t.Context(), &words, q)
	if err != nil {
		t.Fatal(err)
	}
	var leaves []string
	for _, l := range p.Leaves() {
		leaves = append(leaves, l.Clause())
	}
	if got, want := strings.Join(leaves, ", "), `a1, "b1 c1", d1^2, f1`; got != want {
		t.Errorf("the leaves are %s, want %s", got, want)
	}
	if !plan.Scores(p.Root) || plan.Scores(plan.Not{Of: p.Root}) {
		t.Error("a plan with leaves scores, and what is beneath a NOT does not")
	}
}

// A badDictionary fails.
type badDictionary struct{ wordList }

var errBad = errors.New("bad")

func (badDictionary) Stems(string, string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) { yield("", errBad) }
}

// TestCompileFails holds that the errors of a dictionary and of a context come back.
func TestCompileFails(t *testing.T) {
	if _, err := Compile(t.Context(), &badDictionary{words}, Or{[]Query{Term{"a"}, Prefix{"b"}}}); !errors.Is(err, errBad) {
		t.Errorf("the error of the dictionary became %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Compile(ctx, &words, Prefix{"b"}); !errors.Is(err, context.Canceled) {
		t.Errorf("the error of the context became %v", err)
	}
}
