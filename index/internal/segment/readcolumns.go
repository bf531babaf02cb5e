package segment

import (
	"encoding/binary"
	"sync"
	"unsafe"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/postings/packed"
)

// This file reads the columns of a segment's file (columns.go).

// entry returns the bytes of the entry of a document in a column at an offset.
func (z *File) entry(at, size uint64, doc uint32) ([]byte, error) {
	if uint64(doc) >= z.Size {
		return nil, disk.ErrBeyond
	}
	return z.bytes(at+uint64(doc)*size, size)
}

// Length returns the lengths of the text fields of a document in words, 0 for those that
// it lacks.
func (z *File) Length(doc uint32) (lengths [packed.Fields]uint32, err error) {
	if z.columns == nil {
		return lengths, disk.ErrDamaged
	}
	if uint64(doc) >= z.Size {
		return lengths, disk.ErrBeyond
	}
	at := z.columns.lengths + uint64(doc)*lengthSize
	if err := z.Blocks.Check(z.Data, at, lengthSize); err != nil {
		return lengths, err
	}
	b := (*[lengthSize]byte)(z.Data[at:])
	lengths[0] = binary.LittleEndian.Uint32(b[0:])
	lengths[1] = binary.LittleEndian.Uint32(b[4:])
	lengths[2] = binary.LittleEndian.Uint32(b[8:])
	return lengths, nil
}

// Date returns the date of a document in seconds since 1970, or schema.NoDate.
func (z *File) Date(doc uint32) (int64, error) {
	if z.columns == nil {
		return 0, disk.ErrDamaged
	}
	b, err := z.entry(z.columns.dates, dateSize, doc)
	if err != nil {
		return 0, err
	}
	return int64(binary.LittleEndian.Uint64(b)), nil
}

// Order returns the rank of a document's ID among the IDs of the segment in byte order.
func (z *File) Order(doc uint32) (uint32, error) {
	if z.columns == nil {
		return 0, disk.ErrDamaged
	}
	b, err := z.entry(z.columns.order, orderSize, doc)
	if err != nil {
		return 0, err
	}
	return binary.LittleEndian.Uint32(b), nil
}

// ID returns the ID of a document, in bytes of the file.
func (z *File) ID(doc uint32) ([]byte, error) {
	switch {
	case z.columns == nil:
		return nil, disk.ErrDamaged
	case uint64(doc) >= z.Size:
		return nil, disk.ErrBeyond
	}
	b, err := z.bytes(z.columns.offsets+uint64(doc)*offsetSize, 2*offsetSize)
	if err != nil {
		return nil, err
	}
	start, end := uint64(binary.LittleEndian.Uint32(b)), uint64(binary.LittleEndian.Uint32(b[offsetSize:]))
	if start > end || end > z.columns.idSize {
		return nil, disk.ErrDamaged
	}
	return z.bytes(z.columns.ids+start, end-start)
}

// wholeColumns are the columns that have been read as a whole.
type wholeColumns struct {
	dates   wholeColumn[int64]
	lengths wholeColumn[uint32]
	classes [packed.Fields]wholeColumn[uint8]
	order   wholeColumn[uint32]
}

// A wholeColumn is a column that is checked as a whole, on first use.
type wholeColumn[T int64 | uint32 | uint8] struct {
	once   sync.Once
	values []T
	err    error
}

// get returns the values of a column at an offset.
func (c *wholeColumn[T]) get(z *File, at func(*columnPlaces) uint64, perDocument uint64) ([]T, error) {
	if z.columns == nil {
		return nil, disk.ErrDamaged
	}
	c.once.Do(func() {
		n := z.Size * perDocument
		b, err := z.bytes(at(z.columns), n*uint64(unsafe.Sizeof(*new(T))))
		if err != nil {
			c.err = err
			return
		}
		c.values = view[T](b, int(n))
	})
	return c.values, c.err
}

// view returns n numbers in bytes, the lowest byte of each first. It copies them only where
// the system has another order of bytes, or does not find them at multiples of their size.
func view[T int64 | uint32 | uint8](b []byte, n int) []T {
	size := int(unsafe.Sizeof(*new(T)))
	if n > 0 && isLittleEndian && uintptr(unsafe.Pointer(unsafe.SliceData(b)))%uintptr(size) == 0 {
		return unsafe.Slice((*T)(unsafe.Pointer(unsafe.SliceData(b))), n)
	}
	values := make([]T, n)
	for i := range values {
		for j, c := range b[i*size : (i+1)*size] {
			values[i] |= T(c) << (8 * j)
		}
	}
	return values
}

// isLittleEndian tells whether numbers in memory have their lowest byte first.
var isLittleEndian = binary.NativeEndian.Uint16([]byte{1, 0}) == 1

// Dates returns the dates by document: see [File.Date]. Like the other columns, it is
// a view of the file, which the caller must not change, nor use when the file is closed.
func (z *File) Dates() ([]int64, error) {
	return z.whole.dates.get(z, func(c *columnPlaces) uint64 { return c.dates }, 1)
}

// Lengths returns the lengths of title, deck and body by document: see [File.Length].
func (z *File) Lengths() ([]uint32, error) {
	return z.whole.lengths.get(z, func(c *columnPlaces) uint64 { return c.lengths }, uint64(packed.Fields))
}

// Classes returns the classes of the lengths of a field by document (packed.LengthClass).
// In a forged file they may be any numbers.
func (z *File) Classes(field int) ([]uint8, error) {
	return z.whole.classes[field].get(z, func(c *columnPlaces) uint64 { return c.classes + uint64(field)*z.Size }, 1)
}

// Orders returns the ranks of the IDs by document: see [File.Order]. They are not checked
// to be different ones.
func (z *File) Orders() ([]uint32, error) {
	return z.whole.order.get(z, func(c *columnPlaces) uint64 { return c.order }, 1)
}
