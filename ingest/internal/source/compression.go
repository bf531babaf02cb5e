package source

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"io"
	"path"
	"strings"
	"sync"

	"github.com/klauspost/compress/zstd"
)

// A compression is a compression format of one stream of bytes: a row of the table
// Compressions.
type compression struct {
	Name string
	// extensions maps each extension of a packed file to the extension that replaces it
	// in the name of the unpacked file.
	extensions map[string]string
	magic      []byte
	// open returns a reader of the data unpacked from r.
	open func(r *bufio.Reader) (io.ReadCloser, error)
}

// Compressions returns the table of all compressions. Packed files are recognized by
// their first bytes, whatever their names are.
func Compressions() []compression {
	compressionsOnce.Do(func() {
		compressionTable = []compression{
			{"gzip", map[string]string{".gz": "", ".tgz": ".tar", ".taz": ".tar"}, []byte{0x1f, 0x8b}, newGzipReader},
			{"zstd", map[string]string{".zst": "", ".zstd": "", ".tzst": ".tar"}, []byte{0x28, 0xb5, 0x2f, 0xfd}, newZstdReader},
			{"bzip2", map[string]string{".bz2": "", ".tbz2": ".tar", ".tbz": ".tar"}, []byte("BZh"), newBzip2Reader},
		}
	})
	return compressionTable
}

var (
	compressionsOnce sync.Once
	compressionTable []compression
)

// CompressionOf returns the compression of a file that begins with head.
func CompressionOf(head []byte) (compression, bool) {
	for _, c := range Compressions() {
		if bytes.HasPrefix(head, c.magic) {
			return c, true
		}
	}
	return compression{}, false
}

// UnpackedName returns a file's name without the extensions of compressions:
// "dump.tar" for "dump.tgz", "a.json" for "a.json.zst".
func UnpackedName(name string) string {
	for range maxDepth {
		n := len(name) - len(path.Ext(name))
		instead, packed := instead(name[n:])
		if !packed || n == 0 {
			break
		}
		name = name[:n] + instead
	}
	return name
}

// instead returns the extension that replaces the given one in the name of the unpacked
// file; packed is false if the given one is no extension of a compression.
func instead(extension string) (ext string, packed bool) {
	const longest = 5
	if extension == "" || len(extension) > longest {
		return "", false
	}
	extension = strings.ToLower(extension)
	for _, c := range Compressions() {
		if ext, packed = c.extensions[extension]; packed {
			break
		}
	}
	return ext, packed
}

// MaxZstdWindow is the limit of a zstd frame's window in bytes, and so of the memory that
// reading a frame takes. It is the window of zstd's highest level; only --long=28 and
// more need a larger one.
const MaxZstdWindow = 128 << 20

func newZstdReader(r *bufio.Reader) (io.ReadCloser, error) {
	d, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(MaxZstdWindow))
	if err != nil {
		return nil, err
	}
	return d.IOReadCloser(), nil
}

func newBzip2Reader(r *bufio.Reader) (io.ReadCloser, error) {
	return io.NopCloser(bzip2.NewReader(r)), nil
}
