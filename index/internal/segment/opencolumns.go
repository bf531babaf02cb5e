package segment

import (
	"encoding/binary"
	"math"
	"slices"

	"github.com/newsdex/newsdex/index/postings/packed"
)

// columnPlaces tell where the columns of a file are (columns.go).
type columnPlaces struct {
	dates, lengths, classes, order, offsets, ids uint64 // offsets in the file
	idSize                                       uint64 // size of the IDs in bytes
	norms                                        packed.Norms
}

// checkColumns checks the trailer before the offset of the fields and the header of the
// columns, and that all columns are before an end.
func (r *openReader) checkColumns(fields, end uint64) bool {
	if fields < uint64(trailerSize) {
		return false
	}
	trailer := r.from(fields - uint64(trailerSize)).ahead(uint64(trailerSize))
	if len(trailer) < trailerSize || string(trailer[8:]) != trailerMagic {
		return false
	}
	header := binary.LittleEndian.Uint64(trailer)
	if header >= fields {
		return false
	}
	h := r.from(header)
	format := h.number()
	c := new(columnPlaces)
	docs := r.Size
	right := format == columnFormat
	for _, column := range []struct {
		at            *uint64
		size, entries uint64
	}{
		{&c.dates, dateSize, docs}, {&c.lengths, lengthSize, docs}, {&c.classes, classSize, docs},
		{&c.order, orderSize, docs}, {&c.offsets, offsetSize, docs + 1}, {&c.ids, 1, 0},
	} {
		at := h.number()
		right = right && at%8 == 0 && at <= end && column.entries*column.size <= end-at
		*column.at = at
	}
	c.idSize = h.number()
	right = right && c.idSize <= end-min(c.ids, end) && c.idSize <= math.MaxUint32
	right = h.checkNorms(&c.norms) && right
	right = h.checkListed() && right
	r.err = h.err
	r.columns = c
	return right && h.err == nil
}

// checkNorms reads the parameters of impacts, and reports whether they are numbers that a
// score can be made with.
func (r *openReader) checkNorms(n *packed.Norms) bool {
	right := true
	float := func(least float64) float64 {
		v := math.Float64frombits(r.number())
		right = right && v >= least && v <= math.MaxUint32
		return v
	}
	length := func() uint32 {
		v := r.number()
		right = right && v <= math.MaxUint32
		return uint32(v)
	}
	n.K1, n.B = float(math.SmallestNonzeroFloat64), float(0)
	for i := range packed.Fields {
		n.Weights[i], n.Average[i] = float(0), float(0)
		n.Least[i], n.Most[i] = length(), length()
		right = right && n.Least[i] <= n.Most[i]
	}
	return right && n.B <= 1
}

// checkListed reads the fields with lists, and reports whether they are those that newsdex
// writes with lists.
func (r *openReader) checkListed() bool {
	var listed, want []uint64
	n := r.number()
	if n > uint64(len(r.fields)) {
		return false
	}
	for range n {
		listed = append(listed, r.number())
	}
	for i, field := range r.fields {
		if kind, _, _ := kindOf(field.name); kind != noList {
			want = append(want, uint64(i))
		}
	}
	slices.Sort(listed)
	return slices.Equal(listed, want)
}
