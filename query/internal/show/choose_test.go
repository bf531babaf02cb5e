package show

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/newsdex/newsdex/analyze"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/query/plan"
)

// TestSnippetsOfMuch holds that very long texts and queries give snippets like any
// others. It does not end if the work is not linear.
func TestSnippetsOfMuch(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: looks for passages in texts of megabytes")
	}
	var asked []string
	for i := range 400 {
		asked = append(asked, fmt.Sprintf("w%d", i))
	}
	many := strings.Join(asked, " ")
	for _, tt := range []struct{ name, body, query string }{
		{"no sentence ends", strings.Repeat("some words without an end ", 400_000) + "apple", "apple"},
		{"no word ends", "apple " + strings.Repeat("x", 10<<20), "apple"},
		{"a match everywhere", strings.Repeat("apple ", 1<<20), "apple"},
		{"a sentence everywhere", strings.Repeat("A. ", 1<<20) + "apple", "a apple"},
		{"a paragraph everywhere", strings.Repeat("Apple\n\n", 1<<19) + "apple", "apple"},
		{"a full stop everywhere", "apple " + strings.Repeat(".", 10<<20), "apple"},
		{"many words", strings.Repeat(many+". ", 100), many},
		{"many prefixes", strings.Repeat(many+". ", 100), strings.Join(asked, "* ")},
		{"a phrase everywhere", strings.Repeat("apple ", 1<<18), `"apple apple apple"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := Text{Body: tt.body, Language: "en"}
			s := New(leavesOfWords(tt.query), weighOne, 1000)
			got, err := s.Snippets(t.Context(), &a)
			if err != nil {
				t.Fatal(err)
			}
			if len(got) == 0 || len(got[0].Marks) == 0 {
				t.Fatalf("%d snippets, nothing marked in the first", len(got))
			}
			for _, s := range got {
				checkSnippet(t, s, a.Body)
			}
		})
	}
}

// leavesOfWords returns a leaf in English for each word of s, or phrase, or word
// with a star.
func leavesOfWords(s string) []*plan.Leaf {
	words := strings.Fields(s)
	if strings.HasPrefix(s, `"`) {
		words = []string{s}
	}
	var leaves []*plan.Leaf
	for _, w := range words {
		v := plan.Variant{Language: "en"}
		if p, ok := strings.CutSuffix(w, "*"); ok {
			v.Prefix = schema.Form(p)
		} else {
			for _, word := range analyze.For("en").Query(w) {
				if len(word.Any) > 0 {
					v.Slots = append(v.Slots, plan.Slot(word.Any))
				}
			}
		}
		leaves = append(leaves, &plan.Leaf{Text: w, Fields: []string{plan.Body}, Variants: []plan.Variant{v}})
	}
	return leaves
}

func weighOne(*plan.Leaf) float64 { return 1 }

// checkSnippet checks the invariants of a snippet of a body.
func checkSnippet(t *testing.T, s Snippet, body string) {
	t.Helper()
	text := strings.TrimSuffix(strings.TrimPrefix(s.Text, ellipsis), ellipsis)
	if s.Text == "" || !utf8.ValidString(s.Text) || !strings.Contains(body, text) {
		t.Fatalf("%q is no part of the text", s.Text)
	}
	if len(s.Text) > snippetBytes+2*len(ellipsis) {
		t.Fatalf("%d bytes long", len(s.Text))
	}
	end := 0
	for _, m := range s.Marks {
		if m.Start < end || m.End <= m.Start || m.End > len(s.Text) {
			t.Fatalf("%+v of %q", s.Marks, s.Text)
		}
		if end = m.End; !utf8.ValidString(s.Text[m.Start:m.End]) {
			t.Fatalf("%q is marked", s.Text[m.Start:m.End])
		}
	}
}

// FuzzSnippets checks that the snippets of any text are parts of it, in order and
// apart from each other, cut between words, that marks begin and end with a token,
// and that a headline is not said again.
func FuzzSnippets(f *testing.F) {
	f.Add("News", "An apple fell. It was red.\n\nNo apple was green.", "apple red", 3)
	f.Add("News", strings.Repeat("lorem ipsum ", 60)+"apple "+strings.Repeat("dolor ", 60), `"ipsum apple"`, 2)
	f.Add("新聞", strings.Repeat("新聞", 100)+"東京都", "東京", 2)
	f.Add("", "It is $97.4bn, not $97.4 billion... non-profit!", "$97.4bn nonprofit no*", 1)
	f.Add("An apple", "An apple. An apple fell", "apple fell", 2)
	f.Fuzz(func(t *testing.T, title, body, query string, n int) {
		if !utf8.ValidString(body) || len(body) > 1<<14 || len(query) > 1<<8 {
			t.Skip()
		}
		starts, ends := make(map[int]bool), make(map[int]bool)
		for tok := range analyze.For("en").Tokens(body) {
			starts[tok.Start], ends[tok.End] = true, true
		}
		a := Text{Title: title, Body: body, Language: "en"}
		s := New(leavesOfWords(query), weighOne, n&7)
		got, err := s.Snippets(t.Context(), &a)
		if err != nil {
			t.Fatal(err)
		}
		if len(got) > max(n&7, 1) {
			t.Fatalf("%d snippets", len(got))
		}
		end := 0
		for i, p := range s.chosen {
			checkSnippet(t, got[i], body)
			text := body[p.start:p.end]
			if p.start < end {
				t.Fatalf("%q begins before the end of the one before it", text)
			}
			if end = p.end; sameWords(text, title) {
				t.Fatalf("%q is the title again", text)
			}
			if p.cutStart && !starts[p.start] && !betweenWords(body, p.start) {
				t.Fatalf("%q begins within a word", text)
			}
			if p.cutEnd && !betweenWords(body, p.end) && strings.Contains(text, " ") {
				t.Fatalf("%q ends within a word", text)
			}
			offset := p.start
			if p.cutStart {
				offset -= len(ellipsis)
			}
			for _, m := range got[i].Marks {
				if !starts[m.Start+offset] || !ends[m.End+offset] {
					t.Fatalf("%q is marked in %q", got[i].Text[m.Start:m.End], text)
				}
			}
		}
	})
}
