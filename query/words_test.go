package query

import (
	"slices"
	"testing"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/ingest"
)

func TestWords(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"the ferry", "the OR ferry"},
		{"input/output — or neither", "input OR output OR or OR neither"},
		{"a hidden-line plot", `a OR "hidden-line"^0.5 OR hidden^0.5 OR line^0.5 OR plot`},
		{"COVID\u201119", "\"COVID\u201119\"^0.5 OR COVID^0.5 OR 19^0.5"},
		{"-5 re- -- 20-", "-5 OR re- OR 20-"},
		{"2024–25", "2024 OR 25"},
		{"金融庁処分で、東京", `"金融庁処分で"^0.5 OR 金融^0.5 OR 融庁^0.5 OR 庁処^0.5 OR 処分^0.5 OR 分で^0.5 OR 東京`},
		{"Covid東京都 5弱", `Covid OR "東京都"^0.5 OR 東京^0.5 OR 京都^0.5 OR 5 OR 弱`},
		{"Hun voksede op blandt narkomaner og børn", "voksede OR blandt OR narkomaner OR børn"},
		{"to be or not to be that is the question", "question"},
		{"to be or not to be", "to OR be OR or OR not OR to OR be"},
	} {
		if got := Words(tt.text).String(); got != tt.want {
			t.Errorf("%q: %s\nwant %s", tt.text, got, tt.want)
		}
	}
}

// TestWordsWithHyphens holds that the words of a text find each way in which an article
// writes a word with hyphens, and first the articles that have it as a whole.
func TestWordsWithHyphens(t *testing.T) {
	x, _, err := index.Memory(t.Context(), articleSeq([]ingest.Article{
		{ID: "apart", Body: "A line was hidden below the surface.", Language: "en"},
		{ID: "as two", Body: "A hidden line was found in the code.", Language: "en"},
		{ID: "as one", Body: "The hiddenline was found in the code.", Language: "en"},
		{ID: "with it", Body: "The hidden-line was found in the code.", Language: "en"},
		{ID: "without", Body: "The code was found.", Language: "en"},
	}), index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	res, err := Search(t.Context(), x, Words("hidden-line"), DefaultOptions())
	if err != nil {
		t.Fatal(err)
	}
	ids := hitIDs(res.Hits)
	if first := ids[:min(2, len(ids))]; !slices.Contains(first, "with it") || !slices.Contains(first, "as two") {
		t.Errorf("first are %q", first)
	}
	slices.Sort(ids)
	if want := []string{"apart", "as one", "as two", "with it"}; !slices.Equal(ids, want) {
		t.Errorf("hits %q, want %q", ids, want)
	}
}
