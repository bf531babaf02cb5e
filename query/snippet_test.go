package query

import (
	"html"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/ingest"
)

// memory returns an index of articles.
func memory(tb testing.TB, articles ...ingest.Article) *index.Index {
	tb.Helper()
	x, _, err := index.Memory(tb.Context(), func(yield func(ingest.Article, error) bool) {
		for _, a := range articles {
			if !yield(a, nil) {
				return
			}
		}
	}, index.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { x.Close() })
	return x
}

// shown returns the snippets of the only article that a query finds, marked
// [so].
func shown(tb testing.TB, a ingest.Article, s string, n int) []string {
	tb.Helper()
	a.ID = "1"
	if a.Language == "" {
		a.Language = "en"
	}
	// Another article, so that a rare word is worth more than a common one.
	x := memory(tb, a, ingest.Article{ID: "2", Body: "common", Language: "en"})
	q, err := Parse(s)
	if err != nil {
		tb.Fatal(err)
	}
	r, err := Search(tb.Context(), x, q, Options{Limit: DefaultLimit, Snippets: n})
	if err != nil {
		tb.Fatal(err)
	}
	for _, h := range r.Hits {
		if h.ID == "1" {
			var out []string
			for _, s := range h.Snippets {
				out = append(out, s.Mark("[", "]", nil))
			}
			return out
		}
	}
	tb.Fatalf("%s does not find the article", s)
	return nil
}

// filler is a paragraph without any word of the tests.
var filler = strings.TrimSpace(strings.Repeat("Lorem ipsum dolor sit amet, consectetur adipiscing elit sed. ", 6))

func paragraphs(ps ...string) string { return strings.Join(ps, ingest.ParagraphSeparator) }

// TestSnippetPassages holds which passages are shown, one for each line of want.
func TestSnippetPassages(t *testing.T) {
	words := func(n int) string { return strings.TrimSpace(strings.Repeat("lorem ipsum ", n)) }
	for _, tt := range []struct {
		name  string
		body  string
		query string
		n     int
		want  string
	}{
		{"more distinct words win over more places", paragraphs("Apple, apple and apple.", filler, "An apple and a pear."), "apple pear", 1,
			"An [apple] and a [pear]."},
		{"rare words win over common ones", paragraphs("A common thing.", filler, "A pear."), "common pear", 1,
			"A [pear]."},
		{"words close to each other win", paragraphs("An apple is seldom what a person wants who asked for a big green pear.", filler, "An apple and a pear."), "apple pear", 1,
			"An [apple] and a [pear]."},
		{"of equal ones the first wins", paragraphs("An apple and a pear.", filler, "One apple or a pear."), "apple pear", 1,
			"An [apple] and a [pear]."},
		{"a word asked for twice is one", paragraphs("A pear.", filler, "An apple."), "apple apples apple pear", 1,
			"A [pear]."},
		{"in the order of the text", paragraphs("A pear here.", filler, "An apple, a plum and a fig.", filler, "A quince."), "apple plum fig pear quince", 3,
			"A [pear] here.\nAn [apple], a [plum] and a [fig].\nA [quince]."},
		{"a new word before a new place", paragraphs("An apple and a fig.", "One apple.", filler, "A pear."), "apple fig pear", 2,
			"An [apple] and a [fig].\nA [pear]."},
		{"a new place where there is no new word", paragraphs("An apple.", filler, "More of the apple."), "apple", 3,
			"An [apple].\nMore of the [apple]."},
		{"fewer where there is nothing else", paragraphs("An apple.", filler, "No pear."), "apple", 3,
			"An [apple]."},
		{"the same text again is nothing else", paragraphs("An apple.", filler, "An apple."), "apple", 3,
			"An [apple]."},
		{"whole sentences while they fit", "An apple. It is red. " + filler, "apple", 1,
			"An [apple]. It is red. " + strings.TrimSpace(strings.Repeat("Lorem ipsum dolor sit amet, consectetur adipiscing elit sed. ", 4))},
		{"and those before it", filler + " It was late. An apple fell.", "apple", 1,
			strings.Repeat("Lorem ipsum dolor sit amet, consectetur adipiscing elit sed. ", 4) + "It was late. An [apple] fell."},
		{"no sentence twice", "An apple fell. " + filler + " A pear did.", "apple pear", 2,
			"An [apple] fell. " + strings.TrimSpace(strings.Repeat("Lorem ipsum dolor sit amet, consectetur adipiscing elit sed. ", 4)) + "\n" +
				strings.Repeat("Lorem ipsum dolor sit amet, consectetur adipiscing elit sed. ", 2) + "A [pear] did."},
		{"never over the end of a paragraph", paragraphs("One.", "An apple.", "Two."), "apple", 1,
			"An [apple]."},
		{"the start of a long sentence", "An apple " + words(40) + ".", "apple", 1,
			"An [apple] " + words(24) + "…"},
		{"the middle of a long sentence", words(40) + " apple " + words(40) + ".", "apple", 1,
			"…" + words(6) + " [apple] " + words(18) + " lorem…"},
		{"the end of a long sentence", words(40) + " apple.", "apple", 1,
			"…ipsum " + words(24) + " [apple]."},
		{"two parts of a long sentence", "An apple " + words(60) + " pear.", "apple pear", 2,
			"An [apple] " + words(24) + "…\n…ipsum " + words(24) + " [pear]."},
		{"a script without spaces", strings.Repeat("新聞", 100) + "東京都" + strings.Repeat("新聞", 100), "東京都", 1,
			"…聞" + strings.Repeat("新聞", 12) + "[東京都]" + strings.Repeat("新聞", 36) + "…"},
		{"a word longer than a snippet", "apple " + strings.Repeat("x", 500), "apple", 1,
			"[apple]…"},
		{"nothing in the body", "How it begins. And goes on.\n\nMore.", "*", 3,
			"How it begins. And goes on."},
		{"nothing in a long sentence", words(40), "*", 1,
			words(25) + "…"},
	} {
		got := strings.Join(shown(t, ingest.Article{Body: tt.body}, tt.query, tt.n), "\n")
		if got != tt.want {
			t.Errorf("%s: %s shows\n%s\nwant\n%s", tt.name, tt.query, got, tt.want)
		}
	}
}

