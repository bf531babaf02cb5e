package disk

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"maps"
	"path"
	"path/filepath"
	"runtime/debug"
	"slices"
	"sync/atomic"
)

// Segments and originals are large, and a search reads little of them. So they are
// checked block by block, each before its first byte is used: the file "blocks" of a
// generation has the checksums of their blocks, one file after the other,
//
//	length of the name, name, size of the file, bits of the size of a block,
//	checksum of each block              4 bytes, the lowest first
//
// where numbers are in the variable-length form of package binary. It takes 4 bytes
// for each block, .03 % of what it is of, and [Open] reads all of it. Like the
// checksum of the whole file, those of a file that was linked from an earlier
// generation are the ones it had when it was written.
const (
	BlocksFile = "blocks"
	// blockBits are those of the size of a block, 16 KB: it is checked in 1.3 µs. With
	// 4 KB the checksums of 10 GB would be 10 MB to read; with 64 KB what a search
	// reads for the first time is three times as much.
	blockBits = 14
)

// InBlocks reports whether a file of a generation is checked block by block.
func InBlocks(name string) bool {
	ext := path.Ext(name)
	return ext == ".zap" || ext == OriginalsExt
}

// A BlockTable is the checksums of the blocks of a file.
type BlockTable struct {
	Size uint64
	Bits uint8
	sums []byte
}

// Count returns the number of blocks.
func (t BlockTable) Count() uint64 {
	n := t.Size >> t.Bits
	if t.Size&(1<<t.Bits-1) != 0 {
		n++
	}
	return n
}

func (t BlockTable) sum(i uint64) Checksum {
	return Checksum(binary.LittleEndian.Uint32(t.sums[4*i:]))
}

// A blockSummer makes the table of a file whose bytes are written to it.
type blockSummer struct {
	table BlockTable
	now   uint32 // the checksum of the block at hand
}

func (s *blockSummer) add(b []byte) {
	block := uint64(1) << s.table.Bits
	for len(b) > 0 {
		n := min(block-s.table.Size&(block-1), uint64(len(b)))
		s.now = crc32.Update(s.now, castagnoli, b[:n])
		s.table.Size += n
		b = b[n:]
		if s.table.Size&(block-1) == 0 {
			s.end()
		}
	}
}

func (s *blockSummer) end() {
	s.table.sums = binary.LittleEndian.AppendUint32(s.table.sums, s.now)
	s.now = 0
}

// finish returns the table.
func (s *blockSummer) finish() BlockTable {
	if s.table.Size&(1<<s.table.Bits-1) != 0 {
		s.end()
	}
	return s.table
}

// encodeBlocks returns the tables of files as they are kept.
func encodeBlocks(tables map[string]BlockTable) []byte {
	var b []byte
	for _, name := range slices.Sorted(maps.Keys(tables)) {
		t := tables[name]
		b = append(binary.AppendUvarint(b, uint64(len(name))), name...)
		b = binary.AppendUvarint(binary.AppendUvarint(b, t.Size), uint64(t.Bits))
		b = append(b, t.sums...)
	}
	return b
}

// decodeBlocks reads what [encodeBlocks] wrote; the tables share the bytes.
func decodeBlocks(b []byte) (map[string]BlockTable, bool) {
	tables := map[string]BlockTable{}
	r := Reader{Data: b}
	for len(r.Data) > 0 {
		name := string(r.Bytes(r.Number()))
		t := BlockTable{Size: r.Number()}
		n := r.Number()
		if n < 1 || n > 30 {
			return nil, false
		}
		t.Bits = uint8(n)
		t.sums = r.Bytes(4 * t.Count())
		if r.Bad {
			return nil, false
		}
		tables[name] = t
	}
	return tables, true
}

// readBlocks reads the tables of the files of a generation.
func readBlocks(dir string, files []File) (map[string]BlockTable, error) {
	name := filepath.Join(dir, BlocksFile)
	at := slices.IndexFunc(files, func(f File) bool { return f.Name == BlocksFile })
	if at < 0 {
		return nil, &CorruptError{Path: name, Problem: "the manifest does not list it"}
	}
	if _, err := files[at].Stat(dir); err != nil {
		return nil, err
	}
	b, err := ReadFile(name)
	if err != nil {
		return nil, err
	}
	if sum := ChecksumOf(b); sum != files[at].Checksum {
		return nil, &CorruptError{Path: name, Problem: fmt.Sprintf("its bytes are not those that were written: their checksum is %s and was %s", sum, files[at].Checksum)}
	}
	tables, ok := decodeBlocks(b)
	if !ok {
		return nil, &CorruptError{Path: name, Problem: "it does not hold checksums of blocks"}
	}
	for _, f := range files {
		if t, ok := tables[f.Name]; InBlocks(f.Name) && (!ok || int64(t.Size) != f.Size) {
			return nil, &CorruptError{Path: name, Problem: "it lacks the checksums of " + f.Name}
		}
	}
	return tables, nil
}

