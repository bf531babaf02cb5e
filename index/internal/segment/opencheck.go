package segment

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"runtime/debug"
	"slices"

	bleveindex "github.com/blevesearch/bleve_index_api"
	segmentapi "github.com/blevesearch/scorch_segment_api/v2"
	zap "github.com/blevesearch/zapx/v17"

	"github.com/newsdex/newsdex/index/internal/disk"
)

// zapx trusts the parts of a segment's file that it reads when it opens the file
// (zapx/v17, segment.go: loadConfig, loadFields, loadDvReaders, and nested_cache.go).
// These are the footer, the list of fields, the description of each field and of its
// sections (write.go), and the number behind the offsets of the stored documents. So
// their blocks, some thirty of a segment, and their numbers are checked before.

// The most fields of a segment, and the longest name of one. A segment has fields for
// each language, and a few others.
const (
	mostFields  = 1 << 14
	longestName = 1 << 10
)

var errStructure = errors.New("its parts are not where newsdex writes them")

// Open opens a segment's file for reading. blocks are its blocks, nil if the whole file
// was checked. The error is a [*disk.CorruptError] if the file is not one that newsdex
// writes.
func Open(path string, blocks *disk.Blocks) (*File, error) { return open(path, blocks, false) }

// OpenOlder is like Open, and also opens files of older formats of the index, which have
// neither lists nor columns. Their documents, and those of their terms, can be read.
func OpenOlder(path string) (*File, error) { return open(path, nil, true) }

func open(path string, blocks *disk.Blocks, older bool) (*File, error) {
	h, err := checkHead(path, blocks, older)
	if err != nil {
		return nil, err
	}
	var s segmentapi.Segment
	if err := openZap(path, &s); err != nil {
		return nil, disk.Blame(path, "it cannot be opened", err)
	}
	data := s.(*zap.Segment).Data()
	if uint64(len(data)) != h.size {
		return nil, errors.Join(&disk.CorruptError{Path: path, Problem: "its size has changed"}, s.Close())
	}
	return &File{head: h, path: path, Data: data, Blocks: blocks, close: s.Close, dicts: map[string]*dictionary{}}, nil
}

// newFile returns the file with some bytes, all of which were checked.
func newFile(path string, data []byte, older bool) (*File, error) {
	r := openReader{f: bytes.NewReader(data), head: head{size: uint64(len(data))}}
	if !r.check(older) {
		err := notOurs(path)
		err.Err = cmp.Or(r.err, err.Err)
		return nil, err
	}
	return &File{head: r.head, path: path, Data: data, dicts: map[string]*dictionary{}}, nil
}

// notOurs returns the error for a segment that newsdex did not write.
func notOurs(path string) *disk.CorruptError {
	return &disk.CorruptError{Path: cmp.Or(path, "segment in memory"), Problem: "it is not one of newsdex", Err: errStructure}
}

// openZap opens a file by zapx, whose panics it turns into errors.
func openZap(path string, s *segmentapi.Segment) (err error) {
	defer disk.Caught(&err)
	defer disk.CatchFaults(path, debug.SetPanicOnFault(true), &err)
	*s, err = new(zap.ZapPlugin).Open(path)
	return err
}

// checkHead checks the parts of a file that zapx reads to open it, and those that newsdex
// reads.
func checkHead(path string, b *disk.Blocks, older bool) (h head, err error) {
	f, err := disk.Open(path)
	if err != nil {
		return h, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return h, err
	}
	r := openReader{b: b, f: f, head: head{size: uint64(info.Size())}}
	if b != nil && b.Size != r.size {
		return h, &disk.CorruptError{Path: path, Problem: fmt.Sprintf("it has %d bytes, and %d were written", r.size, b.Size)}
	}
	right := r.check(older)
	if r.err == nil && !right {
		r.err = errStructure
	}
	if corrupt := (*disk.CorruptError)(nil); r.err == nil || errors.As(r.err, &corrupt) {
		return r.head, r.err
	}
	return h, disk.Blame(path, "it cannot be opened", r.err)
}

// A head is the parts of a file that are read when it is opened.
type head struct {
	size    uint64   // of the file
	Size    uint64   // number of documents, deleted ones too
	Fields  []string // the names of the Bleve fields
	fields  []writtenField
	stored  uint64        // offset of the offsets of the stored documents
	columns *columnPlaces // nil in a file of an older format
}

// An openReader reads numbers from a file, whose blocks it checks. After an error it
// reads 0.
type openReader struct {
	b *disk.Blocks // nil if the file was checked
	f io.ReaderAt
	head
	at    uint64 // offset of the next number in the file
	start uint64 // offset of data in the file
	data  []byte
	err   error
}

// from returns a reader at another offset.
func (r *openReader) from(at uint64) *openReader {
	other := *r
	other.at = at
	return &other
}

