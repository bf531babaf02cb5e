package query

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/newsdex/newsdex/analyze"
	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/ingest"
)

// readArticles reads and cleans the articles of testdata.
func readArticles(t testing.TB) *index.Index {
	t.Helper()
	detect := func(text, declared string) string { code, _ := analyze.Detect(text, declared); return code }
	x, stats, err := index.Memory(t.Context(), ingest.Read(t.Context(), ingest.Files("../testdata/articles"), ingest.Options{Detect: detect}), index.Options{})
	if err != nil || stats.Errors > 0 {
		t.Fatal(stats, err)
	}
	t.Cleanup(func() { x.Close() })
	return x
}

// search returns the IDs of the hits, shortened to their first three characters.
func search(t testing.TB, x *index.Index, s string) (ids []string, hits []Hit) {
	t.Helper()
	q, err := Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	r, err := Search(context.Background(), x, q, DefaultOptions())
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range r.Hits {
		ids = append(ids, h.ID[:3])
	}
	if len(ids) != r.Total {
		t.Errorf("%s: %d hits and a total of %d", s, len(ids), r.Total)
	}
	return ids, r.Hits
}

// TestArticles holds which of the five articles a query finds.
func TestArticles(t *testing.T) {
	const all = "000 001 002 003 004"
	x := readArticles(t)
	for _, tt := range []struct{ query, want string }{
		{`nonprofit`, all},
		{`non-profit`, all},
		{`"$40 billion"`, "000 001"},
		{`$40 billion`, "000 001"},
		{`"$9.74 billion"`, "002 003 004"},
		{`"97.4 billion"`, all},
		{`"no thank you"`, "004"},
		{`comments`, "001 002 004"}, // "The comment reflects …", "Commenting on …"
		{`subscribe`, ""},
		{`"newest most voted"`, ""},
		{`inbox`, ""},
		{`guest`, ""},
		{`telegram`, ""},
		{`"satin alabilirim"`, "001"},
		{`satin alabilirim`, "001"},
		{`satın`, "001"},
		{`organ`, ""},
		{`musk`, all},
		{`outlet:"Unblock Media"`, "000"},
		{`outlet:unblock`, "000"},
		{`outlet:"Media Unblock"`, ""},
		{`after:2025-02-11 before:2025-02-12`, "000"},
		{`date:2025-02-11`, "000"},
		{`after:2025-02-12`, ""},
		{`before:2025-02-11`, ""},
		{`lang:en`, all},
		{`lang:fr`, ""},
		{`swindler -scam`, "002"},
		{`swindler AND scam`, "004"},
		{`cofound*`, "001 002 003 004"},
		{`negotiat*`, "000"},
		{`negotiation*`, "000"},
		{`prosecut*`, "000"},
		{`priorit*`, "001 003"},
		{`compan*`, all},
		{`company*`, all},
		{`swindlr~`, "002 004"},
		{`swinlder~1`, "002 004"},
		{`negociations~`, "000"},
		{`negociashions~`, ""},
		{`satim~`, "001"},
		{`swimdlr~1`, ""},
		{`swimdlr~2`, "002 004"},
		{`…swindlr,~`, "002 004"},
		{`outlet:unblok~`, "000"},
		{`outlet:unblxk~1 -outlet:medai~`, ""},
		{`-musc~`, ""},
		{`title:telegram OR title:buyout`, "004"},
		{`*`, all},
		{`the`, all},
		{`"the tech world"`, "004"},
		{`-musk`, ""},
	} {
		got, _ := search(t, x, tt.query)
		slices.Sort(got)
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%s finds %q, want %q", tt.query, got, tt.want)
		}
	}
}

func TestApostrophesAreOneWord(t *testing.T) {
	x := readArticles(t)
	want, _ := search(t, x, "Musk")
	for _, q := range []string{"musk's", "musk’s", "MUSK", "muskʼs"} {
		if got, _ := search(t, x, q); !reflect.DeepEqual(got, want) {
			t.Errorf("%s finds %v, Musk finds %v", q, got, want)
		}
	}
}

// TestSnippets holds the snippets of hits.
func TestSnippets(t *testing.T) {
	x := readArticles(t)
	for _, tt := range []struct{ query, id, want string }{
		{`"no thank you"`, "004", `“<No thank you>, but`},
		{`satin`, "001", `<satın>`},
		{`nonprofit`, "004", `a <nonprofit> structure`},
		{`nonprofit`, "001", `a <non-profit> model`},
		{`"$40 billion"`, "000", `the <$40billion> investment`},
		{`"97.4 billion"`, "001", `<$97.4 billion> buyout`},
		{`swindl*`, "002", `a “<swindler>.”`},
		{`swindlr~`, "002", `a “<swindler>.”`},
		{`musk's`, "003", `<Musk`},
	} {
		_, hits := search(t, x, tt.query)
		found := false
		for _, h := range hits {
			if !strings.HasPrefix(h.ID, tt.id) {
				continue
			}
			found = true
			if len(h.Snippets) != 1 {
				t.Fatalf("%s: %s has %d snippets", tt.query, h.ID, len(h.Snippets))
			}
			if got := h.Snippets[0].Mark("<", ">", nil); !strings.Contains(got, tt.want) {
				t.Errorf("%s: the snippet of %s is\n%s\nwant in it\n%s", tt.query, h.ID, got, tt.want)
			}
		}
		if !found {
			t.Errorf("%s does not find %s", tt.query, tt.id)
		}
	}
}

// TestSharedFingerprint checks that different texts to which a program gives one
// fingerprint are no copies.
func TestSharedFingerprint(t *testing.T) {
	x, _, err := index.Memory(t.Context(), articleSeq([]ingest.Article{
		{ID: "a", Title: "One", Body: "The wall is built.", Fingerprint: "f", Language: "en"},
		{ID: "b", Title: "Two", Body: "The wall is gone.", Fingerprint: "f", Language: "en"},
		{ID: "c", Title: "One", Body: "The wall is built.", Fingerprint: "f", Language: "en"},
	}), index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	q, err := Parse("wall")
	if err != nil {
		t.Fatal(err)
	}
	r, err := Search(t.Context(), x, q, Options{Limit: 10})
	if err != nil || len(r.Hits) != 2 || fmt.Sprint(r.Hits[0].Copies, r.Hits[1].Copies) != "[c] []" {
		t.Errorf("%+v, %v", r, err)
	}
}
