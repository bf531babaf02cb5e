package segment

import (
	"encoding/binary"
	"io"
	"os"
	"path"

	"github.com/newsdex/newsdex/index/internal/disk"
)

// zapx trusts what it reads of a segment's file to open it (zapx/v17, segment.go:
// loadConfig, loadFields, loadDvReaders, and nested_cache.go): the end of the file,
// the list of the fields, what is said of each of them and of its sections
// (segmentfile.go), and what follows the places of the stored documents. So the
// blocks of these are checked before: some thirty of a segment.

// CheckHeads checks what zapx reads to open all segments.
func CheckHeads(f disk.FileBlocks) error {
	var segments []*disk.Blocks
	for name, b := range f {
		if path.Ext(name) == ".zap" {
			segments = append(segments, b)
		}
	}
	return disk.InParallel(len(segments), func(i int, _ []byte) error { return checkHead(segments[i]) })
}

// checkHead checks what zapx reads to open a segment: all of it, where that has
// something that newsdex does not write.
func checkHead(b *disk.Blocks) error {
	f, err := os.Open(b.Path)
	if err != nil {
		return err
	}
	defer f.Close()
	r := headReader{b: b, f: f}
	if known := r.check(); r.err != nil || known {
		return r.err
	}
	return b.CheckAll(f)
}

// A headReader reads one number after the other from the blocks of a file. Once
// there is an error it reads 0.
type headReader struct {
	b     *disk.Blocks
	f     io.ReaderAt
	at    uint64
	start uint64 // of data in the file
	data  []byte
	err   error
}

// from returns a reader from another place.
func (r *headReader) from(at uint64) *headReader {
	return &headReader{b: r.b, f: r.f, at: at, start: r.start, data: r.data, err: r.err}
}

// ahead returns n bytes, fewer at the end of the file.
func (r *headReader) ahead(n uint64) []byte {
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

func (r *headReader) number() uint64 {
	v, n := binary.Uvarint(r.ahead(binary.MaxVarintLen64))
	r.at += uint64(max(n, 0))
	return v
}

// fixed reads a number of 8 bytes.
func (r *headReader) fixed() uint64 {
	b := r.ahead(8)
	r.at += 8
	if len(b) < 8 {
		return 0
	}
	return binary.BigEndian.Uint64(b)
}

// check reports whether the file has what newsdex writes; then all of it is checked
// that zapx reads.
func (r *headReader) check() (known bool) {
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
	if r.from(stored+8*docs).number() != 0 { // documents within others
		return false
	}
	list := r.from(fields)
	for n := min(list.number(), r.b.Size/8); n > 0 && list.err == nil; n-- {
		if at := list.fixed(); at != 0 && !list.checkField(at) {
			return false
		}
	}
	r.err = list.err
	return true
}

// checkField is check for what is said of a field.
func (r *headReader) checkField(at uint64) (known bool) {
	f := r.from(at)
	defer func() { r.err = f.err }()
	if size := f.number(); size > f.b.Size {
		return false
	} else {
		f.at += size // the name
	}
	f.number() // the options
	for n := min(f.number(), f.b.Size/10); n > 0 && f.err == nil; n-- {
		f.at += 2 // which section
		at := f.fixed()
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
