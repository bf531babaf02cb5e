package render_test

import (
	"strings"
	"testing"
	"time"

	"github.com/newsdex/newsdex/ingest"
	"github.com/newsdex/newsdex/query"
	"github.com/newsdex/newsdex/query/render"
)

// TestForms holds the bytes of each form: of an empty value, in which no list is
// null, and of a full one.
func TestForms(t *testing.T) {
	day := time.Date(2025, 2, 11, 0, 0, 0, 0, time.UTC)
	hit := query.Hit{Score: 1.5, Copies: []string{"b"}}
	hit.ID, hit.Title, hit.Outlet, hit.URL = "a", "Q&A <live>", "Herald", "https://herald.example/a"
	hit.Published, hit.PublishedLayout = day, time.DateOnly
	hit.Earlier = []ingest.Revision{{ID: "a", Title: "Q&A", Published: day, PublishedLayout: time.DateOnly}}
	for _, c := range []struct {
		name string
		form any
		want string
	}{
		{"no article", render.NewArticle(&ingest.Article{}),
			`{"id":"","file":"","title":"","deck":"","outlet":"","published":"","language":"","body":[],"removed":[],"authors":[],"updated":"","url":"","section":"","tags":[],"repairs":[],"found":[]}`},
		{"article", render.NewArticle(&ingest.Article{
			ID: "a", Title: "A bid & an answer", Body: "One.\n\nTwo.", Published: day, PublishedLayout: time.DateOnly,
			Agency: "Reuters", Dateline: "LONDON", Authors: []string{"Ann Lee"}, Tags: []string{"ai"}, Retrieved: day,
			Removed: []ingest.Removal{{Rule: "share-bar", Reason: "shares the page", Text: "Share", Line: 2, Column: 3}},
			Repairs: []ingest.Repair{{Kind: "entity", Detail: "decoded", Count: 1, Edits: []ingest.Edit{{Line: 1, Column: 6, Old: "&amp;", New: "&"}}}},
			Found:   []ingest.Candidate{{Field: "published", Chosen: true}},
		}), `{"id":"a","file":"","title":"A bid & an answer","deck":"","outlet":"","published":"2025-02-11","language":"","agency":"Reuters","dateline":"LONDON","body":["One.","Two."],` +
			`"removed":[{"line":2,"rule":"share-bar","reason":"shares the page","text":"Share"}],"authors":["Ann Lee"],"updated":"","url":"","section":"","tags":["ai"],` +
			`"repairs":[{"kind":"entity","detail":"decoded","count":1,"edits":[{"line":1,"column":6,"old":"&amp;","new":"&"}]}],` +
			`"found":[{"field":"published","value":"","source":"","chosen":true}],"retrieved":"2025-02-11T00:00:00Z"}`},
		{"no hit", render.NewHit(query.Hit{}), `{"id":"","score":0,"title":"","outlet":"","published":"","url":"","snippets":[]}`},
		{"hit", render.NewHit(hit), `{"id":"a","score":1.5,"title":"Q&A <live>","outlet":"Herald","published":"2025-02-11","url":"https://herald.example/a","snippets":[],"copies":["b"],"earlier":[{"id":"a","title":"Q&A","published":"2025-02-11"}]}`},
		{"no hits", render.NewHits(&query.Results{}), `[]`},
		{"hits", render.NewHits(&query.Results{Hits: []query.Hit{{ID: "a"}, {ID: "b"}}, Next: "AQ-_"}),
			`[{"id":"a","score":0,"title":"","outlet":"","published":"","url":"","snippets":[]},` +
				`{"id":"b","score":0,"title":"","outlet":"","published":"","url":"","snippets":[],"next":"AQ-_"}]`},
		{"no facets", render.NewFacets(nil), `{"facets":{}}`},
		{"facets", render.NewFacets([]query.FacetCount{
			{By: query.Outlet, Values: []query.ValueCount{{Value: "Herald", Count: 3}}, Others: 2, Without: 1}, {By: query.Year},
		}), `{"facets":{"outlet":{"values":[{"value":"Herald","count":3}],"others":2,"without":1},"year":{"values":[],"others":0,"without":0}}}`},
		{"no notices", render.NewNotices(nil), `[]`},
		{"notices", render.NewNotices([]query.Notice{{Offset: 3, Msg: "x"}, {Offset: 5, Msg: "y"}, {Offset: 9, Msg: "x"}}),
			`[{"message":"x","offset":3},{"message":"y","offset":5}]`},
	} {
		var b strings.Builder
		if err := render.Write(&b, c.form); err != nil || b.String() != c.want+"\n" {
			t.Errorf("%s: %v\n got %s\nwant %s", c.name, err, b.String(), c.want)
		}
	}
}
