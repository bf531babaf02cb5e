package record

import (
	"encoding/binary"
	"math/bits"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/schema"
)

// This file says how the places of a word in a field are kept: where they are few,
// within the number that Bleve takes for the frequency, and otherwise as a
// location. Bleve's own way, a location for each, takes five bytes and more for a
// place, of which three are zeros; kept so, the places of 12,000 articles were
// more than half of an index, 73 MB of 173.
//
// The number, from its lowest bit, for n places:
//
//	n-1 ones and a zero
//	for n > 1: 4 bits, one less than the width w of a difference
//	           n-1 times w bits, the difference of a place from the one before
//	the first place
//
// It is below 2^61. Where the places do not fit, or one is wider than one position,
// the number is n, and there is one location. Its position is the first place, its
// end that place's width, and its array positions are, for each place that
// follows, the double of its difference from the one before and, if it is wider
// than one position, one more and its width.
//
// So what Bleve itself takes for the frequency of a word is something else, and
// its own phrases find nothing.
const (
	PackedBits     = 61
	packedMost     = 16 // places
	packedDiffBits = 4
)

// PackOccurrences returns the number for the places of a word, in ascending order,
// and whether they fit.
func PackOccurrences(at []Occurrence) (uint64, bool) {
	n := len(at)
	if n == 0 || n > packedMost || at[0].Width != 1 {
		return 0, false
	}
	first := uint64(at[0].Position)
	if n == 1 {
		return first << 1, bits.Len64(first) < PackedBits
	}
	widest := int32(1)
	for i := 1; i < n; i++ {
		if at[i].Width != 1 || at[i].Position < at[i-1].Position {
			return 0, false
		}
		widest = max(widest, at[i].Position-at[i-1].Position)
	}
	width := bits.Len32(uint32(widest))
	if width > 1<<packedDiffBits || n+packedDiffBits+(n-1)*width+bits.Len64(first) > PackedBits {
		return 0, false
	}
	v := first
	for i := n - 1; i > 0; i-- {
		v = v<<width | uint64(at[i].Position-at[i-1].Position)
	}
	return (v<<packedDiffBits|uint64(width-1))<<n | (1<<(n-1) - 1), true
}

// PackedCount returns the number of places in a packed number.
func PackedCount(v uint64) int { return bits.TrailingZeros64(^v) + 1 }

// AppendPacked appends the places in a packed number.
func AppendPacked(spans []schema.Span, v uint64) ([]schema.Span, error) {
	n := PackedCount(v)
	if n > packedMost {
		return spans, disk.ErrDamaged
	}
	v >>= n
	if n == 1 {
		return append(spans, schema.Span{Pos: int(v), End: int(v) + 1}), nil
	}
	width := v&(1<<packedDiffBits-1) + 1
	v >>= packedDiffBits
	pos := int(v >> (width * uint64(n-1)))
	spans = append(spans, schema.Span{Pos: pos, End: pos + 1})
	for range n - 1 {
		pos += int(v & (1<<width - 1))
		v >>= width
		spans = append(spans, schema.Span{Pos: pos, End: pos + 1})
	}
	return spans, nil
}

// AppendLocation appends the location that holds places which do not fit into a
// number, as it stands in a file behind the number of its field. They are in
// ascending order.
func AppendLocation(b []byte, at []Occurrence) []byte {
	b = binary.AppendUvarint(b, uint64(at[0].Position))
	b = append(b, 0)
	b = binary.AppendUvarint(b, uint64(at[0].Width))
	more := uint64(len(at) - 1)
	for _, o := range at[1:] {
		if o.Width != 1 {
			more++
		}
	}
	b = binary.AppendUvarint(b, more)
	for i := 1; i < len(at); i++ {
		diff := uint64(at[i].Position-at[i-1].Position) << 1
		if at[i].Width == 1 {
			b = binary.AppendUvarint(b, diff)
		} else {
			b = binary.AppendUvarint(binary.AppendUvarint(b, diff|1), uint64(at[i].Width))
		}
	}
	return b
}

// AppendLocated appends the places of a location: its position, its end, and its
// array positions, of which next returns one after the other.
func AppendLocated(spans []schema.Span, position, end uint64, n uint64, next func() uint64) []schema.Span {
	pos := position
	spans = append(spans, schema.Span{Pos: int(pos), End: int(pos + end)})
	for ; n > 0; n-- {
		v := next()
		width := uint64(1)
		if v&1 != 0 && n > 1 {
			width = next()
			n--
		}
		pos += v >> 1
		spans = append(spans, schema.Span{Pos: int(pos), End: int(pos + width)})
	}
	return spans
}
