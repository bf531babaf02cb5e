package segment

import (
	"encoding/binary"

	"github.com/klauspost/compress/s2"

	"github.com/newsdex/newsdex/index/internal/disk"
)

// This file reads the stored documents of a segment's file: storedscan.go describes their
// bytes. zapx's own reader trusts every number in them.

// A StoredDoc is a stored document before its decompression.
type StoredDoc struct {
	ID     []byte // the article's ID
	packed []byte // the values, compressed by snappy
	at     uint64 // offset of the value among them
	size   uint64 // of the value; 0 without one
}

// Stored returns a stored document, whose bytes are those of the file. The error is
// [disk.ErrDamaged], or that of a block.
func (z *File) Stored(doc uint32) (d StoredDoc, err error) {
	if uint64(doc) >= z.Size {
		return d, disk.ErrBeyond
	}
	place, err := z.bytes(z.stored+8*uint64(doc), 8)
	if err != nil {
		return d, err
	}
	r, err := z.numbers(binary.BigEndian.Uint64(place), 2)
	if err != nil {
		return d, err
	}
	metaSize, size := r.Number(), r.Number()
	if r.Bad || metaSize > maxMeta {
		return d, disk.ErrDamaged
	}
	meta, err := z.bytes(r.At, metaSize)
	if err != nil {
		return d, err
	}
	data, err := z.bytes(r.At+metaSize, size)
	if err != nil {
		return d, err
	}
	m := disk.Reader{Data: meta}
	idSize := m.Number()
	if m.Bad || idSize > size {
		return d, disk.ErrDamaged
	}
	d.ID, d.packed = data[:idSize:idSize], data[idSize:]
	if len(m.Data) == 0 {
		return d, nil // a document without a value
	}
	m.Number() // the field
	m.Number() // its type
	d.at, d.size = m.Number(), m.Number()
	if positions := m.Number(); m.Bad || positions != 0 || len(m.Data) > 0 {
		return d, disk.ErrDamaged
	}
	return d, nil
}

// Value returns the document's value, nil if it has none, and buf, in which it may be and
// which may have grown. A record is compressed already, so snappy mostly keeps its bytes as
// they are: then the value is in the file.
func (d *StoredDoc) Value(buf []byte) (value, grown []byte, err error) {
	if d.size == 0 {
		return nil, buf, nil
	}
	if values := literal(d.packed); d.size <= uint64(len(values)) && d.at <= uint64(len(values))-d.size {
		return values[d.at : d.at+d.size], buf, nil
	}
	values, err := unpack(buf, d.packed, d.at, d.size)
	if err != nil {
		return nil, buf, err
	}
	return values[d.at : d.at+d.size], values, nil
}

// literal returns the bytes that snappy has kept as they are, nil if it has compressed
// them (https://github.com/google/snappy/blob/main/format_description.txt). They are one
// literal: its length less one is in the upper six bits of its tag, or from 60 on in the 1
// to 4 bytes behind it.
func literal(packed []byte) []byte {
	size, n := binary.Uvarint(packed)
	if n <= 0 || n >= len(packed) || packed[n]&3 != 0 {
		return nil
	}
	length, b := uint64(packed[n]>>2), packed[n+1:]
	if length >= 60 {
		more := int(length) - 59
		if len(b) < more {
			return nil
		}
		length = 0
		for i, c := range b[:more] {
			length |= uint64(c) << (8 * i)
		}
		b = b[more:]
	}
	if length+1 != size || uint64(len(b)) != size {
		return nil
	}
	return b
}

// unpack decompresses the values of a stored document, one of which has an offset and a
// size. The number of bytes that they claim to have is not trusted.
func unpack(buf, packed []byte, at, size uint64) ([]byte, error) {
	n, err := s2.DecodedLen(packed)
	if err != nil {
		return nil, err
	}
	if n > 64*len(packed) || at > uint64(n) || size > uint64(n)-at { // snappy makes at most 64 bytes of three
		return nil, disk.ErrRecord
	}
	return s2.Decode(buf[:cap(buf)], packed)
}
