package segment

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	segmentapi "github.com/blevesearch/scorch_segment_api/v2"

	"github.com/newsdex/newsdex/index/internal/record"
	"github.com/newsdex/newsdex/index/postings/packed"
	"github.com/newsdex/newsdex/index/schema"
)

// postingsOf returns what the documents say of each field and term: for each document the
// positions or the number.
func postingsOf(t testing.TB, docs []*record.Document) map[string]map[string][]string {
	t.Helper()
	all := map[string]map[string][]string{IDField: {}}
	for doc, d := range docs {
		all[IDField][d.ID] = []string{fmt.Sprint(doc, " 0")}
		for _, f := range d.Fields {
			if all[f.Name] == nil {
				all[f.Name] = map[string][]string{}
			}
			for _, term := range f.Terms {
				said := fmt.Sprint(doc, " ", term.Number)
				if schema.HasPositions(f.Name) {
					spans, err := term.AppendSpans(nil)
					if err != nil {
						t.Fatal(err)
					}
					said = fmt.Sprint(doc, " ", spans)
				}
				all[f.Name][term.Text] = append(all[f.Name][term.Text], said)
			}
		}
	}
	return all
}

// readPostings returns what the file says of a term, which a dictionary has a value for.
func readPostings(t testing.TB, z *File, field, term string) (said []string) {
	t.Helper()
	place, ok := PlaceOf(field)
	if !ok {
		found, ok, err := z.Term(field, term)
		if err != nil || !ok {
			t.Fatalf("field %s, term %q: %v", field, term, err)
		}
		docs := []uint32{found.Only}
		if found.Docs != nil {
			docs = found.Docs.ToArray()
		}
		for _, doc := range docs {
			said = append(said, fmt.Sprint(doc, " 0"))
		}
		return said
	}
	l, err := z.List(field, term)
	if err != nil || l == nil {
		t.Fatalf("field %s, term %q: %v", field, term, err)
	}
	var c packed.Cursor
	c.Reset(l)
	for ok := c.Load(0); ok; ok = c.Next() {
		freq := c.Freqs(c.Index())
		if !schema.HasPositions(field) {
			said = append(said, fmt.Sprint(c.Doc(), " ", JoinNumber(freq)))
			continue
		}
		spans, freq, err := c.Positions(nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range freq[:place] {
			spans = spans[n:]
		}
		if freq[place] > 0 {
			said = append(said, fmt.Sprint(c.Doc(), " ", spans[:freq[place]]))
		}
	}
	if c.Err() != nil {
		t.Fatal(c.Err())
	}
	return said
}

// sameContent checks that a file has the terms, the postings and the columns of documents,
// as newsdex reads them, and their documents and stored values as zapx reads them.
func sameContent(t testing.TB, file []byte, docs []*record.Document) {
	t.Helper()
	s := openFile(t, file)
	z, err := NewFile(s)
	if err != nil {
		t.Fatal(err)
	}
	want := postingsOf(t, docs)
	if fields := slices.Sorted(slices.Values(z.Fields)); !slices.Equal(fields, slices.Sorted(maps.Keys(want))) {
		t.Fatalf("the fields are %v", fields)
	}
	for field, terms := range want {
		found := 0
		for term, of := range terms {
			if said := readPostings(t, z, field, term); !slices.Equal(said, of) {
				t.Fatalf("field %s, term %q: the postings are %v, want %v", field, term, said, of)
			}
			found++
		}
		d, err := z.OpenDictionary(field)
		if err != nil || int(d.Len()) != found {
			t.Fatalf("field %s: it has %d terms, want %d: %v", field, d.Len(), found, err)
		}
		sameToZapx(t, s, field, terms)
	}
	sameColumns(t, z, docs)
	for doc, d := range docs {
		want := map[string]string{IDField: d.ID}
		for _, f := range d.Fields {
			if f.Options.IsStored() && f.Value != nil {
				want[f.Name] = string(f.Value)
			}
		}
		got := map[string]string{}
		err := s.VisitStoredFields(uint64(doc), func(field string, _ byte, value []byte, _ []uint64) bool {
			got[field] = string(value)
			return true
		})
		if err != nil || !maps.Equal(got, want) {
			t.Fatalf("document %d: zapx reads the fields %v, %v", doc, got, err)
		}
	}
}

// sameToZapx checks that zapx finds the documents of each term of a field, whatever it is
// asked for.
func sameToZapx(t testing.TB, s segmentapi.Segment, field string, terms map[string][]string) {
	t.Helper()
	d, err := s.Dictionary(field)
	if err != nil || d.Cardinality() != len(terms) {
		t.Fatalf("field %s: zapx finds %d terms, want %d: %v", field, d.Cardinality(), len(terms), err)
	}
	var list segmentapi.PostingsList
	var it segmentapi.PostingsIterator
	for term, of := range terms {
		if list, err = d.PostingsList([]byte(term), nil, list); err != nil {
			t.Fatal(err)
		}
		it = list.Iterator(true, true, true, it)
		for _, said := range of {
			p, err := it.Next()
			if err != nil || p == nil {
				t.Fatalf("field %s, term %q: zapx finds no document for %s: %v", field, term, said, err)
			}
			var doc uint64
			if _, err := fmt.Sscan(said, &doc); err != nil || p.Number() != doc || p.Frequency() != 1 || p.Norm() != 1 || len(p.Locations()) > 0 {
				t.Fatalf("field %s, term %q: zapx finds document %d, %d times, in %v words, want %d", field, term, p.Number(), p.Frequency(), p.Norm(), doc)
			}
		}
		if p, err := it.Next(); p != nil || err != nil {
			t.Fatalf("field %s, term %q: zapx finds more documents, %v", field, term, err)
		}
	}
}

// sameColumns checks that the columns of a file are those of documents, one by one and as
// a whole.
func sameColumns(t testing.TB, z *File, docs []*record.Document) {
	t.Helper()
	dates, err := z.Dates()
	if err != nil {
		t.Fatal(err)
	}
	lengths, err := z.Lengths()
	if err != nil {
		t.Fatal(err)
	}
	var classes [packed.Fields][]uint8
	for f := range classes {
		if classes[f], err = z.Classes(f); err != nil || len(classes[f]) != len(docs) {
			t.Fatal(len(classes[f]), err)
		}
	}
	order, err := z.Orders()
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, d := range docs {
		ids = append(ids, d.ID)
	}
	slices.Sort(ids)
	for i, d := range docs {
		date, length := int64(schema.NoDate), [packed.Fields]uint32{}
		if !d.Published.IsZero() {
			date = d.Published.Unix()
		}
		for _, f := range d.Fields {
			if place, _, ok := schema.TextFieldOf(f.Name); ok {
				length[place] += uint32(f.Length)
			}
		}
		doc := uint32(i)
		rank, _ := slices.BinarySearch(ids, d.ID)
		gotDate, err1 := z.Date(doc)
		gotLength, err2 := z.Length(doc)
		gotRank, err4 := z.Order(doc)
		id, err5 := z.ID(doc)
		for _, err := range []error{err1, err2, err4, err5} {
			if err != nil {
				t.Fatal(err)
			}
		}
		if gotDate != date || gotLength != length || int(gotRank) != rank || string(id) != d.ID {
			t.Fatalf("document %d: date %d, lengths %d, rank %d, ID %q; want %d, %d, %d, %q",
				doc, gotDate, gotLength, gotRank, id, date, length, rank, d.ID)
		}
		if dates[i] != date || [packed.Fields]uint32(lengths[packed.Fields*i:]) != length || int(order[i]) != rank {
			t.Fatalf("document %d: the whole columns have other entries", doc)
		}
		for f, n := range length {
			if classes[f][i] != packed.LengthClass(n) {
				t.Fatalf("document %d, field %d: class %d of length %d", doc, f, classes[f][i], n)
			}
		}
	}
	if len(dates) != len(docs) || len(lengths) != packed.Fields*len(docs) || len(order) != len(docs) {
		t.Errorf("the columns have %d, %d and %d entries", len(dates), len(lengths), len(order))
	}
}
