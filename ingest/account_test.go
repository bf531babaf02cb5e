package ingest

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/newsdex/newsdex/ingest/internal/plain"
)

func accountNow() time.Time { return time.Date(2025, 6, 1, 0, 0, 0, 0, time.UTC) }

// cleaned returns the article that Read makes of a raw one; ok is false if it has too
// many lines.
func cleaned(t testing.TB, raw Article, o Options) (a Article, ok bool) {
	t.Helper()
	o.Now = accountNow
	n := 0
	for b, err := range Read(context.Background(), atHand{raw}, o) {
		var ie *InputError
		switch {
		case errors.As(err, &ie) && strings.Contains(ie.Problem, "lines, the limit of one article"):
			return a, false
		case err != nil:
			t.Fatal(err)
		}
		a = b
		n++
	}
	if n != 1 {
		t.Fatalf("%d articles", n)
	}
	return a, true
}

// accountOptions are all levels, a text without repairs, and custom rules and
// templates.
var accountOptions = sync.OnceValue(func() []Options {
	var all []Options
	for l := Off; l <= Strict; l++ {
		all = append(all, Options{Level: l})
	}
	own, err := ParseRules(strings.NewReader("rule own\n  reason is not wanted\n  sentence \\bmayor\\b\n  line ^\\*\n"), "own.rules")
	if err != nil {
		panic(err)
	}
	var known Templates
	for i := range 30 {
		a := storyOf("harbour.example", i, "", taleTemplate)
		for a, err := range Read(context.Background(), slice{a}, Options{}) {
			if err != nil {
				panic(err)
			}
			known.Observe(a)
		}
	}
	return append(all, Options{NoRepair: true}, Options{Rules: append(own, DefaultRules()...), Templates: &known})
})

// checkAccount checks that nothing of a raw article is lost: that kept text, removals
// and repairs add up to the text before cleaning, at every level; that restored text,
// all or part of it, is in its original position; and that cleaning the article again
// gives the same as cleaning its source.
func checkAccount(t testing.TB, raw Article, all bool) {
	t.Helper()
	options := accountOptions()
	made := make([]Article, len(options))
	for i, o := range options {
		a, ok := cleaned(t, raw, o)
		if !ok {
			return
		}
		checkKept(t, raw, &a, o)
		made[i] = a
	}
	if !all {
		return
	}
	for i, o := range options {
		a := made[i]
		checkRestored(t, &a, o)
		// Clean again with the same options and with others.
		for _, j := range []int{i, (i + 1) % len(options)} {
			if options[i].NoRepair != options[j].NoRepair && slices.ContainsFunc(made[0].Repairs, func(r Repair) bool { return r.Kind == mojibake.kind }) {
				continue // wrongly decoded text stays mended: see Raw
			}
			again, _ := cleaned(t, a.Raw(), options[j])
			sameArticle(t, "cleaned anew from "+nameOf(o)+" by "+nameOf(options[j]), again, made[j])
		}
	}
}

func nameOf(o Options) string {
	switch {
	case o.NoRepair:
		return o.Level.String() + " unrepaired"
	case o.Templates != nil:
		return o.Level.String() + " by own rules"
	}
	return o.Level.String()
}

// checkKept checks that nothing of raw is lost in a.
func checkKept(t testing.TB, raw Article, a *Article, o Options) {
	t.Helper()
	raw = decode(raw)
	if got, want := a.Original(), Normalize(raw.Body); got != want {
		t.Fatalf("%s: %q became %q", nameOf(o), want, got)
	}
	for _, f := range []struct{ name, was, is string }{
		{"title", raw.Title, a.Title}, {"deck", raw.Deck, a.Deck}, {"outlet", raw.Outlet, a.Outlet}, {"section", raw.Section, a.Section},
		{"authors", strings.Join(raw.Authors, "\n"), strings.Join(a.Authors, "\n")},
	} {
		is, was := undoField(a, f.name, f.is), plain.OneLine(f.was)
		if f.name == "authors" {
			is = ""
			for i, s := range a.Authors {
				is += undoField(a, authorField(i), s) + "\n"
			}
			was = ""
			for _, s := range raw.Authors {
				was += plain.OneLine(s) + "\n"
			}
		}
		if was != "" && is != was {
			t.Fatalf("%s: %s %q became %q", nameOf(o), f.name, was, is)
		}
	}
	if a.Lines.Title > 0 && plain.OneLine(raw.Title) != "" || a.Lines.Deck > 0 && plain.OneLine(raw.Deck) != "" || len(a.Lines.Body) != len(a.Paragraphs()) {
		t.Fatalf("%s: lines %v of %d paragraphs", nameOf(o), a.Lines, len(a.Paragraphs()))
	}
	if o.Level == Off && len(a.Removed) > 0 || o.NoRepair && slices.ContainsFunc(a.Repairs[len(raw.Repairs):], func(r Repair) bool { return len(r.Edits) > 0 }) {
		t.Fatalf("%s: %d removals, repairs %v", nameOf(o), len(a.Removed), a.Repairs)
	}
}

