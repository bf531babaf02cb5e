package postings_test

import (
	"fmt"
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
				k, err := s.Lookup("en", term, in...)
				if err != nil {
					t.Fatal(err)
				}
				l, err := k.List()
				if err != nil {
					t.Fatal(err)
				}
				expanded, err := s.Expanded(t.Context(), "en", in, postings.Expansion{Also: []string{term}})
				if err != nil {
					t.Fatal(err)
				}
				if l.Len() != len(want) || !slices.Equal(l.Docs(), expanded.Docs()) {
					t.Fatalf("%s in %v: %d documents, want %d", term, in, l.Len(), len(want))
				}
				for i, doc := range l.Docs() {
					if l.Freq(i) != want[doc] || expanded.Freq(i) != want[doc] {
						t.Fatalf("%s in %v, document %d: frequencies %v, want %v", term, in, doc, l.Freq(i), want[doc])
					}
				}
			}
		}
	}
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
		want, err := s.Expanded(t.Context(), "en", in, postings.Expansion{Also: all})
		if err != nil {
			t.Fatal(err)
		}
		got, err := s.Expanded(t.Context(), "en", in, postings.Expansion{Prefix: "w1"})
		if err != nil || len(all) < 2 || !slices.Equal(got.Docs(), want.Docs()) || !slices.Equal(freqsOf(got), freqsOf(want)) {
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
		all, err := s.AllLengths()
		if err != nil {
			t.Fatal(err)
		}
		classes, err := s.LengthClasses()
		if err != nil {
			t.Fatal(err)
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
			if id != rec.DocumentID() || dates[doc] != date || classes[doc] != packed.LengthClass(lengths[3*doc+2]) {
				t.Errorf("document %d is %q of %d", doc, id, dates[doc])
			}
			for f, n := range rec.Lengths {
				if !live.Contains(doc) {
					n = 0
				} else if lengths[3*doc+uint32(f)] != uint32(n) {
					t.Errorf("document %d: length %d, want %d", doc, lengths[3*doc+uint32(f)], n)
				}
				if all[f][doc] != uint32(n) {
					t.Errorf("document %d: the length of field %d is %d, want %d", doc, f, all[f][doc], n)
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
