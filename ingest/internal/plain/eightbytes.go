package plain

// Eight bytes of a text are looked at together, as one number whose lowest byte is
// the first (H. S. Warren, Hacker's Delight, 2nd edition, section 6-1).
const (
	EveryByte = 0x0101010101010101
	HighBits  = 0x80 * EveryByte
)

// EightBytes returns the bytes of s from i on.
func EightBytes[T string | []byte](s T, i int) uint64 {
	b := s[i : i+8]
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
		uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
}

// ZeroBytes returns 80 where x has the byte 0, and 0 elsewhere.
func ZeroBytes(x uint64) uint64 {
	const low = 0x7f * EveryByte
	return ^((x&low + low) | x | low)
}

// BytesLike returns 80 where x has the byte c, and 0 elsewhere.
func BytesLike(x uint64, c byte) uint64 { return ZeroBytes(x ^ uint64(c)*EveryByte) }
