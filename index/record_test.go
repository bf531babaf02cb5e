package index

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/newsdex/newsdex/index/internal/record"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/ingest"
)

// TestRecord checks that a stored article comes back completely, or in the part that is
// shown, and that a damaged one never yields wrong data.
func TestRecord(t *testing.T) {
	a := article("a", "Musk’s bid", strings.Repeat("A non-profit model for $97.4 billion. ", 40))
	a.Removed = []ingest.Removal{{Rule: "advertisement", Text: "Advertisement", Line: 3}}
	a.Lines.Body = []int{1, 2}
	a.Found = []ingest.Candidate{{}}
	rec := record.Record{Article: a, Lengths: [schema.TextFields]int{2, 0, 240}}
	b, err := rec.Encode()
	if err != nil {
		t.Fatal(err)
	}
	var all, shown record.Record
	if err := all.Decode(b); err != nil || !reflect.DeepEqual(all, rec) {
		t.Errorf("%v; got %+v, want %+v", err, all, rec)
	}
	if err := shown.DecodeShown(b); err != nil || shown.Article.Body != a.Body || shown.Article.Removed != nil {
		t.Errorf("shown: %v, %+v", err, shown)
	}
	for i := range b {
		for _, flip := range []byte{1, 0x10, 0x80, 0xff} {
			damaged := slices.Clone(b)
			damaged[i] ^= flip
			var got record.Record
			if err := got.Decode(damaged); err == nil && !reflect.DeepEqual(got, rec) {
				t.Fatalf("byte %d ^ %x: another article", i, flip)
			}
		}
		var got record.Record
		if err := got.Decode(b[:i]); err == nil {
			t.Fatalf("%d of %d bytes are an article", i, len(b))
		}
	}
}
