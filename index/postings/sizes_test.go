package postings_test

import (
	"testing"

	"github.com/newsdex/newsdex/index/schema"
)

// TestSizes holds that the parts of an index on disk add up, and that the largest
// field is named first.
func TestSizes(t *testing.T) {
	s := segmentedIndex(t)
	all, err := s.Sizes(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	sum := all.Articles + all.Originals + all.Other
	for _, f := range all.Fields {
		sum += f.Bytes()
	}
	if sum != all.Total || all.Articles <= 0 || all.Other <= 0 {
		t.Errorf("%d for articles and %d else are %d with the fields, of %d", all.Articles, all.Other, sum, all.Total)
	}
	if f := all.Fields[0]; f.Field != schema.Body.In("en") || f.Terms < 1000 || f.Postings < 50_000 || f.Lists < f.Postings || f.Positions < f.Postings || f.Documents <= 0 {
		t.Errorf("the first field is %+v", f)
	}
}
