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

// A file of originals is a zstd file: a frame for each original and, at the end, a
// skippable frame (RFC 8878, 3.1.2) with their table. zstd -d decompresses it to the
// originals, one behind the other. The skippable frame is:
//
//	184D2A5E, size of the rest of the frame     each 4 bytes
//	table: the number of originals and, for each, the difference of its key to the key
//	before and the size of its frame            varints of package binary
//	checksum of the table                       4 bytes
//	size of the table, "ndxo"                   each 4 bytes
//
// Numbers of 4 bytes have the lowest byte first.
const (
	skippableFrame = 0x184D2A5E
	tableMagic     = "ndxo"
	tableTail      = 12 // bytes of the checksum, the size and the magic
)

// A file is a file of originals, open for reading. Reading is safe for concurrent
// use.
type file struct {
	name    string
	f       *os.File
	blocks  *disk.Blocks // nil where the file was checked as a whole
	entries []entry      // in ascending order of keys
}

// An entry is an original in the table of a file.
type entry struct {
	key  uint32
	size uint32 // of its frame, in bytes
	At   int64  // offset of its frame in the file
}

// first returns the lowest key.
func (f *file) first() uint32 { return f.entries[0].key }

// last returns the highest key.
func (f *file) last() uint32 { return f.entries[len(f.entries)-1].key }

// close closes the file.
func (f *file) close() error { return f.f.Close() }

var errTable = errors.New("it is not as it was written")

// readTable reads the table, which takes 16 bytes of memory for each original.
func (f *file) readTable() error {
	info, err := f.f.Stat()
	if err != nil {
		return err
	}
	if info.Size() < tableTail {
		return errTable
	}
	tail, err := f.bytes(info.Size()-tableTail, tableTail)
	if err != nil {
		return err
	}
	sum, size := binary.LittleEndian.Uint32(tail), int64(binary.LittleEndian.Uint32(tail[4:]))
	end := info.Size() - tableTail - size - 8 // end of the originals
	if string(tail[8:]) != tableMagic || end < 0 {
		return errTable
	}
	table, err := f.bytes(info.Size()-tableTail-size, size)
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
	f.entries = make([]entry, n)
	key, at := uint64(0), int64(0)
	for i := range f.entries {
		more, size := r.Number(), r.Number()
		key += more
		if more == 0 || key > 1<<32-1 || size > 1<<32-1 {
			return errTable
		}
		f.entries[i] = entry{key: uint32(key), size: uint32(size), At: at}
		at += int64(size)
	}
	if r.Bad || at != end {
		return errTable
	}
	return nil
}

// bytes reads and checks n bytes at an offset.
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

// Find returns the entry of a key, nil where the file lacks it.
func (f *file) Find(key uint32) *entry {
	i := sort.Search(len(f.entries), func(i int) bool { return f.entries[i].key >= key })
	if i == len(f.entries) || f.entries[i].key != key {
		return nil
	}
	return &f.entries[i]
}

// read returns the frame of an original. The error is a [*disk.CorruptError].
func (f *file) read(key uint32) ([]byte, error) {
	e := f.Find(key)
	if e == nil {
		return nil, &disk.CorruptError{Path: f.name, Problem: fmt.Sprintf("original %d is missing", key)}
	}
	b, err := f.bytes(e.At, int64(e.size))
	if err != nil {
		return nil, disk.Blame(f.name, fmt.Sprintf("original %d cannot be read", key), err)
	}
	return b, nil
}

// A fileWriter writes a file of originals.
type fileWriter struct {
	f     *os.File
	w     *bufio.Writer
	table []byte // the entries written so far
	n     int    // number of originals
	size  int64  // of their frames, in bytes
	last  uint32 // the key of the last
}

// createFile creates a file of originals, which must not exist.
func createFile(name string) (*fileWriter, error) {
	f, err := disk.CreateNew(name)
	if err != nil {
		return nil, err
	}
	return &fileWriter{f: f, w: bufio.NewWriterSize(f, 256<<10)}, nil
}

// add appends the frame of an original, whose key must be above those before.
func (w *fileWriter) add(key uint32, frame []byte) error {
	w.table = binary.AppendUvarint(w.table, uint64(key-w.last))
	w.table = binary.AppendUvarint(w.table, uint64(len(frame)))
	w.n++
	w.last = key
	w.size += int64(len(frame))
	_, err := w.w.Write(frame)
	return err
}

// finish writes the table and closes the file. It does not sync the file.
func (w *fileWriter) finish() error {
	table := append(binary.AppendUvarint(nil, uint64(w.n)), w.table...)
	var b []byte
	b = binary.LittleEndian.AppendUint32(b, skippableFrame)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(table)+tableTail))
	b = append(b, table...)
	b = binary.LittleEndian.AppendUint32(b, uint32(disk.ChecksumOf(table)))
	b = binary.LittleEndian.AppendUint32(b, uint32(len(table)))
	b = append(b, tableMagic...)
	_, err := w.w.Write(b)
	return errors.Join(err, w.w.Flush(), w.f.Close())
}

// discard closes the file without its table.
func (w *fileWriter) discard() error { return w.f.Close() }

// copyFiles appends the originals of files whose keys are not dead to another file.
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
