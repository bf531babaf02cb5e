package disk

import (
	"errors"
	"slices"
	"sync"

	"github.com/klauspost/compress/zstd"
)

// Originals are compressed with zstd, each frame by itself and with a checksum of its
// content, and so were the records of older formats. The checksum is compared on
// decompression: a damaged frame yields no bytes. article.go has the form of records.

var encoder = sync.OnceValue(func() *zstd.Encoder {
	e, err := zstd.NewWriter(nil, zstd.WithEncoderCRC(true), zstd.WithLowerEncoderMem(true), zstd.WithWindowSize(1<<20))
	if err != nil {
		panic(err) // one of the options is wrong
	}
	return e
})

var decoder = sync.OnceValue(func() *zstd.Decoder {
	d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(maxDecompressed), zstd.WithDecodeAllCapLimit(true))
	if err != nil {
		panic(err) // one of the options is wrong
	}
	return d
})

// A frame states its size, unless it is below unstatedSize. The size is trusted up to
// some bounds: it is at most maxDecompressed bytes and, if it is above trustedSize, at
// most maxRatio times the size of the frame. Texts and pages compress to a fiftieth at
// best.
const (
	unstatedSize    = 256
	maxDecompressed = 1 << 30
	trustedSize     = 64 << 20
	maxRatio        = 1000
)

// beyond is the number of bytes behind the content into which the decoder may write.
// Without them it takes a third longer (compressedBlockOverAlloc of package zstd).
const beyond = 16

// trusted reports whether a size is possible for content that was compressed to so many
// bytes.
func trusted(size, packed uint64) bool {
	return size <= maxDecompressed && (size <= trustedSize || size/maxRatio <= packed)
}

var errFrame = errors.New("it states a wrong size")

// Compress appends the compressed form of b to dst. It is safe for concurrent use.
func Compress(dst, b []byte) []byte { return encoder().EncodeAll(b, dst) }

// Decompress appends the decompressed form of b to dst: b is one frame, or a form of
// [CompressArticle]. It is safe for concurrent use.
func Decompress(dst, b []byte) ([]byte, error) {
	if len(b) == 0 || b[0] != frameNumber {
		return decompressArticle(dst, b)
	}
	var h zstd.Header
	if err := h.Decode(b); err != nil {
		return nil, err
	}
	size := h.FrameContentSize
	if !h.HasFCS {
		size = unstatedSize
	}
	if h.Skippable || !trusted(size, uint64(len(b))) {
		return nil, errFrame
	}
	n := len(dst) + int(size)
	dst = slices.Grow(dst, int(size)+beyond)
	all, err := decoder().DecodeAll(b, dst[:len(dst):n+beyond])
	switch {
	case err != nil:
		return nil, err
	case h.HasFCS && len(all) != n:
		return nil, errFrame
	}
	return dst[:len(all)], nil // with all of its capacity
}

// Buffers has buffers of type *[]byte for decompressed bytes that are not kept.
var Buffers = sync.Pool{New: func() any { return new([]byte) }}

// PutBuffer returns a buffer to [Buffers], unless it is above 1 MB.
func PutBuffer(b *[]byte) {
	if cap(*b) <= 1<<20 {
		Buffers.Put(b)
	}
}
