package segment

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/klauspost/compress/s2"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/internal/record"
)

// This file reads stored articles out of a segment's file that may be damaged
// anywhere, without zapx, which trusts what it reads (zapx/v17, read.go and
// write.go). The file begins with the stored documents, one behind the other,
//
//	size of the meta data, size of the data, meta data, data
//
// where numbers are in the variable-length form of package binary; the data are the
// ID, as it is, and the values of the stored fields, compressed with snappy. The
// meta data are the size of the ID, and of each value its field, type, place and
// size and the number of its array positions. newsdex stores one field, the record,
// whose checksum says whether it is whole.
//
// Further on are the places of all documents, 8 bytes each, and at the end of the
// file the number of documents and the place of these places.

// The places from the end of a file, where numbers are big-endian.
const (
	zapVersionAt = 8
	zapFieldsAt  = 20
	zapStoredAt  = 28
	zapCountAt   = 36
	zapNameAt    = 40
	zapFooter    = 40
)

// A Scan reads the documents of one file.
type Scan struct {
	R    io.ReaderAt
	Size int64
	buf  []byte
}

// A FoundDoc is one stored document.
type FoundDoc struct {
	Number int    // its document number; -1 where that is not known
	Id     string // as far as it could be read
	Rec    record.Record
	Err    error // why rec could not be read
}

var (
	errNoDocument = errors.New("there is no stored document")
	errOtherID    = errors.New("its ID is another one than that it is stored under")
)

// Each calls f for every document that is found, in order, until f returns false.
// What the disk does not give is skipped; of a document whose place is known f is
// told.
func (s *Scan) Each(f func(FoundDoc) bool) error {
	places, ok, err := s.Places()
	if err != nil || !ok {
		return errors.Join(err, s.search(f))
	}
	for i, at := range places {
		d, _, err := s.Read(int64(at))
		if err != nil {
			d.Err = err
		}
		d.Number = i
		if !f(d) {
			return nil
		}
	}
	return nil
}

// Places returns where the documents are, if the end of the file says so.
func (s *Scan) Places() (at []uint64, ok bool, err error) {
	var footer [zapFooter]byte
	if s.Size < zapFooter {
		return nil, false, nil
	}
	if _, err := s.R.ReadAt(footer[:], s.Size-zapFooter); err != nil {
		return nil, false, err
	}
	number := func(fromEnd int) uint64 { return binary.BigEndian.Uint64(footer[zapFooter-fromEnd:]) }
	first, n := number(zapStoredAt), number(zapCountAt)
	switch {
	case binary.BigEndian.Uint32(footer[zapFooter-zapVersionAt:]) != zapVersion,
		n == 0, n > uint64(s.Size)/8, first > uint64(s.Size)-8*n:
		return nil, false, nil
	}
	b := make([]byte, 8*n)
	if _, err := s.R.ReadAt(b, int64(first)); err != nil {
		return nil, false, err
	}
	at = make([]uint64, n)
	for i := range at {
		at[i] = min(binary.BigEndian.Uint64(b[8*i:]), uint64(s.Size))
	}
	return at, true, nil
}

// search finds documents without knowing where they are: behind each other, and
// behind what is damaged the next whole one. So it begins at the file's start.
// The error is of the first place that cannot be read, and of how many there are.
func (s *Scan) search(f func(FoundDoc) bool) error {
	number, unread := 0, int64(0)
	var unreadErr error
	for at := int64(0); at < s.Size; {
		d, next, err := s.Read(at)
		switch {
		case err == nil && d.Err == nil:
			d.Number = number
			if !f(d) {
				return nil
			}
			at = next
			if number >= 0 {
				number++
			}
		case err == nil || errors.Is(err, errNoDocument):
			at++
			number = -1 // from here on
		default:
			unreadErr = cmp.Or(unreadErr, err)
			unread++
			at = at/Sector*Sector + Sector
			number = -1
		}
	}
	if unread > 0 {
		return fmt.Errorf("%d of its places cannot be read: %w", unread, unreadErr)
	}
	return nil
}

// Sector is how far a place that cannot be read reaches at least.
const Sector = 512

// maxMeta is more than the size of the meta data of any document of newsdex.
const maxMeta = 64

// Read reads the document at a place, and returns the place behind it. The error is
// errNoDocument where none begins there, and that of d where its record is not
// whole.
func (s *Scan) Read(at int64) (d FoundDoc, next int64, err error) {
	d.Number = -1
	var head [2 * binary.MaxVarintLen64]byte
	n, err := s.R.ReadAt(head[:], at)
	if err != nil && err != io.EOF {
		return d, 0, err
	}
	metaSize, a := binary.Uvarint(head[:n])
	dataSize, b := uint64(0), 0
	if a > 0 {
		dataSize, b = binary.Uvarint(head[a:n])
	}
	start := at + int64(a+b)
	if a <= 0 || b <= 0 || metaSize < 2 || metaSize > maxMeta || dataSize > uint64(s.Size) || start+int64(metaSize+dataSize) > s.Size {
		return d, 0, errNoDocument
	}
	next = start + int64(metaSize+dataSize)
	var meta [maxMeta]byte
	if _, err := s.R.ReadAt(meta[:metaSize], start); err != nil {
		return d, 0, err
	}
	r := disk.Reader{Data: meta[:metaSize]}
	idSize := r.Number()
	_, _, place, size := r.Number(), r.Number(), r.Number(), r.Number()
	if positions := r.Number(); r.Bad || idSize == 0 || idSize > dataSize || positions != 0 || len(r.Data) != 0 {
		return d, 0, errNoDocument
	}
	if uint64(cap(s.buf)) < dataSize {
		s.buf = make([]byte, dataSize)
	}
	data := s.buf[:dataSize]
	if _, err := s.R.ReadAt(data, start+int64(metaSize)); err != nil {
		return d, 0, err
	}
	d.Id = string(data[:idSize])
	d.Err = d.decode(data[idSize:], place, size)
	return d, next, nil
}

// decode reads the record out of the values.
func (d *FoundDoc) decode(b []byte, place, size uint64) error {
	n, err := s2.DecodedLen(b)
	if err != nil {
		return err
	}
	if n > 64*len(b) || place > uint64(n) || size > uint64(n)-place { // snappy makes of three bytes at most 64
		return disk.ErrRecord
	}
	values, err := s2.Decode(nil, b)
	if err != nil {
		return err
	}
	if err := d.Rec.Decode(values[place : place+size]); err != nil {
		return err
	}
	if d.Rec.Article.ID != d.Id {
		return errOtherID
	}
	return nil
}

// ScanFile calls f for every stored document that is found in a segment's file.
func ScanFile(name string, f func(FoundDoc) bool) error {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	s := Scan{R: file, Size: info.Size()}
	return s.Each(f)
}
