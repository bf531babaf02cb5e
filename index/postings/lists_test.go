package postings_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/index/postings/packed"
	"github.com/newsdex/newsdex/index/schema"
)

// TestLists holds that the list of a term in some fields has the frequencies of its
// positions there, and that an expansion adds them up.
func TestLists(t *testing.T) {
	for _, s := range segmentedIndex(t).Postings().Segments() {
		reader, err := s.NewTermReader()
		if err != nil {
			t.Fatal(err)
		}
		for i := range 40 {
			term := fmt.Sprint("w", i)
			for _, in := range [][]schema.TextField{{schema.Title}, {schema.Deck, schema.Body}, {schema.Title, schema.Deck, schema.Body}} {
				want := map[uint32][schema.TextFields]uint32{}
				for _, f := range in {
					err := reader.Postings(f.In("en"), term, func(p postings.TermPosting) {
						freq := want[p.Doc]
						freq[f] = uint32(len(p.Spans))
						want[p.Doc] = freq
					})
					if err != nil {
						t.Fatal(err)
					}
				}
				l, err := s.Within(t.Context(), "en", term, in)
				if err != nil {
					t.Fatal(err)
				}
				expanded, err := s.Expand(t.Context(), "en", in, postings.Expansion{Also: []string{term}})
				if err != nil {
					t.Fatal(err)
				}
				if got, sums := freqsOf(t, s, l), freqsOf(t, s, expanded); !maps.Equal(got, want) || !maps.Equal(sums, want) {
					t.Fatalf("%s in %v: frequencies %v and %v, want %v", term, in, got, sums, want)
				}
			}
		}
	}
}

// freqsOf returns the frequencies of a list by document, without deleted ones.
func freqsOf(t *testing.T, s *postings.Segment, l *packed.List) map[uint32][schema.TextFields]uint32 {
	t.Helper()
	freqs := map[uint32][schema.TextFields]uint32{}
	var c packed.Cursor
	c.Reset(l)
	for ok := c.Load(0); ok; ok = c.Next() {
		if s.Deleted() == nil || !s.Deleted().Contains(c.Doc()) {
			freqs[c.Doc()] = c.Freqs(c.Index())
		}
	}
	if c.Err() != nil {
		t.Fatal(c.Err())
	}
	return freqs
}

// TestExpandedPrefix holds that the frequencies of a prefix are the sums of its terms.
func TestExpandedPrefix(t *testing.T) {
	in := []schema.TextField{schema.Title, schema.Deck, schema.Body}
	for _, s := range segmentedIndex(t).Postings().Segments() {
		var all []string
		for _, f := range in {
			for term, err := range s.TermsFrom(f.In("en"), "w1") {
				if err != nil {
					t.Fatal(err)
				}
				all = append(all, term)
			}
		}
		slices.Sort(all)
		all = slices.Compact(all)
		want, err := s.Expand(t.Context(), "en", in, postings.Expansion{Also: all})
		if err != nil {
			t.Fatal(err)
		}
		got, err := s.Expand(t.Context(), "en", in, postings.Expansion{Prefix: "w1"})
		if err != nil || len(all) < 2 || !maps.Equal(freqsOf(t, s, got), freqsOf(t, s, want)) {
			t.Fatalf("%d documents, and %d of the %d terms one by one: %v", got.Len(), want.Len(), len(all), err)
		}
	}
}

// TestSegmentColumns holds that the views of a segment's columns are what its articles say.
func TestSegmentColumns(t *testing.T) {
	for _, s := range segmentedIndex(t).Postings().Segments() {
		lengths, err := s.FieldLengths()
		if err != nil {
			t.Fatal(err)
		}
		var classes [schema.TextFields][]uint8
		for f := range classes {
			if classes[f], err = s.LengthClasses(schema.TextField(f)); err != nil {
				t.Fatal(err)
			}
		}
		order, err := s.IDOrder()
		if err != nil {
			t.Fatal(err)
		}
		dates, err := s.Published()
		if err != nil {
			t.Fatal(err)
		}
		live := s.All()
		byRank := map[uint32]string{}
		for doc := range uint32(s.Size()) {
			id, err := s.ID(doc)
			if err != nil {
				t.Fatal(err)
			}
			byRank[order[doc]] = id
			rec, err := s.Record(doc)
			if err != nil {
				t.Fatal(err)
			}
			date := int64(schema.NoDate)
			if live.Contains(doc) && !rec.Article.Published.IsZero() {
				date = rec.Article.Published.Unix()
			}
			if id != rec.DocumentID() || dates[doc] != date {
				t.Errorf("document %d is %q of %d", doc, id, dates[doc])
			}
			for f, n := range rec.Lengths {
				if lengths[3*doc+uint32(f)] != uint32(n) || classes[f][doc] != packed.LengthClass(uint32(n)) {
					t.Errorf("document %d: length %d, want %d", doc, lengths[3*doc+uint32(f)], n)
				}
			}
		}
		before := ""
		for rank := range uint32(s.Size()) {
			if byRank[rank] <= before {
				t.Errorf("%q is behind %q", byRank[rank], before)
			}
			before = byRank[rank]
		}
	}
}
