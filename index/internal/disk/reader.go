package disk

import (
	"encoding/binary"
)

// A Reader reads numbers and bytes one after the other; once it is beyond the
// end it is bad, and what it returns is 0 and nothing.
type Reader struct {
	Data []byte
	At   uint64 // the place of data in the file, as far as that is known
	Bad  bool
}

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