// A Blocks says which blocks of a file were found to be what was written. Nil: the
// file was checked as a whole, or was just written. Safe for concurrent use.
type Blocks struct {
	BlockTable
	Path    string
	checked []atomic.Uint64 // a bit for each block
}

func newBlocks(path string, t BlockTable) *Blocks {
	return &Blocks{BlockTable: t, Path: path, checked: make([]atomic.Uint64, t.Count()/64+1)}
}

// Check looks at the blocks of n bytes from a place, those that were not looked at
// before; data is the whole file, mapped into memory.
func (b *Blocks) Check(data []byte, at, n uint64) error {
	if b == nil || n == 0 {
		return nil
	}
	for i, last := at>>b.Bits, (at+n-1)>>b.Bits; i <= last; i++ {
		if b.IsChecked(i) {
			continue
		}
		start := i << b.Bits
		if err := b.foundMapped(i, data[start:min(start+1<<b.Bits, uint64(len(data)))]); err != nil {
			return err
		}
	}
	return nil
}

func (b *Blocks) foundMapped(i uint64, data []byte) (err error) {
	defer CatchFaults(b.Path, debug.SetPanicOnFault(true), &err)
	return b.found(i, data)
}

func (b *Blocks) IsChecked(i uint64) bool { return b.checked[i>>6].Load()&(1<<(i&63)) != 0 }

// found compares a block with its checksum.
func (b *Blocks) found(i uint64, data []byte) error {
	if sum := ChecksumOf(data); sum != b.sum(i) {
		at := i << b.Bits
		return &CorruptError{Path: b.Path, Problem: fmt.Sprintf("its bytes %d to %d are not those that were written: their checksum is %s and was %s",
			at, at+uint64(len(data)), sum, b.sum(i))}
	}
	b.checked[i>>6].Or(1 << (i & 63))
	return nil
}

// ReadAt reads n bytes at a place, and checks them; fewer at the end of the file.
func (b *Blocks) ReadAt(r io.ReaderAt, at, n uint64) ([]byte, error) {
	at = min(at, b.Size)
	end := at + min(n, b.Size-at)
	from := at >> b.Bits << b.Bits
	to := min((end+1<<b.Bits-1)>>b.Bits<<b.Bits, b.Size)
	if at == end {
		return nil, nil
	}
	data := make([]byte, to-from)
	if _, err := r.ReadAt(data, int64(from)); err != nil {
		return nil, &CorruptError{Path: b.Path, Problem: "it cannot be read", Err: err}
	}
	for start := from; start < to; start += 1 << b.Bits {
		if err := b.found(start>>b.Bits, data[start-from:min(start-from+1<<b.Bits, to-from)]); err != nil {
			return nil, err
		}
	}
	return data[at-from : end-from], nil
}

// CheckAll reads and checks the whole file.
func (b *Blocks) CheckAll(r io.ReaderAt) error {
	step := uint64(max(ChecksumBuffer, 1<<b.Bits))
	for at := uint64(0); at < b.Size; at += step {
		if _, err := b.ReadAt(r, at, step); err != nil {
			return err
		}
	}
	return nil
}

// FileBlocks are the blocks of the files of a generation, by their names in it; nil
// where all were checked as a whole.
type FileBlocks map[string]*Blocks

func OpenBlocks(dir string, files []File) (FileBlocks, error) {
	tables, err := readBlocks(dir, files)
	if err != nil {
		return nil, err
	}
	all := make(FileBlocks, len(tables))
	for name, t := range tables {
		all[name] = newBlocks(filepath.Join(dir, filepath.FromSlash(name)), t)
	}
	return all, nil
}

func (f FileBlocks) Tables() map[string]BlockTable {
	tables := make(map[string]BlockTable, len(f))
	for name, b := range f {
		tables[name] = b.BlockTable
	}
	return tables
}

// SegmentName is the name of a segment's file in its generation.
func SegmentName(file string) string { return path.Join(BleveDir, "store", filepath.Base(file)) }
