package segment

import (
	"encoding/binary"
	"io"
	"os"
	"path"

	"github.com/newsdex/newsdex/index/internal/disk"
)

// zapx does not check the parts of a segment's file that it reads when it opens the
// file (zapx/v17, segment.go: loadConfig, loadFields, loadDvReaders, and
// nested_cache.go). These are the footer, the list of fields, the description of
// each field and of its sections (write.go), and the number behind the offsets of
// the stored documents. So their blocks are checked before, some thirty of a
// segment.

// CheckHeads checks the blocks of all segments that zapx reads to open them. The
// error is a [*disk.CorruptError].
func CheckHeads(f disk.FileBlocks) error {
	var segments []*disk.Blocks
	for name, b := range f {
		if path.Ext(name) == ".zap" {
			segments = append(segments, b)
		}
	}
	return disk.InParallel(len(segments), func(i int, _ []byte) error { return checkHead(segments[i]) })
}

// checkHead checks the blocks of one segment. It checks the whole file where that
// has parts that newsdex does not write.
func checkHead(b *disk.Blocks) error {
	f, err := os.Open(b.Path)
	if err != nil {
		return err
	}
	defer f.Close()
	r := openReader{b: b, f: f}
	if known := r.check(); r.err != nil || known {
		return r.err
	}
	return b.CheckAll(f)
}

// An openReader reads numbers from the checked blocks of a file. After an error it
// reads 0.
type openReader struct {
	b     *disk.Blocks
	f     io.ReaderAt
	at    uint64 // offset of the next number in the file
	start uint64 // offset of data in the file
	data  []byte
	err   error
}

// from returns a reader at another offset.
func (r *openReader) from(at uint64) *openReader {
	return &openReader{b: r.b, f: r.f, at: at, start: r.start, data: r.data, err: r.err}
}

// ahead returns the next n bytes without passing them, fewer at the end of the file.
func (r *openReader) ahead(n uint64) []byte {
	if r.err != nil {
		return nil
	}
	n = min(n, r.b.Size-min(r.at, r.b.Size))
	if r.at < r.start || r.at+n > r.start+uint64(len(r.data)) {
		r.start = r.at >> r.b.Bits << r.b.Bits
		block := uint64(1) << r.b.Bits
		r.data, r.err = r.b.ReadAt(r.f, r.start, (r.at+n-r.start+block-1)&^(block-1))
		if r.err != nil {
			return nil
		}
	}
	return r.data[r.at-r.start:][:n]
}

// number reads a varint.
func (r *openReader) number() uint64 {
	v, n := binary.Uvarint(r.ahead(binary.MaxVarintLen64))
	r.at += uint64(max(n, 0))
	return v
}

// fixed64 reads a big-endian number of 8 bytes.
func (r *openReader) fixed64() uint64 {
	b := r.ahead(8)
	r.at += 8
	if len(b) < 8 {
		return 0
	}
	return binary.BigEndian.Uint64(b)
}

// check checks the blocks that zapx reads. It returns false where the file has parts
// that newsdex does not write, whose blocks are not checked.
func (r *openReader) check() (known bool) {
	if r.b.Size < zapFooter {
		return false
	}
	r.at = r.b.Size - zapFooter
	foot := r.ahead(zapFooter)
	if r.err != nil {
		return false
	}
	number := func(fromEnd int) uint64 { return binary.BigEndian.Uint64(foot[zapFooter-fromEnd:]) }
	fields, stored, docs := number(zapFieldsAt), number(zapStoredAt), number(zapCountAt)
	if binary.BigEndian.Uint32(foot[zapFooter-zapVersionAt:]) != zapVersion || binary.BigEndian.Uint32(foot[zapFooter-zapNameAt:]) != 0 ||
		docs > r.b.Size/8 || stored > r.b.Size-8*docs || fields > r.b.Size {
		return false
	}
	if r.from(stored+8*docs).number() != 0 { // nested documents
		return false
	}
	list := r.from(fields)
	for n := min(list.number(), r.b.Size/8); n > 0 && list.err == nil; n-- {
		if at := list.fixed64(); at != 0 && !list.checkField(at) {
			return false
		}
	}
	r.err = list.err
	return true
}

// checkField is like check but for the description of one field.
func (r *openReader) checkField(at uint64) (known bool) {
	f := r.from(at)
	defer func() { r.err = f.err }()
	if size := f.number(); size > f.b.Size {
		return false
	} else {
		f.at += size // the name
	}
	f.number() // the options
	for n := min(f.number(), f.b.Size/10); n > 0 && f.err == nil; n-- {
		f.at += 2 // section number
		at := f.fixed64()
		if at == 0 {
			continue
		}
		s := f.from(at)
		start := s.number()
		s.number()
		s.number()
		f.err = s.err
		if start != zapNoDocValues {
			return false
		}
	}
	return true
}
