package ingest

import (
	"slices"
	"strings"
	"testing"

	"github.com/newsdex/newsdex/ingest/internal/gold"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// TestMeasureTitles cleans pages as flat text and reports on how many the headline is
// found, which is the headline in the page's metadata. It does so with the whole text,
// which begins with the page's title, and without the lines above the headline that
// repeat it.
func TestMeasureTitles(t *testing.T) {
	titles := map[string]string{}
	for _, c := range pageCases(t) {
		a, err := pageArticle([]byte(c.HTML), c.URL, "")
		if title := string(plain.FoldPhrase(nil, a.Title)); err == nil && len(title) >= minRepeatedHeadline {
			titles[c.ID] = title
		}
	}
	var wholes, withouts [2]struct{ texts, right int } // by half
	for lt, err := range readLabelled(t) {
		if err != nil {
			t.Fatal(err)
		}
		want, whole, without := titles[lt.Case], &wholes[gold.Half(lt.Case)], &withouts[gold.Half(lt.Case)]
		if lt.Extractor != "html-text" || want == "" {
			continue
		}
		// says reports whether a line is the headline, with the name of its site
		// or without.
		says := func(line string) bool {
			folded := string(plain.FoldPhrase(nil, line))
			return strings.Contains(folded, want) || len(folded) > minRepeatedHeadline && strings.Contains(want, folded)
		}
		found := func(text string) bool {
			a := clean(Article{Body: text}, defaultRules, Normal)
			return !a.TitleDerived && says(a.Title)
		}
		whole.texts++
		if found(lt.Body()) {
			whole.right++
		}
		lines := strings.Split(lt.Body(), "\n")
		slices.Reverse(lines)
		headline := slices.IndexFunc(lines, func(line string) bool { return string(plain.FoldPhrase(nil, line)) == want })
		if headline < 0 {
			continue
		}
		above := slices.DeleteFunc(slices.Clone(lines[headline+1:]), says)
		lines = append(lines[:headline+1], above...)
		slices.Reverse(lines)
		without.texts++
		if found(strings.Join(lines, "\n")) {
			without.right++
		}
	}
	for half, name := range []string{"development", "check"} {
		whole, without := wholes[half], withouts[half]
		t.Logf("%s: of %d pages as text the headline of %d is found; of %d without their title, of %d", name, whole.texts, whole.right, without.texts, without.right)
		if whole.right*10 < whole.texts*7 || without.right*2 < without.texts {
			t.Error("too few")
		}
	}
}
