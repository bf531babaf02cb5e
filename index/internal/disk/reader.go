package disk

import (
	"encoding/binary"
)

// A Reader reads varints and bytes one after the other. Reading beyond the end sets
// Bad; then it returns 0 and nil. It is for one goroutine.
type Reader struct {
	Data []byte // the bytes that have not been read
	At   uint64 // offset of Data in the file, if the creator set it
	Bad  bool   // a read went beyond the end
}

// Number reads a varint of package binary.
func (r *Reader) Number() uint64 {
	v, n := binary.Uvarint(r.Data)
	if n <= 0 {
		r.Data, r.Bad = nil, true
		return 0
	}
	r.Data = r.Data[n:]
	r.At += uint64(n)
	return v
}

// Bytes reads n bytes, which share Data.
func (r *Reader) Bytes(n uint64) []byte {
	if n > uint64(len(r.Data)) {
		r.Data, r.Bad = nil, true
		return nil
	}
	b := r.Data[:n:n]
	r.Data = r.Data[n:]
	r.At += n
	return b
}