// TestSnippetMarks holds that all forms of a word are marked, and the words of a
// phrase only where the phrase matches.
func TestSnippetMarks(t *testing.T) {
	for _, tt := range []struct{ body, query, want string }{
		{"Merger, merging and merged.", "merge", "Merger, [merging] and [merged]."},
		{"It is $97.4bn.", `"$97.4 billion"`, "It is [$97.4bn]."},
		{"It is $97.4 billion.", "$97.4bn", "It is [$97.4 billion]."},
		{"It is $97.4 billion.", "$97.4 billion", "It is [$97.4 billion]."},
		{"A non-profit is a nonprofit.", "nonprofit", "A [non-profit] is a [nonprofit]."},
		{"A non-profit is a nonprofit.", "non-profit", "A [non-profit] is a [nonprofit]."},
		{"A non-profit is a nonprofit.", `"a nonprofit"`, "[A non-profit] is [a nonprofit]."},
		{"“No thank you,” thank you. No!", `"no thank you"`, "“[No thank you],” thank you. No!"},
		{"“No thank you,” thank you. No!", `"no thank you" OR thank`, "“[No thank you],” [thank] you. No!"},
		{"No thank you for it.", `"no thank" OR "thank you"`, "[No thank you] for it."},
		{"Musk’s bid, said MUSK.", "musk's", "[Musk’s] bid, said [MUSK]."},
		{"Negotiators negotiate in Negev.", "negotiat*", "[Negotiators] [negotiate] in Negev."},
		{"The U.S. told us.", "U.S.", "The [U.S.] told us."},
		{"São Paulo, sao paulo", "são", "[São] Paulo, [sao] paulo"},
		{"An apple, not a pear.", "apple -quince", "An [apple], not a pear."},
		{"An apple, not a pear.", "apple -title:pear", "An [apple], not a pear."},
		{"An apple, not a pear.", "body:pear OR title:apple", "An apple, not a [pear]."},
		{"Apple apple apple.", `"apple apple"`, "[Apple apple apple]."},
	} {
		got := shown(t, ingest.Article{Title: "News", Body: tt.body}, tt.query, 1)
		if len(got) != 1 || got[0] != tt.want {
			t.Errorf("%s in %s shows\n%q\nwant\n%q", tt.query, tt.body, got, tt.want)
		}
	}
}

// TestSnippetOfLongPhrase holds that a phrase that does not end where a passage
// does is marked up to there.
func TestSnippetOfLongPhrase(t *testing.T) {
	long := strings.TrimSpace(strings.Repeat("one two three four ", 30))
	got := shown(t, ingest.Article{Body: "Now " + long + " now."}, `"`+long+`"`, 1)
	want := "Now [" + strings.TrimSuffix(long[:294], " t") + "]…"
	if len(got) != 1 || got[0] != want {
		t.Errorf("%q, want %q", got, want)
	}
	got = shown(t, ingest.Article{Body: "It is the end.\n\nAt last."}, `"end at last"`, 1)
	if len(got) != 1 || got[0] != "It is the [end]." {
		t.Errorf("over two paragraphs: %q", got)
	}
}

