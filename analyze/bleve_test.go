package analyze

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/blevesearch/bleve/v2/registry"
)

// TestBleve checks that Bleve receives the tokens of every language.
func TestBleve(t *testing.T) {
	text := "Musk’s $97.4 billion bid for the non-profit’s U.S. arm, 東京都"
	for _, l := range Languages() {
		a, err := registry.NewCache().AnalyzerNamed(BlevePrefix + l.Code)
		if err != nil {
			t.Errorf("%s: %v", l.Code, err)
			continue
		}
		i, got := 0, a.Analyze([]byte(text))
		for want := range l.Tokens(text) {
			if i == len(got) {
				t.Fatalf("%s: %d tokens, want more", l.Code, i)
			}
			g := got[i]
			if string(g.Term) != want.Term || g.Position != want.Position || g.Start != want.Start || g.End != want.End {
				t.Errorf("%s: token %d is %v, want %+v", l.Code, i, g, want)
			}
			i++
		}
		if i != len(got) {
			t.Errorf("%s: %d tokens, want %d", l.Code, len(got), i)
		}
	}
}

// TestConcurrent fills one cache from many goroutines, so that the race detector can
// check it.
func TestConcurrent(t *testing.T) {
	l := For("en")
	want := showTokens(l, strings.Join(fuzzSeeds, "\n"))
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 20 {
				if got := showTokens(l, strings.Join(fuzzSeeds, "\n")); got != want {
					t.Errorf("got %s\nwant %s", got, want)
				}
			}
		})
	}
	wg.Wait()
}

// TestLongWords checks that a string longer than any word is cut in the same way in an
// index and in a query.
func TestLongWords(t *testing.T) {
	for _, unit := range []string{"a", "é", "ﷺ", "1", "x-", "x.", "漢", "a’"} {
		text := strings.Repeat(unit, 600)
		if err := checkTokens(For("en"), text); err != nil {
			t.Errorf("%q repeated: %v", unit, err)
		}
	}
}

// TestStop checks that a caller may stop early.
func TestStop(t *testing.T) {
	for n := range 12 {
		var got []string
		for tok := range For("en").Tokens("the $97.4 billion non-profit US 東京都") {
			if len(got) == n {
				break
			}
			got = append(got, tok.Term)
		}
		if len(got) != n {
			t.Errorf("stopped after %d, want %d", len(got), n)
		}
	}
}

// TestFor checks codes in the variants that sources use.
func TestFor(t *testing.T) {
	for code, want := range map[string]string{
		"en": "en", "EN": "en", "en-GB": "en", "en_GB": "en", " de ": "de", "nb-NO": "no", "iw": "he",
		"zh-Hant-TW": "zh", "eng": "en", "": "und", "xx": "und", "und": "und",
	} {
		if got := For(code).Code; got != want {
			t.Errorf("For(%q) is %s, want %s", code, got, want)
		}
	}
	var zero Language
	if got := slices.Collect(zero.Tokens("a b")); len(got) != 2 {
		t.Errorf("the zero Language gives %v", got)
	}
}

// TestKinds checks the names of the kinds.
func TestKinds(t *testing.T) {
	for k, want := range map[Kind]string{Word: "word", Money: "money", Symbol: "symbol", 99: "unknown"} {
		if k.String() != want {
			t.Errorf("kind %d is %s, want %s", k, k, want)
		}
	}
}

// TestAppendTokens checks that AppendTokens appends the tokens that Tokens yields.
func TestAppendTokens(t *testing.T) {
	text := "Musk’s $97.4bn non-profit bid, U.S. 日本語 and 5-7 million"
	for _, l := range Languages() {
		kept := []Token{{Term: "kept"}}
		got := l.AppendTokens(kept, text)
		if want := slices.Collect(l.Tokens(text)); !slices.Equal(got[1:], want) || got[0] != kept[0] {
			t.Errorf("%s: %v, want %v", l.Code, got, want)
		}
	}
}
