package segment

import (
	"encoding/binary"

	"github.com/newsdex/newsdex/index/internal/disk"
)

// This file merges the stored documents.

// copyStored copies the stored documents, and returns where their offsets stand.
func (m *merge) copyStored() (at uint64, err error) {
	starts := make([]uint64, 0, m.docs)
	var meta, data []byte
	for _, s := range m.from {
		for doc, number := range s.numbers {
			if number == docDropped {
				continue
			}
			if meta, data, err = s.storedDocument(meta[:0], uint64(doc)); err != nil {
				return 0, s.blame(err)
			}
			starts = append(starts, m.offset())
			m.uvarint(uint64(len(meta)))
			m.uvarint(uint64(len(data)))
			m.b = append(append(m.b, meta...), data...)
			if err := m.flush(false); err != nil {
				return 0, err
			}
		}
	}
	return m.writeOffsets(starts), nil
}

// storedDocument returns the data of a stored document, and appends its metadata, with the new
// numbers of the fields, to meta.
func (s *merged) storedDocument(meta []byte, doc uint64) (_, data []byte, err error) {
	place, err := s.bytes(s.File.stored+8*doc, 8)
	if err != nil {
		return meta, nil, err
	}
	from := binary.BigEndian.Uint64(place)
	if from > uint64(len(s.Data)) {
		return meta, nil, disk.ErrDamaged
	}
	r := disk.Reader{Data: s.Data[from:]}
	metaSize, size := r.Number(), r.Number()
	old := disk.Reader{Data: r.Bytes(metaSize)}
	data = r.Bytes(size)
	meta = binary.AppendUvarint(meta, old.Number()) // the size of the ID
	for len(old.Data) > 0 {                         // a value
		field := old.Number()
		if field >= uint64(len(s.fieldOf)) {
			return meta, nil, disk.ErrDamaged
		}
		meta = binary.AppendUvarint(meta, s.fieldOf[field])
		for range 3 { // its type, offset and size
			meta = binary.AppendUvarint(meta, old.Number())
		}
		meta = copyNumbers(meta, &old)
	}
	if r.Bad || old.Bad {
		return meta, nil, disk.ErrDamaged
	}
	return meta, data, nil
}

// copyNumbers appends a number and as many numbers behind it as it says.
func copyNumbers(b []byte, r *disk.Reader) []byte {
	n := r.Number()
	b = binary.AppendUvarint(b, n)
	for ; n > 0 && !r.Bad; n-- {
		b = binary.AppendUvarint(b, r.Number())
	}
	return b
}
