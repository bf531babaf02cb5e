package ingest

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"
)

// TestProvenance checks the words for the kinds of places, and that a candidate in JSON
// keeps its places.
func TestProvenance(t *testing.T) {
	for _, c := range []struct {
		places []Provenance
		want   string
	}{
		{nil, ""},
		{[]Provenance{{Kind: InRecord, Name: "date_publish"}}, "the record's date_publish"},
		{[]Provenance{{Kind: InArticle, Name: "published"}}, "the article's published"},
		{[]Provenance{{Kind: InText, Line: 3}}, "line 3 of the text"},
		{[]Provenance{{Kind: InPage, Name: "line published"}, {Kind: InAddress, Name: "URL"}}, "line published, URL"},
		{[]Provenance{{Kind: InPage, Name: "meta og:title"}, {Kind: InPage, Name: "title"}}, "meta og:title"},
		{[]Provenance{{Kind: ByExtractor, Name: "all text"}}, "all text"},
	} {
		was := Candidate{Field: "published", Value: "v", Sources: c.places, Chosen: true}
		if got := was.Source(); got != c.want {
			t.Errorf("%#v is %q, want %q", c.places, got, c.want)
		}
		data, err := json.Marshal(was)
		var got Candidate
		if err == nil {
			err = json.Unmarshal(data, &got)
		}
		if err != nil || !reflect.DeepEqual(got, was) {
			t.Errorf("%s became %#v, %v", data, got, err)
		}
	}
}

// TestOldProvenance checks that a place that an older newsdex wrote as a string has the
// unknown kind, and that Raw keeps the value found there.
func TestOldProvenance(t *testing.T) {
	for _, source := range []string{"line published, meta date", "line 2 of the text", "the record's date"} {
		var a Article
		data, err := json.Marshal(map[string]any{"Body": "The council met.", "Published": "2020-05-03T00:00:00Z", "PublishedLayout": "2006-01-02",
			"Found": []any{map[string]any{"Field": "published", "Value": "2020-05-03", "Source": source, "Chosen": true}}})
		if err == nil {
			err = json.Unmarshal(data, &a)
		}
		if err != nil {
			t.Fatal(err)
		}
		if want := []Provenance{{Kind: UnknownProvenance, Name: source}}; !reflect.DeepEqual(a.Found[0].Sources, want) || a.Found[0].Source() != source {
			t.Errorf("%s became %#v", source, a.Found[0])
		}
		raw := a.Raw()
		if at := time.Date(2020, 5, 3, 0, 0, 0, 0, time.UTC); !raw.Published.Equal(at) || len(raw.Found) != 1 {
			t.Errorf("%s: published %v, found %v; want %v", source, raw.Published, raw.Found, at)
		}
	}
}
