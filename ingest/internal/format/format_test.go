package format_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/newsdex/newsdex/ingest"
	"github.com/newsdex/newsdex/ingest/internal/fixture"
	"github.com/newsdex/newsdex/ingest/internal/format"
)

// TestEveryFormHasASample checks that testdata/ingest has a sample for each extension of
// the format table, that the sample is read in that format, also gzipped and without its
// name, and that it gives an article.
func TestEveryFormHasASample(t *testing.T) {
	for _, f := range format.Formats {
		for _, ext := range f.Extensions {
			name := filepath.Join("..", "..", "..", "testdata", "ingest", "sample"+f.Extensions[0])
			data, err := os.ReadFile(name)
			if err != nil {
				t.Errorf("%s has no sample: %v", f.Name, err)
				break
			}
			if got, ok := format.FormatOf("a"+ext, data); !ok || got.Name != f.Name {
				t.Errorf("%s is read as %q", ext, got.Name)
			}
			if got, ok := format.FormatOf("", data); !ok || got.Name != f.Name {
				t.Errorf("the content of %s is taken for %q", name, got.Name)
			}
			dir := fixture.Folder(t, map[string]string{"plain" + ext: string(data), "zipped" + ext + ".gz": fixture.Gzip(string(data))})
			articles, failures := fixture.Collect(ingest.Read(t.Context(), ingest.Files(dir), ingest.Options{}))
			if failures != nil || len(articles) != 2 || articles[0].Title != "Council approves budget after long debate" ||
				articles[0].Body != articles[1].Body || articles[0].PublishedString() != "2025-03-04" || articles[0].Outlet != "Harbor Media" {
				t.Errorf("%s: %+v, %v", ext, articles, failures)
			}
		}
	}
}

func TestRecordFields(t *testing.T) {
	for _, c := range []struct {
		in   string
		want ingest.Article
	}{
		{`{"Title":"T","MainText":"B.","URL":"https://h.example/u"}`, ingest.Article{Title: "T", Body: "B.", URL: "https://h.example/u"}},
		{`{"id":12345678901234567890,"text":"B."}`, ingest.Article{ID: "12345678901234567890", Body: "B."}},
		{`{"text":"","body":"B."}`, ingest.Article{Body: "B."}},
		{`{"text":["One.","Two."],"author":["Ann Lee","Bo Chan","Ann Lee"]}`, ingest.Article{Body: "One.\nTwo.", Authors: []string{"Ann Lee", "Bo Chan"}}},
		{`{"text":"B.","publisher":{"name":"Harbor"},"byline":"By Ann Lee, Bo Chan and Cy Diaz"}`, ingest.Article{Body: "B.", Outlet: "Harbor", Authors: []string{"Ann Lee", "Bo Chan", "Cy Diaz"}}},
		{`{"text":"B.","title":null,"headline":"H","views":[[1]],"lang":"en"}`, ingest.Article{Body: "B.", Title: "H", Language: "en"}},
	} {
		a, err := format.FieldMap{}.DecodeRecord([]byte(c.in))
		if err != nil || a.ID != c.want.ID || a.URL != c.want.URL || a.Title != c.want.Title || a.Body != c.want.Body || a.Outlet != c.want.Outlet ||
			a.Language != c.want.Language || !slices.Equal(a.Authors, c.want.Authors) {
			t.Errorf("%s: %+v, %v", c.in, a, err)
		}
	}
}
