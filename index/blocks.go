package index

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
	blocksFile = "blocks"
	// blockBits are those of the size of a block, 16 KB: it is checked in 1.3 µs. With
	// 4 KB the checksums of 10 GB would be 10 MB to read; with 64 KB what a search
	// reads for the first time is three times as much.
	blockBits = 14
)

// inBlocks reports whether a file of a generation is checked block by block.
func inBlocks(name string) bool {
	ext := path.Ext(name)
	return ext == ".zap" || ext == originalsExt
}

// A blockTable is the checksums of the blocks of a file.
type blockTable struct {
	size uint64
	bits uint8
	sums []byte
}

// count returns the number of blocks.
func (t blockTable) count() uint64 {
	n := t.size >> t.bits
	if t.size&(1<<t.bits-1) != 0 {
		n++
	}
	return n
}

func (t blockTable) sum(i uint64) Checksum {
	return Checksum(binary.LittleEndian.Uint32(t.sums[4*i:]))
}

// A blockSummer makes the table of a file whose bytes are written to it.
type blockSummer struct {
	table blockTable
	now   uint32 // the checksum of the block at hand
}

func (s *blockSummer) add(b []byte) {
	block := uint64(1) << s.table.bits
	for len(b) > 0 {
		n := min(block-s.table.size&(block-1), uint64(len(b)))
		s.now = crc32.Update(s.now, castagnoli, b[:n])
		s.table.size += n
		b = b[n:]
		if s.table.size&(block-1) == 0 {
			s.end()
		}
	}
}

func (s *blockSummer) end() {
	s.table.sums = binary.LittleEndian.AppendUint32(s.table.sums, s.now)
	s.now = 0
}

// finish returns the table.
func (s *blockSummer) finish() blockTable {
	if s.table.size&(1<<s.table.bits-1) != 0 {
		s.end()
	}
	return s.table
}

// encodeBlocks returns the tables of files as they are kept.
func encodeBlocks(tables map[string]blockTable) []byte {
	var b []byte
	for _, name := range slices.Sorted(maps.Keys(tables)) {
		t := tables[name]
		b = append(binary.AppendUvarint(b, uint64(len(name))), name...)
		b = binary.AppendUvarint(binary.AppendUvarint(b, t.size), uint64(t.bits))
		b = append(b, t.sums...)
	}
	return b
}

// decodeBlocks reads what [encodeBlocks] wrote; the tables share the bytes.
func decodeBlocks(b []byte) (map[string]blockTable, bool) {
	tables := map[string]blockTable{}
	r := zapReader{data: b}
	for len(r.data) > 0 {
		name := string(r.bytes(r.number()))
		t := blockTable{size: r.number()}
		n := r.number()
		if n < 1 || n > 30 {
			return nil, false
		}
		t.bits = uint8(n)
		t.sums = r.bytes(4 * t.count())
		if r.bad {
			return nil, false
		}
		tables[name] = t
	}
	return tables, true
}

// readBlocks reads the tables of the files of a generation.
func readBlocks(dir string, files []File) (map[string]blockTable, error) {
	name := filepath.Join(dir, blocksFile)
	at := slices.IndexFunc(files, func(f File) bool { return f.Name == blocksFile })
	if at < 0 {
		return nil, &CorruptError{Path: name, Problem: "the manifest does not list it"}
	}
	if _, err := files[at].stat(dir); err != nil {
		return nil, err
	}
	b, err := readFile(name)
	if err != nil {
		return nil, err
	}
	if sum := checksumOf(b); sum != files[at].Checksum {
		return nil, &CorruptError{Path: name, Problem: fmt.Sprintf("its bytes are not those that were written: their checksum is %s and was %s", sum, files[at].Checksum)}
	}
	tables, ok := decodeBlocks(b)
	if !ok {
		return nil, &CorruptError{Path: name, Problem: "it does not hold checksums of blocks"}
	}
	for _, f := range files {
		if t, ok := tables[f.Name]; inBlocks(f.Name) && (!ok || int64(t.size) != f.Size) {
			return nil, &CorruptError{Path: name, Problem: "it lacks the checksums of " + f.Name}
		}
	}
	return tables, nil
}

