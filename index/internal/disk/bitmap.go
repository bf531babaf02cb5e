package disk

import (
	"encoding/binary"
	"fmt"
	"math/bits"

	"github.com/RoaringBitmap/roaring/v2"
)

// Bitmap returns the bitmap in b, whose bytes it shares, if the bytes are a valid bitmap
// of documents below size. roaring itself trusts the bytes, and may panic later. The
// error wraps [ErrDamaged] or [ErrBeyond].
func Bitmap(b []byte, size uint64) (*roaring.Bitmap, error) {
	if err := checkBitmap(b); err != nil {
		return nil, err
	}
	docs := roaring.New()
	if _, err := docs.FromBuffer(b); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if !docs.IsEmpty() && uint64(docs.Maximum()) >= size {
		return nil, ErrBeyond
	}
	return docs, nil
}

// checkBitmap checks bytes in roaring's format
// (https://github.com/RoaringBitmap/RoaringFormatSpec): a cookie, a key and a cardinality
// for each container of 2¹⁶ numbers, their offsets, and the containers. A container is a
// list of numbers, a bit for each number, or a list of runs.
func checkBitmap(b []byte) error {
	const (
		withoutRuns = 12346
		withRuns    = 12347 // in the lower two bytes; above them the number of containers less 1
		mostArray   = 4096
		offsetsFrom = 4 // number of containers from which one with runs has offsets
	)
	if len(b) < 8 {
		return ErrDamaged
	}
	var n int
	var runs []byte
	switch cookie := binary.LittleEndian.Uint32(b); {
	case cookie == withoutRuns:
		size := binary.LittleEndian.Uint32(b[4:])
		if size > 1<<16 {
			return ErrDamaged
		}
		n, b = int(size), b[8:]
	case cookie&0xffff == withRuns:
		n, b = int(cookie>>16)+1, b[4:]
		size := (n + 7) / 8
		if len(b) < size {
			return ErrDamaged
		}
		runs, b = b[:size], b[size:]
	default:
		return ErrDamaged
	}
	heads := 4 * n
	if runs == nil || n >= offsetsFrom {
		heads += 4 * n
	}
	if len(b) < heads {
		return ErrDamaged
	}
	head, b := b[:heads], b[heads:]
	last := -1
	for i := range n {
		key := int(binary.LittleEndian.Uint16(head[4*i:]))
		count := int(binary.LittleEndian.Uint16(head[4*i+2:])) + 1
		if key <= last {
			return ErrDamaged
		}
		last = key
		size, valid := 0, false
		switch {
		case runs != nil && runs[i/8]&(1<<(i%8)) != 0:
			size, valid = checkRuns(b, count)
		case count <= mostArray:
			size, valid = checkArray(b, count)
		default:
			size, valid = checkBits(b, count)
		}
		if !valid {
			return ErrDamaged
		}
		b = b[size:]
	}
	return nil
}

// checkArray checks a container of count numbers in ascending order, and returns its size
// in bytes.
func checkArray(b []byte, count int) (size int, valid bool) {
	if len(b) < 2*count {
		return 0, false
	}
	b = b[:2*count]
	last := binary.LittleEndian.Uint16(b)
	for i := 2; i+2 <= len(b); i += 2 {
		next := binary.LittleEndian.Uint16(b[i:])
		if next <= last {
			return 0, false
		}
		last = next
	}
	return len(b), true
}

// checkBits is like checkArray but for a container with a bit for each number.
func checkBits(b []byte, count int) (size int, valid bool) {
	if size = 1 << 16 / 8; len(b) < size {
		return 0, false
	}
	for i := 0; i < size; i += 8 {
		count -= bits.OnesCount64(binary.LittleEndian.Uint64(b[i:]))
	}
	return size, count == 0
}

// checkRuns is like checkArray but for a container with the first number of each run of
// numbers and the count of those behind it.
func checkRuns(b []byte, count int) (size int, valid bool) {
	if len(b) < 2 {
		return 0, false
	}
	size = 2 + 4*int(binary.LittleEndian.Uint16(b))
	if len(b) < size {
		return 0, false
	}
	last := -1
	for i := 2; i < size; i += 4 {
		first, more := int(binary.LittleEndian.Uint16(b[i:])), int(binary.LittleEndian.Uint16(b[i+2:]))
		if first <= last || first+more >= 1<<16 {
			return 0, false
		}
		last = first + more
		count -= more + 1
	}
	return size, count == 0
}
