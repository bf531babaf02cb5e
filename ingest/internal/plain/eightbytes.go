package plain

// Eight bytes of a text are examined at once, as one number whose lowest byte is the
// first (H. S. Warren, Hacker's Delight, 2nd edition, section 6-1).
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

// ZeroBytes returns hex 80 in each byte that is 0 in x, and 0 in the others.
func ZeroBytes(x uint64) uint64 {
	const low = 0x7f * EveryByte
	return ^((x&low + low) | x | low)
}

// BytesLike returns hex 80 in each byte that is c in x, and 0 in the others.
func BytesLike(x uint64, c byte) uint64 { return ZeroBytes(x ^ uint64(c)*EveryByte) }
