package ingest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

// pageText is one text of a page, published on a day and retrieved at an hour, 0 if
// unknown.
func pageText(title, text string, day, hour int) Article {
	a := Article{URL: "https://example.com/u", Title: title, Body: text, Source: "/s", Place: title + text}
	if day > 0 {
		a.Published, a.PublishedLayout = time.Date(2025, 2, day, 0, 0, 0, 0, time.UTC), time.DateOnly
	}
	if hour > 0 {
		a.Retrieved = time.Date(2025, 3, 1, hour, 0, 0, 0, time.UTC)
	}
	return a
}

// groups writes the articles of a page: "newest<earlier,earlier=copy", by place.
func groups(t *testing.T, articles []Article) string {
	t.Helper()
	var texts []PageText
	for _, a := range articles {
		cleaned, err := Clean(a, Options{})
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, NewPageText(&cleaned))
	}
	var all []string
	for _, g := range GroupTexts(texts) {
		s := texts[g.Newest].Place
		for i, e := range g.Earlier {
			s += []string{"<", ","}[min(i, 1)] + texts[e].Place
		}
		for _, c := range g.Copies {
			s += "=" + texts[c].Place
		}
		all = append(all, s)
	}
	return strings.Join(all, " ")
}

func TestGroupTexts(t *testing.T) {
	const (
		pier    = "The harbour office said on Monday that the new pier will open to ships in the spring."
		pierNew = "The harbour office said on Monday that the new pier will open to ships in the late autumn."
		vote    = "Work began in 2021, when the council voted by a narrow margin to spend 12 million pounds."
	)
	at := func(place string, a Article) Article { a.Place = place; return a }
	item := func(name string, a Article) Article { a.Item = name; return a }
	for _, c := range []struct {
		name     string
		articles []Article
		want     string
	}{
		{"the newer stands", []Article{at("a", pageText("Pier", pier, 1, 0)), at("b", pageText("Pier", pierNew, 2, 0))}, "b<a"},
		{"another title", []Article{at("a", pageText("Pier", pier, 1, 0)), at("b", pageText("Late", pierNew, 2, 0))}, "b<a"},
		{"another text", []Article{at("a", pageText("Pier", pier, 1, 0)), at("b", pageText("Pier", vote, 2, 0))}, "b<a"},
		{"another article of the same day", []Article{at("a", pageText("Pier", pier, 1, 0)), at("b", pageText("Vote", vote, 1, 0))}, "b a"},
		{"another article of no day", []Article{at("a", pageText("Pier", pier, 1, 0)), at("b", pageText("Vote", vote, 0, 0))}, "a b"},
		{"a page that is written anew", []Article{at("a", pageText("Pier", pier, 1, 0)), at("b", pageText("Vote", vote, 2, 0))}, "b<a"},
		{"of no date", []Article{at("a", pageText("Pier", pier, 0, 0)), at("b", pageText("Pier", pierNew, 0, 0))}, "b<a"},
		{"numbers of records", []Article{at("f\t\t9", pageText("Pier", pier, 0, 0)), at("f\t\t10", pageText("Pier", pierNew, 0, 0))}, "f\t\t10<f\t\t9"},
		{"retrieved and published", []Article{at("a", pageText("Pier", pier, 9, 0)), at("b", pageText("Pier", pierNew, 1, 5)), at("c", pageText("Pier", vote, 0, 4))}, "b<c,a"},
		{"copies", []Article{at("a", pageText("Pier", pier, 1, 0)), at("b", pageText("Pier", pier, 2, 0)), at("c", pageText("Pier", pierNew, 3, 0)), at("d", pageText("Pier", pierNew, 2, 0))}, "c<b=d=a"},
		{"items of a feed", []Article{at("f\t\t1", item("1", pageText("Live", pier, 1, 0))), at("f\t\t2", item("2", pageText("Live", pier, 1, 0)))}, "f\t\t2 f\t\t1"},
		{"items of two feeds", []Article{at("f\t\t1", item("1", pageText("Live", pier, 1, 0))), at("g\t\t2", item("2", pageText("Live", pier, 1, 0)))}, "g\t\t2=f\t\t1"},
	} {
		random := rand.New(rand.NewPCG(1, 2))
		for range 6 {
			if got := groups(t, c.articles); got != c.want {
				t.Errorf("%s: %s, want %s", c.name, got, c.want)
				break
			}
			random.Shuffle(len(c.articles), func(i, j int) { c.articles[i], c.articles[j] = c.articles[j], c.articles[i] })
		}
	}
}

// TestGroupManyTexts checks that a page with many texts is grouped in the same way in
// every order, and that a text that grew is still a revision.
func TestGroupManyTexts(t *testing.T) {
	var texts []PageText
	for i := range 400 {
		var b strings.Builder
		for j := range 5 + i%20 {
			for k := range 8 {
				fmt.Fprintf(&b, "%sx%sx%s ", spelled(i/20), spelled(j), spelled(k*7))
			}
			b.WriteString("and then it was told again. ")
		}
		a, err := Clean(pageText(fmt.Sprint("Title ", i), b.String(), 1+i%28, 0), Options{})
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, NewPageText(&a))
	}
	describe := func() string {
		var all []string
		for _, g := range GroupTexts(texts) {
			all = append(all, fmt.Sprint(texts[g.Newest].Place, len(g.Earlier), len(g.Copies)))
		}
		slices.Sort(all)
		return strings.Join(all, "\n")
	}
	want := describe()
	if n := strings.Count(want, "\n") + 1; n != 20 {
		t.Errorf("%d articles, want 20", n)
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 5 {
		random.Shuffle(len(texts), func(i, j int) { texts[i], texts[j] = texts[j], texts[i] })
		if got := describe(); got != want {
			t.Fatal("another order gives other articles")
		}
	}
}
