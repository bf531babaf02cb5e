package originals

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"sort"

	"github.com/newsdex/newsdex/index/internal/disk"
)

// A file of originals is one of zstd, whose frames are the originals, one each, and
// whose last is a skippable frame (RFC 8878, 3.1.2) with a table of them:
//
//	184D2A5E, size of what follows      each 4 bytes
//	the number of originals, and for each its key, as the difference from the one
//	before, and the size of its frame   in the variable-length form of package binary
//	checksum of these                   4 bytes
//	size of these, "ndxo"               each 4 bytes
//
// Numbers of 4 bytes have the lowest byte first. So zstd -d makes of it the
// originals, one after the other.
const (
	originalFrame = 0x184D2A5E
	originalMagic = "ndxo"
	originalTail  = 12 // checksum, size, magic
)

// An file is a file of originals, open for reading.
type file struct {
	name    string
	f       *os.File
	blocks  *disk.Blocks // or nil
	entries []originalEntry
}

// An originalEntry says where an original is.
type originalEntry struct {
	key  uint32
	size uint32
	At   int64
}

func (f *file) first() uint32 { return f.entries[0].key }

func (f *file) last() uint32 { return f.entries[len(f.entries)-1].key }

func (f *file) close() error { return f.f.Close() }

var errTable = errors.New("it is not as it was written")

// readTable reads the table: 16 bytes of memory for each original.
func (f *file) readTable() error {
	info, err := f.f.Stat()
	if err != nil {
		return err
	}
	if info.Size() < originalTail {
		return errTable
	}
	tail, err := f.bytes(info.Size()-originalTail, originalTail)
	if err != nil {
		return err
	}
	sum, size := binary.LittleEndian.Uint32(tail), int64(binary.LittleEndian.Uint32(tail[4:]))
	end := info.Size() - originalTail - size - 8 // of the originals
	if string(tail[8:]) != originalMagic || end < 0 {
		return errTable
	}
	table, err := f.bytes(info.Size()-originalTail-size, size)
	if err != nil {
		return err
	}
	if uint32(disk.ChecksumOf(table)) != sum {
		return errTable
	}
	r := disk.Reader{Data: table}
	n := r.Number()
	if n == 0 || n > uint64(len(table)) {
		return errTable
	}
	f.entries = make([]originalEntry, n)
	key, at := uint64(0), int64(0)
	for i := range f.entries {
		more, size := r.Number(), r.Number()
		key += more
		if more == 0 || key > 1<<32-1 || size > 1<<32-1 {
			return errTable
		}
		f.entries[i] = originalEntry{key: uint32(key), size: uint32(size), At: at}
		at += int64(size)
	}
	if r.Bad || at != end {
		return errTable
	}
	return nil
}

// bytes reads and checks n bytes at a place.
func (f *file) bytes(at, n int64) ([]byte, error) {
	if f.blocks != nil {
		b, err := f.blocks.ReadAt(f.f, uint64(at), uint64(n))
		if err == nil && len(b) < int(n) {
			err = io.ErrUnexpectedEOF
		}
		return b, err
	}
	b := make([]byte, n)
	_, err := f.f.ReadAt(b, at)
	return b, err
}

// Find returns where an original is, nil where the file does not have it.
func (f *file) Find(key uint32) *originalEntry {
	i := sort.Search(len(f.entries), func(i int) bool { return f.entries[i].key >= key })
	if i == len(f.entries) || f.entries[i].key != key {
		return nil
	}
	return &f.entries[i]
}

// read returns the frame of an original.
func (f *file) read(key uint32) ([]byte, error) {
	e := f.Find(key)
	if e == nil {
		return nil, &disk.CorruptError{Path: f.name, Problem: fmt.Sprintf("original %d is missing", key)}
	}
	b, err := f.bytes(e.At, int64(e.size))
	if err != nil {
		return nil, &disk.CorruptError{Path: f.name, Problem: fmt.Sprintf("original %d cannot be read", key), Err: err}
	}
	return b, nil
}

// An fileWriter writes a file of originals.
type fileWriter struct {
	f     *os.File
	w     *bufio.Writer
	table []byte
	n     int
	size  int64
	last  uint32
}

func createOriginalFile(name string) (*fileWriter, error) {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return nil, err
	}
	return &fileWriter{f: f, w: bufio.NewWriterSize(f, 256<<10)}, nil
}

// add appends the frame of an original, whose key is above those before.
func (w *fileWriter) add(key uint32, frame []byte) error {
	w.table = binary.AppendUvarint(w.table, uint64(key-w.last))
	w.table = binary.AppendUvarint(w.table, uint64(len(frame)))
	w.n++
	w.last = key
	w.size += int64(len(frame))
	_, err := w.w.Write(frame)
	return err
}

// finish writes the table, and closes the file. It is not synced.
func (w *fileWriter) finish() error {
	table := append(binary.AppendUvarint(nil, uint64(w.n)), w.table...)
	var b []byte
	b = binary.LittleEndian.AppendUint32(b, originalFrame)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(table)+originalTail))
	b = append(b, table...)
	b = binary.LittleEndian.AppendUint32(b, uint32(disk.ChecksumOf(table)))
	b = binary.LittleEndian.AppendUint32(b, uint32(len(table)))
	b = append(b, originalMagic...)
	_, err := w.w.Write(b)
	return errors.Join(err, w.w.Flush(), w.f.Close())
}

// discard closes the file.
func (w *fileWriter) discard() error { return w.f.Close() }

// copyFiles appends those originals of files to a new one that are in use.
func copyFiles(w *fileWriter, files []*file, dead func(uint32) bool) error {
	for _, f := range files {
		for _, e := range f.entries {
			if dead(e.key) {
				continue
			}
			b, err := f.read(e.key)
			if err == nil {
				err = w.add(e.key, b)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}
