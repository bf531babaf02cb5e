package index

import (
	"path/filepath"
	"testing"

	"github.com/blevesearch/bleve/v2"

	"github.com/newsdex/newsdex/index/internal/disk"
)

// TestPlainBleve checks that a program that uses only Bleve can search an index, with
// the analysis of newsdex.
func TestPlainBleve(t *testing.T) {
	path := filepath.Join(t.TempDir(), "i")
	mustBuild(t, path, article("a", "Musk’s bid", "A non-profit model for $97.4 billion."), article("b", "Another", "Text."))
	b, err := bleve.OpenUsing(filepath.Join(path, generationName(1), disk.BleveDir), map[string]any{"read_only": true})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	for _, tt := range []struct{ field, text string }{
		{"title.en", "musk"}, {"body.en", "nonprofit"}, {"body.en", "$97.4bn"},
	} {
		q := bleve.NewMatchQuery(tt.text)
		q.SetField(tt.field)
		res, err := b.Search(bleve.NewSearchRequest(q))
		if err != nil || res.Total != 1 || res.Hits[0].ID != "a" {
			t.Errorf("%s:%s finds %v, %v", tt.field, tt.text, res, err)
		}
	}
}
