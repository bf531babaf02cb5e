package segment

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/internal/record"
)

// This file reads the stored articles of a segment's file that may be damaged
// anywhere. It does so without zapx, which does not check the bytes it reads
// (zapx/v17, read.go and write.go). The file begins with the stored documents, one
// behind the other:
//
//	size of the metadata, size of the data, metadata, data
//
// Numbers are varints of package binary. The data are the ID and the values of the
// stored fields, compressed by snappy. The metadata are the size of the ID and, for
// each value, its field, type, offset, size and number of array positions. newsdex
// stores one field, the record, whose checksum tells whether it is whole.
//
// Further on stand the offsets of all documents, 8 bytes each, and in the footer of
// the file the number of documents and the offset of these offsets.

// The distances of the footer's big-endian numbers from the end of the file, and its
// size.
const (
	zapVersionAt = 8
	zapChunkAt   = 12
	zapFieldsAt  = 20
	zapStoredAt  = 28
	zapCountAt   = 36
	zapNameAt    = 40
	zapFooter    = 40
)

// A Scan reads the stored documents of one file. It is for one goroutine.
type Scan struct {
	R    io.ReaderAt // the file
	Size int64       // its size in bytes
	buf  []byte
}

// A FoundDoc is one stored document.
type FoundDoc struct {
	Number int           // its document number; -1 where it is unknown
	ID     string        // "" where it cannot be read
	Record record.Record // whole if Err is nil; else its first part, or zero
	Err    error         // why Record cannot be read, or nil
}

var errNoDocument = errors.New("there is no stored document")

// Each calls f for every document found, in order, until f returns false. Unreadable
// parts of the file are skipped; if the offset of a document is known, f gets it
// with its Err.
func (s *Scan) Each(f func(FoundDoc) bool) error {
	offsets, ok, err := s.Offsets()
	if err != nil || !ok {
		return errors.Join(err, s.search(f))
	}
	for i, at := range offsets {
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

// Offsets returns the offsets of the documents. ok is false where the footer or the offsets
// are damaged: the documents stand one behind the other from the start of the file to the
// offsets.
func (s *Scan) Offsets() (at []uint64, ok bool, err error) {
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
	last := uint64(0)
	for i := range at {
		at[i] = binary.BigEndian.Uint64(b[8*i:])
		if i == 0 && at[i] != 0 || i > 0 && at[i] <= last || at[i] >= first {
			return nil, false, nil
		}
		last = at[i]
	}
	_, end, err := s.Read(int64(last))
	if errors.Is(err, errNoDocument) { // it is damaged itself
		return at, true, nil
	}
	return at, uint64(end) == first, err
}

// search finds documents without their offsets: one behind the other and, behind a
// damaged one, at the next offset where a whole one begins. It starts at the start
// of the file. The error wraps that of the first offset which cannot be read, and
// names the number of such offsets.
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
			number = -1 // unknown from here on
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

// Sector is the number of bytes, a disk's sector, by which search advances behind an
// offset that cannot be read.
const Sector = 512

// maxMeta is above the size in bytes of the metadata of any document of newsdex.
const maxMeta = 64

// Read reads the document at an offset, and returns the offset behind it. The error
// is errNoDocument where no document begins there. The Err of d is set where its
// record is damaged.
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
	_, _, offset, size := r.Number(), r.Number(), r.Number(), r.Number()
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
	d.ID = string(data[:idSize])
	d.Err = d.decode(data[idSize:], offset, size)
	return d, next, nil
}

// decode decodes the record out of compressed values.
func (d *FoundDoc) decode(b []byte, offset, size uint64) error {
	values, err := unpack(nil, b, offset, size)
	if err != nil {
		return err
	}
	if err := d.Record.Decode(values[offset : offset+size]); err != nil {
		return err
	}
	d.ID = d.Record.Article.ID // which has a checksum, unlike the ID before it
	return nil
}

// ScanFile calls f for every stored document found in a segment's file, until f
// returns false.
func ScanFile(name string, f func(FoundDoc) bool) error {
	file, err := disk.Open(name)
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

// IsDamaged reports whether a segment's file is other than it was once written, by the
// checksum in its last four bytes (CRC-32, IEEE) of all bytes before.
func IsDamaged(name string) bool {
	f, err := disk.Open(name)
	if err != nil {
		return true
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || info.Size() < 4 {
		return true
	}
	h := crc32.NewIEEE()
	var sum [4]byte
	if _, err = io.CopyN(h, f, info.Size()-4); err == nil {
		_, err = io.ReadFull(f, sum[:])
	}
	return err != nil || binary.BigEndian.Uint32(sum[:]) != h.Sum32()
}
