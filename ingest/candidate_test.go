package ingest

import (
	"fmt"
	"testing"

	"github.com/newsdex/newsdex/ingest/internal/fixture"
)

// TestFound checks for every format the values found and their sources, including those
// that were not chosen.
func TestFound(t *testing.T) {
	for _, c := range []struct{ name, data, want string }{
		{"a.jsonl", `{"text":"The council met.","title":"Budget","headline":"Budget approved","source":"Harbor"}`,
			"[{title Budget [the record's title] true } {title Budget approved [the record's headline] false }]"},
		{"a.jsonl", `{"text":"The council met.","title":"Budget","headline":"Budget"}`, "[]"},
		{"a.jsonl", `{"text":"The council met.","date":"2025-03-04","date_publish":"2025-03-05"}`,
			"[{published 2025-03-04 [the record's date] true } {published 2025-03-05 [the record's date_publish] false }]"},
		{"a.txt", "Council approves budget\n4 March 2025\n[Harbor Media] The council approved a budget on Monday after a debate of six hours.",
			"[{published 2025-03-04 [line 2 of the text] true } {outlet Harbor Media [line 3 of the text] true }]"},
	} {
		articles, failures := fixture.Collect(Read(t.Context(), Files(fixture.Folder(t, map[string]string{c.name: c.data})), Options{}))
		if len(articles) != 1 || failures != nil {
			t.Errorf("%s: %v", c.data, failures)
			continue
		}
		if got := fmt.Sprint(articles[0].Found); got != c.want && !(c.want == "[]" && articles[0].Found == nil) {
			t.Errorf("%s\n\tgot  %s\n\twant %s", c.data, got, c.want)
		}
	}
}
