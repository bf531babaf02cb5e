package disk

import (
	"sync"

	"github.com/klauspost/compress/zstd"
)

// Records and originals are compressed with zstd, each frame by itself and with a
// checksum of its content. The checksum is compared on decompression: a damaged
// frame yields no bytes.

var encoder = sync.OnceValue(func() *zstd.Encoder {
	e, err := zstd.NewWriter(nil, zstd.WithEncoderCRC(true), zstd.WithLowerEncoderMem(true), zstd.WithWindowSize(1<<20))
	if err != nil {
		panic(err) // one of the options is wrong
	}
	return e
})

var decoder = sync.OnceValue(func() *zstd.Decoder {
	d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(maxDecompressed))
	if err != nil {
		panic(err) // one of the options is wrong
	}
	return d
})

// maxDecompressed bounds the memory in bytes for a damaged frame that states a large
// size.
const maxDecompressed = 1 << 30

// Compress appends the compressed form of b to dst. It is safe for concurrent use.
func Compress(dst, b []byte) []byte { return encoder().EncodeAll(b, dst) }

// Decompress appends the decompressed form of b to dst. It is safe for concurrent
// use.
func Decompress(dst, b []byte) ([]byte, error) { return decoder().DecodeAll(b, dst) }

// Buffers has buffers of type *[]byte for decompressed bytes that are not kept.
var Buffers = sync.Pool{New: func() any { return new([]byte) }}

// PutBuffer returns a buffer to [Buffers], unless it is above 1 MB.
func PutBuffer(b *[]byte) {
	if cap(*b) <= 1<<20 {
		Buffers.Put(b)
	}
}
