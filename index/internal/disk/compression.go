package disk

import (
	"sync"

	"github.com/klauspost/compress/zstd"
)

// What is compressed is so with zstd, each part by itself, with a checksum of its
// content, which is checked when it is read: of a damaged part no byte comes back.

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

// maxDecompressed bounds what is made of a damaged part that says it is large.
const maxDecompressed = 1 << 30

// Compress appends the compressed form of b. Safe for concurrent use.
func Compress(dst, b []byte) []byte { return encoder().EncodeAll(b, dst) }

// Decompress appends what [compress] made b of. Safe for concurrent use.
func Decompress(dst, b []byte) ([]byte, error) { return decoder().DecodeAll(b, dst) }

// Buffers has room for what is decompressed and not kept.
var Buffers = sync.Pool{New: func() any { return new([]byte) }}

func PutBuffer(b *[]byte) {
	if cap(*b) <= 1<<20 {
		Buffers.Put(b)
	}
}
