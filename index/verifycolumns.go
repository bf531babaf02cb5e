package index

import (
	"fmt"
	"slices"

	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/index/postings/packed"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/ingest"
)

// heldColumns are the columns of a segment, which Verify compares with its articles.
type heldColumns struct {
	lengths []uint32 // three for each document
	dates   []int64
	classes [packed.Fields][]uint8
	order   []uint32
}

// readHeld reads the columns of a segment.
func readHeld(seg *postings.Segment) (h heldColumns, err error) {
	if h.lengths, err = seg.FieldLengths(); err != nil {
		return h, err
	}
	if h.dates, err = seg.AllPublished(); err != nil {
		return h, err
	}
	for f := range h.classes {
		if h.classes[f], err = seg.LengthClasses(schema.TextField(f)); err != nil {
			return h, err
		}
	}
	h.order, err = seg.IDOrder()
	return h, err
}

// length returns the length of a text field of a document.
func (h *heldColumns) length(doc uint32, f int) uint32 { return h.lengths[int(doc)*packed.Fields+f] }

// checkOrder checks that the ranks of the IDs order them.
func (h *heldColumns) checkOrder(seg *postings.Segment) error {
	const none = 1<<32 - 1
	at := make([]uint32, len(h.order)) // documents by rank
	for i := range at {
		at[i] = none
	}
	for doc, rank := range h.order {
		if int(rank) >= len(at) || at[rank] != none {
			return fmt.Errorf("the rank %d of the ID of document %d is wrong", rank, doc)
		}
		at[rank] = uint32(doc)
	}
	before := ""
	for rank, doc := range at {
		id, err := seg.ID(doc)
		if err != nil {
			return err
		}
		if id < before {
			return fmt.Errorf("the rank %d of the ID %q is wrong", rank, id)
		}
		before = id
	}
	return nil
}

// columns compares the values of an article with those in the columns.
func (c *comparison) columns(i int, doc uint32, a ingest.Article, columns map[string]*postings.Column) {
	want := map[string][]string{schema.OutletName: schema.NameValues([]string{a.Outlet}), schema.AuthorName: schema.NameValues(a.Authors)}
	for _, f := range []string{schema.OutletName, schema.AuthorName} {
		col := columns[f]
		if col == nil {
			continue
		}
		var got []string
		for _, place := range col.AppendValues(nil, col.Ordinals(i)[doc]) {
			got = append(got, col.Values()[place])
		}
		slices.Sort(got)
		slices.Sort(want[f])
		if w := slices.Compact(want[f]); !slices.Equal(got, w) {
			c.problem(a.ID, "its names are %q, and the column says %q", w, got)
		}
	}
}
