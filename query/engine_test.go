package query

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/ingest"
	"github.com/newsdex/newsdex/query/plan"
)

// A recorder is an engine that keeps the plans it is given.
type recorder struct {
	wordList
	plans []string
}

func (r *recorder) SearchPlan(_ context.Context, p *plan.Plan, o Options) (*Results, error) {
	r.plans = append(r.plans, p.String())
	return &Results{Total: o.Limit}, nil
}

// TestSearchOn holds that any engine is given the plan of a query and the options, and
// none that are out of bounds.
func TestSearchOn(t *testing.T) {
	r := &recorder{wordList: words}
	res, err := SearchOn(t.Context(), r, Prefix{"negotiat"}, Options{Limit: 7})
	if err != nil || res.Total != 7 {
		t.Errorf("%+v, %v", res, err)
	}
	want := "leaf negotiat* in title, deck, body\n  en: negotiat* any of negoti\n  de: negotiat*\n"
	if !slices.Equal(r.plans, []string{want}) {
		t.Errorf("the plans are %q, want %q", r.plans, want)
	}
	for _, o := range []Options{
		{Limit: -1}, {Offset: -1}, {Limit: MaxWindow, Offset: 1}, {Snippets: 1, IDsOnly: true}, {Order: 9}, {Recency: 1}, {Ranking: &Ranking{B: 2}}, {Feedback: &Feedback{}},
	} {
		if _, err := SearchOn(t.Context(), r, All{}, o); err == nil {
			t.Errorf("%+v is taken", o)
		}
	}
	if len(r.plans) != 1 {
		t.Errorf("the engine was given %d plans", len(r.plans))
	}
}

// TestOptionsOfNothing holds that the zero options count and return no hits.
func TestOptionsOfNothing(t *testing.T) {
	x := readArticles(t)
	for _, o := range []Options{{}, {Offset: 3}, {Order: Newest}, {IDsOnly: true}, {Feedback: defaultFeedback()}, {Snippets: 2}} {
		res, err := Search(t.Context(), x, Or{[]Query{Term{"openai"}, And{[]Query{Term{"musk"}, Term{"bid"}}}}}, o)
		if err != nil || res.Total != 5 || len(res.Hits) != 0 {
			t.Errorf("%+v: %+v, %v", o, res, err)
		}
	}
}

// TestPlanIsOfNoIndex holds that a plan that was made for one index can be run in another.
func TestPlanIsOfNoIndex(t *testing.T) {
	snapshot := func(articles ...ingest.Article) *index.Snapshot {
		s, err := memory(t, articles...).Snapshot()
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.Close() })
		return s
	}
	q, err := Parse(`ferr* "the harbour" OR title:opening -closed`)
	if err != nil {
		t.Fatal(err)
	}
	p, err := Compile(t.Context(), Local(snapshot(ingest.Article{ID: "1", Body: "A ferry.", Language: "en"})), q)
	if err != nil {
		t.Fatal(err)
	}
	other := Local(snapshot(
		ingest.Article{ID: "1", Title: "Nothing", Body: "More ferries cross the harbour.", Language: "en"},
		ingest.Article{ID: "2", Title: "It opens", Body: "They sail.", Language: "en"},
		ingest.Article{ID: "3", Title: "It opens", Body: "No, it is closed.", Language: "en"},
	))
	for range 2 { // it is not used up
		res, err := other.SearchPlan(t.Context(), p, Options{Limit: 10, Snippets: 1, Explain: true})
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(hitIDs(res.Hits), " "); got != "1 2" {
			t.Errorf("found %s, want 1 2", got)
		}
		if got := res.Hits[0].Snippets[0].Mark("[", "]", nil); got != "More [ferries] cross [the harbour]." {
			t.Errorf("the snippet is %s", got)
		}
	}
	for _, root := range []plan.Node{
		&plan.Leaf{Fields: []string{"kicker"}, Variants: []plan.Variant{{Language: "en", Slots: []plan.Slot{{{"a"}}}}}},
		plan.Exact{Field: "kicker", Term: "a"}, plan.Filter{Field: "kicker"}, nil,
	} {
		if _, err := other.SearchPlan(t.Context(), &plan.Plan{Root: root}, Options{Limit: 1}); err == nil {
			t.Errorf("%#v is run", root)
		}
	}
}
