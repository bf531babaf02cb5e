package packed

import (
	"encoding/binary"
	"math/bits"
)

// This file packs numbers with the same number of bits, the width, one behind the other
// from the lowest bit of the first byte on. Eight numbers end with a byte, so a number is
// found without those before it.

// beyond is the number of bytes that may be read behind packed numbers.
const beyond = 8

// widthOf returns the number of bits that the greatest of some numbers needs.
func widthOf(numbers []uint32) uint {
	all := uint32(0)
	for _, v := range numbers {
		all |= v
	}
	return uint(bits.Len32(all))
}

// appendPacked appends numbers of a width of at most 32. The last byte is filled with
// zeros.
func appendPacked(b []byte, numbers []uint32, width uint) []byte {
	if width == 0 {
		return b
	}
	word, n := uint64(0), uint(0)
	for _, v := range numbers {
		word |= uint64(v) << n
		if n += width; n >= 32 {
			b = binary.LittleEndian.AppendUint32(b, uint32(word))
			word >>= 32
			n -= 32
		}
	}
	for ; n > 0; n -= min(n, 8) {
		b = append(b, byte(word))
		word >>= 8
	}
	return b
}

// packedSize returns the number of bytes of n packed numbers.
func packedSize(n int, width uint) int { return (n*int(width) + 7) / 8 }

// load returns the eight bytes at an offset as a number.
func load(b []byte, at int) uint64 { return binary.LittleEndian.Uint64(b[at : at+8]) }

// number returns the i-th packed number.
func number(b []byte, i int, width uint) uint32 {
	bit := i * int(width)
	return uint32(load(b, bit>>3) >> (bit & 7) & (1<<width - 1))
}

// lanes are, by width, the lowest bits of eight packed numbers.
var lanes = func() (lanes [9]uint64) {
	for width := 1; width < len(lanes); width++ {
		for i := range 8 {
			lanes[width] |= 1 << (i * width)
		}
	}
	return lanes
}()

// sumOf returns the sum of the packed numbers from the from-th on to before the to-th; from
// is a multiple of 8. It counts the bits of eight numbers at once.
func sumOf(b []byte, from, to int, width uint) (sum int) {
	if width > 8 {
		for i := from; i < to; i++ {
			sum += int(number(b, i, width))
		}
		return sum
	}
	for i := from; i < to; i += 8 {
		v := load(b, i/8*int(width))
		if rest := uint(to-i) * width; rest < 64 {
			v &= 1<<rest - 1
		}
		lane := lanes[width]
		for bit := range width {
			sum += bits.OnesCount64(v>>bit&lane) << bit
		}
	}
	return sum
}

// unpack reads the numbers of a block.
func unpack(to *[BlockSize]uint32, b []byte, width uint) {
	mask := uint64(1)<<(width&63) - 1
	w := width & 63
	switch {
	case width == 0:
		*to = [BlockSize]uint32{}
	case width <= 8:
		for i, at := 0, 0; i < BlockSize; i, at = i+8, at+int(width) {
			v, out := load(b, at), (*[8]uint32)(to[i:])
			out[0] = uint32(v & mask)
			v >>= w
			out[1] = uint32(v & mask)
			v >>= w
			out[2] = uint32(v & mask)
			v >>= w
			out[3] = uint32(v & mask)
			v >>= w
			out[4] = uint32(v & mask)
			v >>= w
			out[5] = uint32(v & mask)
			v >>= w
			out[6] = uint32(v & mask)
			v >>= w
			out[7] = uint32(v & mask)
		}
	case width <= 15:
		for i, bit := 0, 0; i < BlockSize; i, bit = i+4, bit+4*int(width) {
			v, out := load(b, bit>>3)>>(bit&7), (*[4]uint32)(to[i:])
			out[0] = uint32(v & mask)
			v >>= w
			out[1] = uint32(v & mask)
			v >>= w
			out[2] = uint32(v & mask)
			v >>= w
			out[3] = uint32(v & mask)
		}
	default:
		for i := range to {
			to[i] = number(b, i, width)
		}
	}
}

// unpackSums is like unpack, for numbers that are one less than the difference to the
// number before. The first follows before. It returns the last, which wraps around no
// more than 64 bits: forged numbers do not ascend by less than they claim.
func unpackSums(to *[BlockSize]uint32, b []byte, width uint, before uint64) (last uint64) {
	mask := uint64(1)<<(width&63) - 1
	w := width & 63
	sum := before
	switch {
	case width == 0:
		for i := range to {
			sum++
			to[i] = uint32(sum)
		}
	case width <= 8:
		for i, at := 0, 0; i < BlockSize; i, at = i+8, at+int(width) {
			v, out := load(b, at), (*[8]uint32)(to[i:])
			sum += v&mask + 1
			out[0] = uint32(sum)
			v >>= w
			sum += v&mask + 1
			out[1] = uint32(sum)
			v >>= w
			sum += v&mask + 1
			out[2] = uint32(sum)
			v >>= w
			sum += v&mask + 1
			out[3] = uint32(sum)
			v >>= w
			sum += v&mask + 1
			out[4] = uint32(sum)
			v >>= w
			sum += v&mask + 1
			out[5] = uint32(sum)
			v >>= w
			sum += v&mask + 1
			out[6] = uint32(sum)
			v >>= w
			sum += v&mask + 1
			out[7] = uint32(sum)
		}
	case width <= 15:
		for i, bit := 0, 0; i < BlockSize; i, bit = i+4, bit+4*int(width) {
			v, out := load(b, bit>>3)>>(bit&7), (*[4]uint32)(to[i:])
			sum += v&mask + 1
			out[0] = uint32(sum)
			v >>= w
			sum += v&mask + 1
			out[1] = uint32(sum)
			v >>= w
			sum += v&mask + 1
			out[2] = uint32(sum)
			v >>= w
			sum += v&mask + 1
			out[3] = uint32(sum)
		}
	default:
		for i := range to {
			sum += uint64(number(b, i, width)) + 1
			to[i] = uint32(sum)
		}
	}
	return sum
}

// fillSums is like unpackSums but sets the bits of the numbers in set. A number beyond set
// ends it: the last is another one then.
func fillSums(set []uint64, b []byte, width uint, before uint64) (last uint64) {
	mask := uint64(1)<<(width&63) - 1
	w := width & 63
	sum := before
	step := 8 // numbers of a word
	switch {
	case width > 15:
		step = 1
	case width > 8:
		step = 4
	}
	for i, bit := 0, 0; i < BlockSize; i, bit = i+step, bit+step*int(width) {
		v := load(b, bit>>3) >> (bit & 7)
		for range step {
			sum += v&mask + 1
			v >>= w
			if sum/64 >= uint64(len(set)) {
				return sum
			}
			set[sum/64] |= 1 << (sum % 64)
		}
	}
	return sum
}
