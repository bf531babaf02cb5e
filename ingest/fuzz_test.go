package ingest

import (
	"bufio"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/newsdex/newsdex/ingest/internal/format"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

func addArticles(f *testing.F) {
	f.Helper()
	names, err := filepath.Glob("../testdata/articles/*.txt")
	if err != nil || len(names) == 0 {
		f.Fatal("no articles", err)
	}
	for _, n := range names {
		data, err := os.ReadFile(n)
		if err != nil {
			f.Fatal(err)
		}
		// The fuzzer makes seeds smaller for a minute each: give it small ones.
		f.Add(string(data[:200]))
		f.Add(string(data[len(data)-300:]))
	}
	f.Add("A headline of some words\n\nBy Ann Lee\nAdvertisement\n\n\nText. Share your thoughts in the comments below!\r\n12 Comments\nReply")
	f.Add("\ufeffa\u00a0 b\u200d\u0301\u00ad \r\rc\u2028\u0627\u200c\u0628 \xff")
}

func FuzzNormalize(f *testing.F) {
	addArticles(f)
	f.Add("\ufb4c\u200c") // composes to a character that no joiner follows
	f.Fuzz(func(t *testing.T, s string) {
		n := Normalize(s)
		if !utf8.ValidString(n) {
			t.Fatalf("%q became invalid UTF-8 %q", s, n)
		}
		if again := Normalize(n); again != n {
			t.Fatalf("%q became %q and then %q", s, n, again)
		}
		for line := range strings.SplitSeq(n, "\n") {
			if strings.Trim(line, " ") != line || strings.Contains(line, "  ") {
				t.Fatalf("%q: spaces left in %q", s, line)
			}
		}
	})
}

// FuzzOriginal checks that nothing is lost: with all rules, with each rule alone, at
// every level, and with rules that cut anywhere.
func FuzzOriginal(f *testing.F) {
	addArticles(f)
	for _, s := range damagedTexts {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		raw := decode(Article{Title: s, Body: s})
		n := Normalize(raw.Body)
		mended := normalize(raw, false)
		if got := undoField(&mended, "title", mended.Title); got != plain.OneLine(raw.Title) {
			t.Fatalf("title %q became %q", raw.Title, got)
		}
		if m := mended.Body; strings.TrimRight(m, "\n") != Normalize(m) {
			t.Fatalf("%q became %q, which is not normalized", n, m)
		}
		mended.Title = ""
		check := func(name string, level Level, rules ...Rule) {
			a := clean(mended, rules, level)
			if got := a.Original(); got != n {
				t.Fatalf("%s: %q became %q", name, n, got)
			}
			some := len(s)
			back, _ := a.Restore(func(Removal) bool { some++; return some%3 != 0 })
			if got := back.Original(); got != n {
				t.Fatalf("%s: %q, partly put back, became %q", name, n, got)
			}
			for _, p := range a.Paragraphs() {
				if p == "" || Normalize(p) != p && !strings.ContainsRune(p, '\u034f') && len(a.Removed) == 0 {
					t.Fatalf("%s: paragraph %q", name, p)
				}
			}
		}
		for l := Careful; l <= Strict; l++ {
			check("all, "+l.String(), l, defaultRules...)
		}
		for _, r := range defaultRules {
			check(r.Name, Normal, r)
		}
		seed := uint32(len(s))
		random := Rule{Name: "random", Find: func(t *Text) []Cut {
			var cuts []Cut
			for range 5 {
				seed = seed*1664525 + 1013904223
				cuts = append(cuts, Cut{Line: int(seed>>8)%9 - 1, Start: int(seed>>12)%40 - 4, End: int(seed>>20)%60 - 2})
			}
			return cuts
		}}
		check("random", Normal, random, random, defaultRules[0], random)
	})
}

// undoField undoes the repairs of a field of one line.
func undoField(a *Article, field, s string) string {
	for _, r := range slices.Backward(a.Repairs) {
		s = undo(s, slices.DeleteFunc(slices.Clone(r.Edits), func(e Edit) bool { return e.Field != field }))
	}
	return s
}

// damagedTexts are texts that need repairs of all kinds.
var damagedTexts = []string{
	"AT&amp;T &amp;#8217;s &nbsp; a&nbsp;&nbsp;b\n&nbsp;\ne&#769; &Atilde;&copy; x &#10; y\n&nbsp;",
	"DonÃ¢â‚¬â„¢t â€œsayâ€\u009d Ã\u0085ngstrÃ\u00b6m\r\nÃ\u0085\nÐŸÑ€Ð¸Ð²ÐµÑ‚ ï»¿x",
	"The council met on Monday and said that nothing of what it had exam-\nined would be built before the end of the year, which was too late\nfor the people of the town.Many of them had waited since the spring\nof last year for the well-known engineer\u2019s &quot;plan&quot;.\n\nAnd &amp; the\nrest.",
	"He said.\"The deal is off.\"She left in 2016.Then: end.I went",
}

func FuzzDecoders(f *testing.F) {
	addArticles(f)
	f.Add("{\"text\":\"a\",\"title\":[\"b\"],\"author\":{\"name\":\"c\"},\"date\":\"2020-01-02\"}\nnull\n{}")
	f.Add("\xff\xfea\x00\x00\xd8b\x00")
	f.Fuzz(func(t *testing.T, s string) {
		for _, form := range format.Formats {
			in := format.Input{R: bufio.NewReader(strings.NewReader(s)), Path: "p", File: "f", Limit: 1 << 10}
			for r, err := range form.Decode(context.Background(), in) {
				if err != nil {
					continue
				}
				a := decode(articleOf(r))
				for _, field := range append([]string{a.ID, a.URL, a.Title, a.Deck, a.Body, a.Outlet, a.Language, a.PublishedString()}, a.Authors...) {
					if !utf8.ValidString(field) {
						t.Fatalf("%s: %q gave %q", form.Name, s, field)
					}
				}
			}
		}
	})
}