// TestSnippetsDoNotRepeat holds that a snippet does not repeat the headline or the
// deck.
func TestSnippetsDoNotRepeat(t *testing.T) {
	for _, tt := range []struct{ name, title, deck, body, want string }{
		{"the headline as a sentence", "An apple fell", "", "“An apple fell”. The apple was red.", "The [apple] was red."},
		{"the headline as a paragraph", "An apple fell. Far!", "", "An Apple Fell. Far\n\nThe apple was red.", "The [apple] was red."},
		{"the deck", "News", "An apple fell", "An apple fell.\n\nThe apple was red.", "The [apple] was red."},
		{"between two sentences", "An apple fell", "", "One apple. An apple fell. Two.", "One [apple]."},
		{"before a sentence", "An apple fell", "", "An apple fell. Red apple.", "Red [apple]."},
		{"the headline and more", "An apple fell", "", "An apple fell and was red.\n\nThe other apple fell too.\n\nIt was red.", "An [apple] fell and was red.\nThe other [apple] fell too."},
		{"where nothing else matches", "An apple fell", "", "An apple fell.\n\nIt was red.", "It was red."},
		{"where there is nothing else", "An apple fell", "", "An apple fell.", ""},
		{"a headline without letters", "!!!", "", "!!! An apple.", "!!! An [apple]."},
	} {
		got := strings.Join(shown(t, ingest.Article{Title: tt.title, Deck: tt.deck, Body: tt.body}, "apple", 3), "\n")
		if got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

// TestSnippetThatBeginsWithHeadline holds that a sentence that begins with the
// headline comes after others.
func TestSnippetThatBeginsWithHeadline(t *testing.T) {
	a := ingest.Article{Title: "An apple fell", Body: "An apple fell and was red.\n\nThe other apple fell too."}
	if got := shown(t, a, "apple", 1); got[0] != "The other [apple] fell too." {
		t.Errorf("%q", got)
	}
	if got := shown(t, a, "apple red", 1); got[0] != "An [apple] fell and was [red]." {
		t.Errorf("%q", got)
	}
}

func TestSnippetHTML(t *testing.T) {
	for _, tt := range []struct {
		s    Snippet
		want string
	}{
		{Snippet{`a <b> & "c"`, []Mark{{2, 5}}}, `a <mark>&lt;b&gt;</mark> &amp; &#34;c&#34;`},
		{Snippet{"AT&T's", []Mark{{0, 4}}}, `<mark>AT&amp;T</mark>&#39;s`},
		{Snippet{"a\xffb\x00", []Mark{{0, 2}}}, "<mark>a\uFFFD</mark>b\uFFFD"},
		{Snippet{"abcd", []Mark{{0, 2}, {1, 3}, {3, 2}, {3, 9}, {9, 12}}}, "<mark>ab</mark><mark>c</mark><mark>d</mark>"},
		{Snippet{"abcd", []Mark{{-1, 1}}}, "<mark>a</mark>bcd"},
		{Snippet{}, ""},
	} {
		if got := tt.s.HTML(); got != tt.want {
			t.Errorf("%+v is %s, want %s", tt.s, got, tt.want)
		}
	}
}

// FuzzSnippetHTML holds that the HTML of a snippet is its text with tags around its
// marks, whatever is in the text.
func FuzzSnippetHTML(f *testing.F) {
	f.Add("It is <b>$97.4bn</b>, \"not\" & \x00 \xff", 6, 5, 3)
	f.Add("東京都", 0, 3, 3)
	tags := regexp.MustCompile(`</?mark>`)
	f.Fuzz(func(t *testing.T, text string, start, length, gap int) {
		text = strings.ToValidUTF8(text, "?")
		s := Snippet{Text: text}
		for at := start & 15; at < len(text) && len(s.Marks) < 5; {
			m := Mark{at, min(at+1+length&7, len(text))}
			for m.End < len(text) && !utf8.RuneStart(text[m.End]) {
				m.End++
			}
			if utf8.ValidString(text[m.Start:m.End]) {
				s.Marks = append(s.Marks, m)
			}
			at = m.End + gap&7
		}
		h := s.HTML()
		if plain := html.UnescapeString(tags.ReplaceAllString(h, "")); plain != strings.ReplaceAll(text, "\x00", "\uFFFD") {
			t.Fatalf("%q is %q as HTML", text, h)
		}
		if n := len(tags.FindAllString(h, -1)); n != 2*len(s.Marks) {
			t.Fatalf("%d marks are %q as HTML", len(s.Marks), h)
		}
	})
}
