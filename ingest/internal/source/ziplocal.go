package source

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"hash"
	"hash/crc32"
	"io"

	"github.com/newsdex/newsdex/ingest/internal/format"
	"github.com/newsdex/newsdex/ingest/internal/jsontext"
)

// Signatures, flags and lengths of the records around each member's data in a zip archive
// (APPNOTE.TXT 6.3.10, 4.3.7 and 4.3.9).
const (
	zipLocalHeader    = "PK\x03\x04"
	zipDescriptor     = "PK\x07\x08"
	zipDirectory      = "PK\x01\x02"
	zipEncrypted      = 1 << 0
	zipHasDescriptor  = 1 << 3
	zipLocalHeaderLen = 30
)

// errNoDescriptor is the error of a stored, uncompressed member whose length is written
// only after its data.
var errNoDescriptor = errors.New("how long it is stands only in the archive's directory, which is missing")

// zipWithoutDirectory yields the members of an archive whose directory cannot be read, by
// the local headers. It always ends with an error; reason is the error of the directory.
func zipWithoutDirectory(s stream, reason error, yield func(archiveMember) bool) archiveEnd {
	c := &countingReader{r: io.NewSectionReader(s.at, 0, s.size)}
	br := bufio.NewReaderSize(c, 64<<10)
	at := func() int64 { return c.n - int64(br.Buffered()) }
	if errors.Is(reason, zip.ErrFormat) {
		reason = io.ErrUnexpectedEOF
	}
	for s.guard.bomb == nil {
		head, _ := br.Peek(4)
		if string(head) == zipDirectory || len(head) < 4 {
			break
		}
		if string(head) != zipLocalHeader {
			reason = zip.ErrFormat
			break
		}
		m, err := readZipLocal(br)
		if err != nil {
			break // the archive ends in a header
		}
		m.cut = func() error {
			return format.Damaged(s.file, "zip", at(), reason)
		}
		if !yield(archiveMember{m.name, func() (io.Reader, error) { return m, m.err }}) {
			break
		}
		if err := m.drain(s.guard, s.depth); err == errNoDescriptor {
			break // the member's error has been reported; its cause is the cut
		} else if err != nil {
			reason = err
			break
		}
	}
	if s.guard.bomb != nil {
		reason = s.guard.bomb
	}
	return archiveEnd{at(), reason}
}

// A zipLocal is one member, read from its local header on.
type zipLocal struct {
	name string
	br   *bufio.Reader
	r    io.Reader         // the unpacked data
	raw  *io.LimitedReader // the packed bytes; nil if their number follows them
	sum  hash.Hash32
	want uint32
	err  error
	cut  func() error // returns the error for a member that is cut short
}

// drain moves to the beginning of the next member.
func (m *zipLocal) drain(g *guard, depth int) error {
	if m.err == nil {
		io.Copy(io.Discard, &layerReader{r: m, guard: g, depth: depth}) // m.err has the error
	}
	switch {
	case m.err == io.EOF, m.err == zip.ErrChecksum:
		return nil
	case m.raw != nil && m.discard():
		return nil
	}
	return m.err
}

// discard skips the remaining packed bytes, and reports whether all of them were there.
func (m *zipLocal) discard() bool {
	want := m.raw.N
	n, err := io.Copy(io.Discard, m.raw)
	return n == want && err == nil
}

// readZipLocal reads a local header. An error that concerns only the member's data
// becomes its err.
func readZipLocal(br *bufio.Reader) (*zipLocal, error) {
	var h [zipLocalHeaderLen]byte
	if _, err := io.ReadFull(br, h[:]); err != nil {
		return nil, jsontext.NoEOF(err)
	}
	u16 := func(i int) int { return int(binary.LittleEndian.Uint16(h[i:])) }
	u32 := func(i int) uint32 { return binary.LittleEndian.Uint32(h[i:]) }
	rest := make([]byte, u16(26)+u16(28))
	if _, err := io.ReadFull(br, rest); err != nil {
		return nil, jsontext.NoEOF(err)
	}
	flags, method := u16(6), u16(8)
	m := &zipLocal{name: string(rest[:u16(26)]), br: br, sum: crc32.NewIEEE(), want: u32(14)}
	tail := flags&zipHasDescriptor != 0
	packed := int64(u32(18))
	if packed == 1<<32-1 {
		packed = zip64Packed(rest[u16(26):], packed)
	}
	var data io.Reader = br
	if !tail {
		m.raw = &io.LimitedReader{R: br, N: packed}
		data = bufio.NewReaderSize(m.raw, 4<<10)
	}
	switch {
	case flags&zipEncrypted != 0:
		m.err = errEncrypted
	case method == int(zip.Deflate):
		m.r = flate.NewReader(data)
	case method == int(zip.Store) && !tail:
		m.r = data
	case method == int(zip.Store):
		m.err = errNoDescriptor
	default:
		m.err = zip.ErrAlgorithm
	}
	return m, nil
}

// zip64Packed returns the packed size in an extra field of 64-bit sizes, or size if there
// is no such field.
func zip64Packed(extra []byte, size int64) int64 {
	for len(extra) >= 4 {
		id, n := binary.LittleEndian.Uint16(extra), int(binary.LittleEndian.Uint16(extra[2:]))
		extra = extra[4:]
		if n > len(extra) {
			break
		}
		if id == 1 && n >= 16 {
			return max(int64(binary.LittleEndian.Uint64(extra[8:])), 0)
		}
		extra = extra[n:]
	}
	return size
}

func (m *zipLocal) Read(p []byte) (int, error) {
	if m.err != nil {
		return 0, m.err
	}
	n, err := m.r.Read(p)
	m.sum.Write(p[:n])
	if err == io.EOF {
		err = m.finish()
	}
	if err == io.ErrUnexpectedEOF {
		err = m.cut()
	}
	m.err = err
	return n, err
}

// finish reads the descriptor after the data and compares the checksum. It returns io.EOF
// if the checksum matches.
func (m *zipLocal) finish() error {
	if m.raw != nil {
		if !m.discard() {
			return io.ErrUnexpectedEOF
		}
	} else {
		// The signature is optional, and the sizes have 4 or 8 bytes
		// each: the bytes that follow decide.
		b, _ := m.br.Peek(26)
		skip := 0
		if bytes.HasPrefix(b, []byte(zipDescriptor)) {
			skip = 4
		}
		if len(b) < skip+12 {
			return io.ErrUnexpectedEOF
		}
		m.want = binary.LittleEndian.Uint32(b[skip:])
		size := skip + 12
		if len(b) >= skip+22 && string(b[skip+12:skip+14]) != "PK" && string(b[skip+20:skip+22]) == "PK" {
			size = skip + 20
		}
		m.br.Discard(size) // it is buffered
	}
	if m.sum.Sum32() != m.want {
		return zip.ErrChecksum
	}
	return io.EOF
}
