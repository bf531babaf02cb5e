package page

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/newsdex/newsdex/ingest/internal/found"
)

// FuzzJSONLD checks that any script can be read.
func FuzzJSONLD(f *testing.F) {
	f.Add(`{"@type":"NewsArticle","headline":"x","author":[{"@id":"#a"},["b"]],"keywords":["a","b"],}`)
	f.Add(`<!-- [{"@graph":[{"@id":"#a","@type":["Person"],"name":{"@value":"A"}}]}] -->`)
	f.Add("{\"a\":\"\\'\t\n\",\"mainEntity\":{\"mainEntity\":{\"@type\":\"Article\"}}}")
	f.Fuzz(func(t *testing.T, s string) {
		var l linkedData
		l.read(s)
		p := &data{values: map[found.Source][]string{}}
		l.tell(p)
		for source, values := range p.values {
			for _, v := range values {
				if v == "" || len(v) > longestMetadatum || strings.Contains(v, "\n") || !utf8.ValidString(v) {
					t.Fatalf("%s: %q", source, v)
				}
			}
		}
	})
}