// A blocks says which blocks of a file were found to be what was written. Nil: the
// file was checked as a whole, or was just written. Safe for concurrent use.
type blocks struct {
	blockTable
	path    string
	checked []atomic.Uint64 // a bit for each block
}

func newBlocks(path string, t blockTable) *blocks {
	return &blocks{blockTable: t, path: path, checked: make([]atomic.Uint64, t.count()/64+1)}
}

// check looks at the blocks of n bytes from a place, those that were not looked at
// before; data is the whole file, mapped into memory.
func (b *blocks) check(data []byte, at, n uint64) error {
	if b == nil || n == 0 {
		return nil
	}
	for i, last := at>>b.bits, (at+n-1)>>b.bits; i <= last; i++ {
		if b.isChecked(i) {
			continue
		}
		start := i << b.bits
		if err := b.foundMapped(i, data[start:min(start+1<<b.bits, uint64(len(data)))]); err != nil {
			return err
		}
	}
	return nil
}

func (b *blocks) foundMapped(i uint64, data []byte) (err error) {
	defer catchFaults(b.path, debug.SetPanicOnFault(true), &err)
	return b.found(i, data)
}

func (b *blocks) isChecked(i uint64) bool { return b.checked[i>>6].Load()&(1<<(i&63)) != 0 }

// found compares a block with its checksum.
func (b *blocks) found(i uint64, data []byte) error {
	if sum := checksumOf(data); sum != b.sum(i) {
		at := i << b.bits
		return &CorruptError{Path: b.path, Problem: fmt.Sprintf("its bytes %d to %d are not those that were written: their checksum is %s and was %s",
			at, at+uint64(len(data)), sum, b.sum(i))}
	}
	b.checked[i>>6].Or(1 << (i & 63))
	return nil
}

// readAt reads n bytes at a place, and checks them; fewer at the end of the file.
func (b *blocks) readAt(r io.ReaderAt, at, n uint64) ([]byte, error) {
	at = min(at, b.size)
	end := at + min(n, b.size-at)
	from := at >> b.bits << b.bits
	to := min((end+1<<b.bits-1)>>b.bits<<b.bits, b.size)
	if at == end {
		return nil, nil
	}
	data := make([]byte, to-from)
	if _, err := r.ReadAt(data, int64(from)); err != nil {
		return nil, &CorruptError{Path: b.path, Problem: "it cannot be read", Err: err}
	}
	for start := from; start < to; start += 1 << b.bits {
		if err := b.found(start>>b.bits, data[start-from:min(start-from+1<<b.bits, to-from)]); err != nil {
			return nil, err
		}
	}
	return data[at-from : end-from], nil
}

// checkAll reads and checks the whole file.
func (b *blocks) checkAll(r io.ReaderAt) error {
	step := uint64(max(checksumBuffer, 1<<b.bits))
	for at := uint64(0); at < b.size; at += step {
		if _, err := b.readAt(r, at, step); err != nil {
			return err
		}
	}
	return nil
}

// fileBlocks are the blocks of the files of a generation, by their names in it; nil
// where all were checked as a whole.
type fileBlocks map[string]*blocks

func openBlocks(dir string, files []File) (fileBlocks, error) {
	tables, err := readBlocks(dir, files)
	if err != nil {
		return nil, err
	}
	all := make(fileBlocks, len(tables))
	for name, t := range tables {
		all[name] = newBlocks(filepath.Join(dir, filepath.FromSlash(name)), t)
	}
	return all, nil
}

func (f fileBlocks) tables() map[string]blockTable {
	tables := make(map[string]blockTable, len(f))
	for name, b := range f {
		tables[name] = b.blockTable
	}
	return tables
}

// segmentName is the name of a segment's file in its generation.
func segmentName(file string) string { return path.Join(bleveDir, "store", filepath.Base(file)) }