// checkRestored checks that restored text is in its original position: all of it, the
// removals of one rule, the removals of one line, and every other piece.
func checkRestored(t testing.TB, a *Article, o Options) {
	t.Helper()
	original := a.Original()
	some := 0
	whiches := map[string]func(Removal) bool{"all": func(Removal) bool { return true }, "some": func(Removal) bool { some++; return some%2 == 0 }}
	for _, r := range a.Removed {
		whiches["rule "+r.Rule] = func(s Removal) bool { return s.Rule == r.Rule }
	}
	if n := len(a.Removed); n > 0 {
		whiches["line"] = func(r Removal) bool { return r.Line == a.Removed[n/2].Line }
	}
	for name, which := range whiches {
		back, n := a.Restore(which)
		name = nameOf(o) + ", " + name + " put back"
		if got := back.Original(); got != original {
			t.Fatalf("%s: %q became %q", name, original, got)
		}
		if n+len(back.Removed) != len(a.Removed) || len(back.Restored) != n {
			t.Fatalf("%s: %d of %d, %d are removed and %d are restored", name, n, len(a.Removed), len(back.Removed), len(back.Restored))
		}
		if name == "all" {
			checkWhole(t, &back, a)
		}
		again, _ := cleaned(t, back.Raw(), o)
		sameArticle(t, name+" and cleaned anew", again, back)
	}
}

// checkWhole checks that an article has all the lines of its text.
func checkWhole(t testing.TB, back, a *Article) {
	t.Helper()
	var want []string
	for line := range strings.SplitSeq(a.repaired(), "\n") {
		if line != "" {
			want = append(want, line)
		}
	}
	var got []string
	if back.Lines.Title > 0 {
		got = append(got, back.Title)
	}
	if back.Lines.Deck > 0 {
		got = append(got, back.Deck)
	}
	got = append(got, back.Paragraphs()...)
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Fatalf("all put back is %q, want %q", got, want)
	}
}

// sameArticle compares two articles field by field.
func sameArticle(t testing.TB, what string, got, want Article) {
	t.Helper()
	g, w := reflect.ValueOf(got), reflect.ValueOf(want)
	for i := range g.NumField() {
		x, y := g.Field(i), w.Field(i)
		if k := x.Kind(); k == reflect.Slice && x.Len() == 0 && y.Len() == 0 {
			continue
		}
		if g.Type().Field(i).Name == "Repairs" {
			x, y = reflect.ValueOf(editsOf(got)), reflect.ValueOf(editsOf(want))
		}
		if !reflect.DeepEqual(x.Interface(), y.Interface()) {
			t.Fatalf("%s: %s is\n%+v\nwant\n%+v\nof %q", what, g.Type().Field(i).Name, x.Interface(), y.Interface(), want.Original())
		}
	}
}

// editsOf returns the edits of an article's repairs in one order: repairs that stay
// when an article is cleaned again come first.
func editsOf(a Article) []string {
	var all []string
	for _, r := range a.Repairs {
		if len(r.Edits) == 0 {
			all = append(all, fmt.Sprint(r))
		}
		for _, e := range r.Edits {
			all = append(all, fmt.Sprint(r.Kind, r.Detail, e))
		}
	}
	slices.Sort(all)
	return all
}

// TestAccountOptions checks that the custom rules and templates remove text from the
// stories.
func TestAccountOptions(t *testing.T) {
	options := accountOptions()
	body := strings.Join(append(taleSentences[:4:4], taleTemplate), "\n")
	a, _ := cleaned(t, Article{URL: "https://www.harbour.example/x", Body: body}, options[len(options)-1])
	var rules []string
	for _, r := range a.Removed {
		rules = append(rules, r.Rule)
	}
	if !slices.Equal(rules, []string{"own", "template"}) {
		t.Errorf("removed by %q", rules)
	}
}
