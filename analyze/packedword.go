package analyze

import "math/bits"

// A packed is a word of up to maxPacked bytes as numbers. Two words are equal if their
// numbers are.
type packed struct {
	low, high uint64
	n         uint8 // length in bytes, at most maxPacked+1
}

const maxPacked = 16

// pack returns s as numbers: its first and its last eight bytes, which overlap in a
// word of less than sixteen. The numbers of a word longer than maxPacked are
// meaningless.
func pack(s string) packed {
	n := len(s)
	p := packed{n: uint8(min(n, maxPacked+1))}
	switch {
	case n > maxPacked:
	case n >= 8:
		p.low, p.high = load64(s), load64(s[n-8:])
	case n >= 4:
		p.low = uint64(load32(s)) | uint64(load32(s[n-4:]))<<32
	case n > 0:
		p.low = uint64(s[0]) | uint64(s[n/2])<<8 | uint64(s[n-1])<<16
	}
	return p
}

// hash returns a well-mixed hash.
func (p packed) hash() uint64 {
	const k1, k2 = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F // of xxHash
	h := (p.low ^ uint64(p.n)) * k1
	h ^= bits.RotateLeft64(p.high*k2, 29)
	h = (h ^ h>>32) * k1
	return h ^ h>>32
}

func load32(s string) uint32 {
	_ = s[3]
	return uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
}

func load64(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}
