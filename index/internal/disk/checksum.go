package disk

import (
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"strconv"
	"sync"
)

// A Checksum is a CRC-32C (Castagnoli, RFC 3720) of a file's bytes; in text eight
// hexadecimal digits. It notices every change of up to 32 bits in a row, and all
// but one in four thousand million of the others. It is against damage, not
// against forgers, and processors have an instruction for it: 12.8 GB/s where
// SHA-256 does 1.2.
type Checksum uint32

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func ChecksumOf(b []byte) Checksum { return Checksum(crc32.Checksum(b, castagnoli)) }

// String returns the checksum in hexadecimal digits.
func (c Checksum) String() string { return fmt.Sprintf("%08x", uint32(c)) }

// MarshalText returns [Checksum.String].
func (c Checksum) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads what [Checksum.MarshalText] wrote.
func (c *Checksum) UnmarshalText(b []byte) error {
	n, err := strconv.ParseUint(string(b), 16, 32)
	if err != nil || len(b) != len(c.String()) {
		return fmt.Errorf("%.20q is no checksum", b)
	}
	*c = Checksum(n)
	return nil
}

// ChecksumBuffer is the size of the pieces in which files are read to be checked:
// they stay in a processor's cache.
const ChecksumBuffer = 256 << 10

var ChecksumBuffers = sync.Pool{New: func() any { b := make([]byte, ChecksumBuffer); return &b }}

// ChecksumFile returns the checksum and the size of a file, with buf to read into.
func ChecksumFile(name string, buf []byte) (Checksum, int64, error) {
	return checksumBlocks(name, buf, nil)
}

// checksumBlocks is ChecksumFile that hands the bytes to blocks too, unless that is
// nil.
func checksumBlocks(name string, buf []byte, blocks *blockSummer) (Checksum, int64, error) {
	f, err := os.Open(name)
	if err != nil {
		return 0, 0, err
	}
	defer f.Close()
	var sum uint32
	var size int64
	for {
		n, err := f.Read(buf)
		sum = crc32.Update(sum, castagnoli, buf[:n])
		size += int64(n)
		if blocks != nil {
			blocks.add(buf[:n])
		}
		switch {
		case err == io.EOF:
			return Checksum(sum), size, nil
		case err != nil:
			return 0, 0, readError(name, err)
		}
	}
}
