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
// checked in blocks, each before its first byte is used. The file "blocks" of a
// generation has the checksums of their blocks, one file after the other:
//
//	length of the name, name, size of the file, binary logarithm of the size of a
//	block, checksum of each block              4 bytes, the lowest first
//
// Numbers are varints of package binary. A block takes 4 bytes, 0.03 % of its size,
// and opening an index reads the whole file. The checksums of a file that is a hard
// link from an earlier generation are those of its first writing, like the checksum
// of the whole file.
const (
	// BlocksFile is the name of the file of checksums in a generation.
	BlocksFile = "blocks"
	// blockBits is the binary logarithm of the size of a block, 16 KB. Checking one
	// takes 1.3 µs. With 4 KB the checksums of 10 GB would be 10 MB to read. With
	// 64 KB a search would read three times as many unchecked bytes.
	blockBits = 14
)

// InBlocks reports whether a file of a generation is checked in blocks, so that opening
// an index does not read it.
func InBlocks(name string) bool {
	ext := path.Ext(name)
	return ext == ".zap" || ext == OriginalsExt || name == FilesFile
}

// A BlockTable is the checksums of a file's blocks.
type BlockTable struct {
	Size uint64 // of the file in bytes
	Bits uint8  // binary logarithm of the size of a block
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

// sum returns the checksum of the i-th block.
func (t BlockTable) sum(i uint64) Checksum {
	return Checksum(binary.LittleEndian.Uint32(t.sums[4*i:]))
}

// A blockSummer makes the table of a file from its bytes.
type blockSummer struct {
	table BlockTable
	sum   uint32 // checksum of the current block so far
}

// add adds the next bytes of the file.
func (s *blockSummer) add(b []byte) {
	block := uint64(1) << s.table.Bits
	for len(b) > 0 {
		n := min(block-s.table.Size&(block-1), uint64(len(b)))
		s.sum = crc32.Update(s.sum, castagnoli, b[:n])
		s.table.Size += n
		b = b[n:]
		if s.table.Size&(block-1) == 0 {
			s.end()
		}
	}
}

// end completes the current block.
func (s *blockSummer) end() {
	s.table.sums = binary.LittleEndian.AppendUint32(s.table.sums, s.sum)
	s.sum = 0
}

// finish completes the last block and returns the table.
func (s *blockSummer) finish() BlockTable {
	if s.table.Size&(1<<s.table.Bits-1) != 0 {
		s.end()
	}
	return s.table
}

// encodeBlocks returns the bytes of the file of tables, by file name.
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

// decodeBlocks is the inverse of [encodeBlocks]. It reports whether b is valid. The
// tables share the bytes.
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

// readBlocks reads the tables of a generation's files. The error is a
// [*CorruptError] where the file of tables is damaged.
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

// A Blocks checks the blocks of a file and records those that are as they were
// written. A nil Blocks stands for a file that was checked as a whole or has just
// been written. It is safe for concurrent use.
type Blocks struct {
	BlockTable                 // the checksums
	Path       string          // of the file
	checked    []atomic.Uint64 // a bit for each block
	mapped     []atomic.Uint64 // a bit for each block that was checked in mapped memory
}

// newBlocks returns the Blocks of a file, none of them checked.
func newBlocks(path string, t BlockTable) *Blocks {
	return &Blocks{BlockTable: t, Path: path, checked: make([]atomic.Uint64, t.Count()/64+1), mapped: make([]atomic.Uint64, t.Count()/64+1)}
}

// Check checks the blocks of n bytes at an offset, but for those already checked.
// data is the whole file, mapped into memory. The error is a [*CorruptError].
func (b *Blocks) Check(data []byte, at, n uint64) error {
	if b == nil || n == 0 {
		return nil
	}
	if i := at >> b.Bits; i == (at+n-1)>>b.Bits && b.isMapped(i) {
		return nil
	}
	return b.check(data, at, n)
}

// isMapped reports whether the i-th block has been checked in mapped memory.
func (b *Blocks) isMapped(i uint64) bool { return b.mapped[i>>6].Load()&(1<<(i&63)) != 0 }

// check is Check without its short way.
func (b *Blocks) check(data []byte, at, n uint64) error {
	for i, last := at>>b.Bits, (at+n-1)>>b.Bits; i <= last; i++ {
		// A block that was only read from the file may be one that mapped memory lacks.
		if b.isMapped(i) {
			continue
		}
		start := i << b.Bits
		if err := b.checkMapped(i, data[start:min(start+1<<b.Bits, uint64(len(data)))]); err != nil {
			return err
		}
	}
	return nil
}

// checkMapped checks the i-th block in mapped memory.
func (b *Blocks) checkMapped(i uint64, data []byte) (err error) {
	defer CatchFaults(b.Path, debug.SetPanicOnFault(true), &err)
	if err := b.checkBlock(i, data); err != nil {
		return err
	}
	b.mapped[i>>6].Or(1 << (i & 63))
	return nil
}

// IsChecked reports whether the i-th block has been checked.
func (b *Blocks) IsChecked(i uint64) bool { return b.checked[i>>6].Load()&(1<<(i&63)) != 0 }

// checkBlock compares the i-th block with its checksum.
func (b *Blocks) checkBlock(i uint64, data []byte) error {
	if sum := ChecksumOf(data); sum != b.sum(i) {
		at := i << b.Bits
		return &CorruptError{Path: b.Path, Problem: fmt.Sprintf("its bytes %d to %d are not those that were written: their checksum is %s and was %s",
			at, at+uint64(len(data)), sum, b.sum(i))}
	}
	b.checked[i>>6].Or(1 << (i & 63))
	return nil
}

// ReadAt reads and checks n bytes at an offset, fewer at the end of the file. The
// error is a [*CorruptError].
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
		return nil, Blame(b.Path, "it cannot be read", err)
	}
	for start := from; start < to; start += 1 << b.Bits {
		if err := b.checkBlock(start>>b.Bits, data[start-from:min(start-from+1<<b.Bits, to-from)]); err != nil {
			return nil, err
		}
	}
	return data[at-from : end-from], nil
}

// FileBlocks are the blocks of a generation's files, by name in the generation. It
// is nil where all files were checked as a whole.
type FileBlocks map[string]*Blocks

// OpenBlocks reads the checksums of the blocks of a generation folder, whose
// manifest lists files.
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

// Tables returns the tables of the files, by name.
func (f FileBlocks) Tables() map[string]BlockTable {
	tables := make(map[string]BlockTable, len(f))
	for name, b := range f {
		tables[name] = b.BlockTable
	}
	return tables
}

// SegmentName returns the name in its generation of a segment's file.
func SegmentName(file string) string { return path.Join(BleveDir, "store", filepath.Base(file)) }

// IsIn reports whether a file has one of the blocks at its place. A nil Blocks has none.
func (b *Blocks) IsIn(path string) bool {
	if b == nil {
		return false
	}
	f, err := Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	data := make([]byte, 1<<b.Bits)
	for i := range b.Count() {
		at := i << b.Bits
		n, err := f.ReadAt(data[:min(1<<b.Bits, b.Size-at)], int64(at))
		if err != nil {
			return false // the file ends there
		}
		if ChecksumOf(data[:n]) == b.sum(i) {
			return true
		}
	}
	return false
}
