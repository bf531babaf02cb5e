package segment

// This file says how the number of a posting stands in a segment's file: zapx has
// two numbers for a posting, the frequency and, behind it, the length of the field
// that has the term. Lengths are kept elsewhere (lengths.go), so that the second
// would be the same byte everywhere, one of five or so. It takes a part of the number
// instead: of 12,000 articles the words of bodies take 33.5 MB so, and 37.6 with a byte
// that says nothing.
//
// The first, for a number n from 2 on, is
//
//	the lowest 6 bits of n + the quotient of n>>6 by 127, times 64 + 2
//
// and the second the rest of that division, and 1. So the second is a byte from 1 to
// 127: Bleve divides by it. The first is 2 and more, because zapx writes what has a
// frequency of 1, and stands once, in another way (zap.go), and what has 0 without the
// second. A 0 and a 1 are what they are, with 1 behind the 1, as zapx itself has the
// terms of IDs. The count of places, which is what a search reads most, is in the
// lowest bits (occurrences.go), and so in the first byte of the first.
//
// With a location the first is the number and the second 1.

const (
	numberLowBits = 6
	numberMiddle  = 127
	numberFrom    = 2
)

// splitNumber returns what stands in the file for the number of a posting that has
// no location: the second is 0 where it does not stand there.
func splitNumber(n uint64) (first, second uint64) {
	if n < numberFrom {
		return n, n
	}
	rest := n >> numberLowBits
	return rest/numberMiddle<<numberLowBits + n&(1<<numberLowBits-1) + numberFrom, rest%numberMiddle + 1
}

// JoinNumber returns the number that was split; of what no number is split into,
// which is only in damaged files, it returns one too.
func JoinNumber(first, second uint64) uint64 {
	if first < numberFrom {
		return first
	}
	first -= numberFrom
	return (first>>numberLowBits*numberMiddle+second-1)<<numberLowBits | first&(1<<numberLowBits-1)
}
