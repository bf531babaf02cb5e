package record

import (
	"encoding/binary"
	"math/bits"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/schema"
)

// This file encodes the positions of a term in a field, for the time until they stand in
// a list (index/postings/packed). Few positions are packed into a number. Others become a
// location.
//
// The packed number of n positions has, from the lowest bit:
//
//	n-1 ones and a zero
//	for n > 1: 4 bits, the width w of a difference in bits, less 1
//	           n-1 times w bits, the difference to the position before
//	the first position
//
// It is below 2⁶¹. If the positions do not fit, or one covers several positions, the
// number is n, and there is one location. Its position is the first position and its
// end that position's width. Its array positions hold, for each further position,
// twice the difference to the position before, plus 1 if its width is not 1, and
// then its width if it is not 1.
const (
	// PackedBits is the number of bits of a packed number.
	PackedBits = 61
	// maxPacked is the greatest number of positions in a packed number.
	maxPacked      = 16
	packedDiffBits = 4
)

// PackOccurrences packs the positions of a term, which are in ascending order, and
// reports whether they fit.
func PackOccurrences(at []Occurrence) (uint64, bool) {
	n := len(at)
	if n == 0 || n > maxPacked || at[0].Width != 1 {
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

// PackedCount returns the number of positions in a packed number.
func PackedCount(v uint64) int { return bits.TrailingZeros64(^v) + 1 }

// AppendPacked appends the positions in a packed number. The error is
// [disk.ErrDamaged].
func AppendPacked(spans []schema.Span, v uint64) ([]schema.Span, error) {
	n := PackedCount(v)
	if n > maxPacked {
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

// AppendLocation appends a location for positions in ascending order that cannot be
// packed.
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

// AppendLocated appends the positions of a location with the given position, end and
// number n of array positions, which next returns one by one.
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
