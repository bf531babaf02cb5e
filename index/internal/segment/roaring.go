package segment

import (
	"encoding/binary"
	"errors"
	"math"
	"math/bits"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/newsdex/newsdex/index/internal/disk"
)

// appendRoaring appends the bitmap of documents in ascending order, in roaring's
// format without runs (https://github.com/RoaringBitmap/RoaringFormatSpec).
func appendRoaring(b []byte, docs []uint32) []byte {
	const (
		cookie    = 12346
		mostArray = 4096 // documents of an array container; a larger container has a bit for each of 2¹⁶
		bitmap    = 1 << 16 / 8
	)
	var containers [][]uint32
	for rest := docs; len(rest) > 0; {
		key := rest[0] >> 16
		n, _ := slices.BinarySearch(rest, min(key+1, math.MaxUint16)<<16)
		if key == math.MaxUint16 {
			n = len(rest)
		}
		containers, rest = append(containers, rest[:n]), rest[n:]
	}
	b = binary.LittleEndian.AppendUint32(b, cookie)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(containers)))
	for _, c := range containers {
		b = binary.LittleEndian.AppendUint16(b, uint16(c[0]>>16))
		b = binary.LittleEndian.AppendUint16(b, uint16(len(c)-1))
	}
	at := 8 + 8*len(containers)
	for _, c := range containers {
		b = binary.LittleEndian.AppendUint32(b, uint32(at))
		if len(c) > mostArray {
			at += bitmap
		} else {
			at += 2 * len(c)
		}
	}
	for _, c := range containers {
		if len(c) <= mostArray {
			for _, doc := range c {
				b = binary.LittleEndian.AppendUint16(b, uint16(doc))
			}
			continue
		}
		start := len(b)
		b = append(b, make([]byte, bitmap)...)
		for _, doc := range c {
			b[start+int(doc&0xffff)>>3] |= 1 << (doc & 7)
		}
	}
	return b
}

// appendDocs appends the documents of a bitmap in roaring's format. Bitmaps without runs,
// as newsdex writes them, need no roaring.Bitmap.
func appendDocs(docs []uint32, b []byte) ([]uint32, error) {
	const cookie, mostArray, bitmap = 12346, 4096, 1 << 16 / 8
	if len(b) < 8 || binary.LittleEndian.Uint32(b) != cookie {
		all := roaring.New()
		if _, err := all.FromBuffer(b); err != nil {
			return nil, errors.Join(disk.ErrDamaged, err)
		}
		return append(docs, all.ToArray()...), nil
	}
	n := uint64(binary.LittleEndian.Uint32(b[4:]))
	if n > uint64(len(b)-8)/8 {
		return nil, disk.ErrDamaged
	}
	heads, rest := b[8:], disk.Reader{Data: b[8+8*n:]}
	for i := range n {
		key := uint32(binary.LittleEndian.Uint16(heads[4*i:])) << 16
		count := uint64(binary.LittleEndian.Uint16(heads[4*i+2:])) + 1
		if count <= mostArray {
			array := rest.Bytes(2 * count)
			for ; len(array) >= 2; array = array[2:] {
				docs = append(docs, key|uint32(binary.LittleEndian.Uint16(array)))
			}
			continue
		}
		words := rest.Bytes(bitmap)
		for at := uint32(0); len(words) >= 8; at, words = at+64, words[8:] {
			for w := binary.LittleEndian.Uint64(words); w != 0; w &= w - 1 {
				docs = append(docs, key|at|uint32(bits.TrailingZeros64(w)))
			}
		}
	}
	if rest.Bad || len(rest.Data) > 0 {
		return nil, disk.ErrDamaged
	}
	return docs, nil
}
