package ingest

import (
	"strings"
	"testing"

	"github.com/newsdex/newsdex/ingest/internal/phrase"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// How often a line must stand in the articles of an outlet of news/ to be junk,
// and from how often it is unclear.
const (
	repeatsOften = 4
	repeatsOnce  = 2
)

// newsRepeats counts, by outlet, the articles in which a line stands.
func newsRepeats(t *testing.T) map[string]map[string]int {
	out := map[string]map[string]int{}
	texts := map[string]bool{}
	for a, err := range Files(dataFolder(t, "news/articles.jsonl.gz")).Articles(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		a = normalize(decode(a), false)
		if texts[a.Body] {
			continue
		}
		texts[a.Body] = true
		site := siteOf(a.URL)
		if out[site] == nil {
			out[site] = map[string]int{}
		}
		seen := map[string]bool{}
		for s := range strings.SplitSeq(a.Body, "\n") {
			if s != "" && !seen[s] {
				seen[s] = true
				out[site][s]++
			}
		}
	}
	return out
}

// newsTexts reads news/, one article in so many and, if more are wanted, some of
// those with lines that repeat and that the tables do not know. What a rule takes
// out and what repeats is junk.
func (set *trainingSet) newsTexts(t *testing.T, every int, more bool) []*labelledText {
	var out []*labelledText
	n := 0
	for a, err := range Files(dataFolder(t, "news/articles.jsonl.gz")).Articles(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		n++
		a = normalize(decode(a), false)
		repeats := set.repeats[siteOf(a.URL)]
		take := n%every == 0
		if more && !take && n%3 == 0 {
			for s := range strings.SplitSeq(a.Body, "\n") {
				take = take || repeats[s] >= repeatsOften && phrase.MarkOf(s, plain.FoldPhrase(nil, s)).Kind == phrase.NoKind
			}
		}
		if !take {
			continue
		}
		gone := map[int]int{}
		for _, r := range clean(a, unscored, Normal).Removed {
			gone[r.Line] += len(r.Text)
		}
		lt := LabelledText{Extractor: "news"}
		number := 0
		for s := range strings.SplitSeq(a.Body, "\n") {
			label := ArticleLine
			number++
			switch n := repeats[s]; {
			case gone[number]*2 > len(s), n >= repeatsOften:
				label = Junk
			case n >= repeatsOnce:
				label = Unclear
			}
			lt.Lines = append(lt.Lines, LabelledLine{s, label})
		}
		out = append(out, newLabelledText(lt))
	}
	return out
}