// ahead returns the next n bytes without passing them, fewer at the end of the file.
func (r *openReader) ahead(n uint64) []byte {
	if r.err != nil {
		return nil
	}
	n = min(n, r.size-min(r.at, r.size))
	if n == 0 {
		return nil
	}
	if r.at < r.start || r.at+n > r.start+uint64(len(r.data)) {
		const block = 1 << 14
		if r.b != nil {
			bits := r.b.Bits
			r.start = r.at >> bits << bits
			r.data, r.err = r.b.ReadAt(r.f, r.start, (r.at+n-r.start+1<<bits-1)>>bits<<bits)
		} else {
			r.start = r.at
			r.data = make([]byte, min(max(n, block), r.size-r.at))
			_, r.err = r.f.ReadAt(r.data, int64(r.at))
		}
		if r.err != nil {
			return nil
		}
	}
	return r.data[r.at-r.start:][:n]
}

// number reads a varint. It sets an error if there is none.
func (r *openReader) number() uint64 {
	v, n := binary.Uvarint(r.ahead(binary.MaxVarintLen64))
	if n <= 0 && r.err == nil {
		r.err = errStructure
	}
	r.at += uint64(max(n, 0))
	return v
}

// fixed64 reads a big-endian number of 8 bytes.
func (r *openReader) fixed64() uint64 {
	b := r.ahead(8)
	r.at += 8
	if len(b) < 8 {
		if r.err == nil {
			r.err = errStructure
		}
		return 0
	}
	return binary.BigEndian.Uint64(b)
}

// check checks the parts that are read, and reports whether they are as newsdex writes
// them, or if older is true, as older formats have them.
func (r *openReader) check(older bool) bool {
	if r.size < zapFooter {
		return false
	}
	end := r.size - zapFooter // of the part before the footer
	r.at = end
	foot := r.ahead(zapFooter)
	if r.err != nil {
		return false
	}
	number := func(fromEnd int) uint64 { return binary.BigEndian.Uint64(foot[zapFooter-fromEnd:]) }
	fields, stored, docs := number(zapFieldsAt), number(zapStoredAt), number(zapCountAt)
	mode := binary.BigEndian.Uint32(foot[zapFooter-zapChunkAt:])
	older = older && mode == olderChunkMode
	if binary.BigEndian.Uint32(foot[zapFooter-zapVersionAt:]) != zapVersion || binary.BigEndian.Uint32(foot[zapFooter-zapNameAt:]) != 0 ||
		mode != zapChunkMode && !older ||
		docs == 0 || docs > math.MaxInt32 || docs > end/8 || stored == 0 || stored > end-8*docs || fields == 0 || fields >= end {
		return false
	}
	if r.from(stored+8*docs).number() != 0 { // nested documents
		return false
	}
	r.Size, r.stored = docs, stored
	list := r.from(fields)
	n := list.number()
	if n == 0 || n > mostFields || n > end/8 {
		return false
	}
	names := make(map[string]bool, n)
	for ; n > 0 && list.err == nil; n-- {
		at := list.fixed64()
		field, right := list.checkField(at, end)
		if !right || names[field.name] {
			r.err = list.err
			return false
		}
		names[field.name] = true
		r.fields = append(r.fields, field)
		r.Fields = append(r.Fields, field.name)
	}
	if r.err = list.err; r.err != nil || r.fields[0].name != IDField {
		return false
	}
	return older || r.checkColumns(fields, end)
}

// checkField is like check but for the description of one field.
func (r *openReader) checkField(at, end uint64) (field writtenField, right bool) {
	if at == 0 || at >= end {
		return field, false
	}
	f := r.from(at)
	defer func() { r.err = f.err }()
	size := f.number()
	if size == 0 || size > longestName || size > end-min(f.at, end) {
		return field, false
	}
	field.name = string(f.ahead(size))
	f.at += size
	field.options = bleveindex.FieldIndexingOptions(f.number())
	n := f.number()
	if n > uint64(len(zapSections)) {
		return field, false
	}
	for range n { // zapx writes them in any order
		section := uint16(0)
		if b := f.ahead(2); len(b) == 2 {
			section = binary.BigEndian.Uint16(b)
		}
		f.at += 2
		at := f.fixed64()
		switch {
		case !slices.Contains(zapSections, section), at >= end, section != zap.SectionInvertedTextIndex && at != 0:
			return field, false
		case at == 0:
			continue
		}
		if field.dict, right = f.checkInverted(at, end); !right {
			return field, false
		}
		field.at = at
	}
	return field, f.err == nil
}

// checkInverted checks the three numbers of the inverted index of a field, and returns the
// offset of its dictionary.
func (r *openReader) checkInverted(at, end uint64) (dictionary uint64, right bool) {
	s := r.from(at)
	first, second, dictionary := s.number(), s.number(), s.number()
	r.err = s.err
	return dictionary, first == zapNoDocValues && second == zapNoDocValues && dictionary < end
}
