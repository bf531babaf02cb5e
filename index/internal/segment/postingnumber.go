package segment

// This file encodes the number of a posting. zapx keeps two numbers with a posting:
// the frequency and, behind it, the length of the field. Field lengths are kept
// elsewhere (index/postings/lengths.go), so the second number would be one of some
// five values in a byte of its own. It takes a part of the posting's number instead:
// the words of 12,000 bodies take 33.5 MB, and 37.6 MB with a second number that
// carries nothing.
//
// For a number n of 2 or more, the first number is
//
//	(n mod 64) + (n>>6 div 127) × 64 + 2
//
// and the second
//
//	(n>>6 mod 127) + 1
//
// The second is a byte from 1 to 127, because Bleve divides by it. The first is at
// least 2, because zapx omits the second number of a frequency of 0, and has another
// encoding for a term with a single posting of frequency 1 (file.go). A 0 and a 1
// are kept as they are; 1 has a second number of 1, as zapx writes the terms of IDs.
// The number of positions, which a search reads most, is in the lowest bits of n
// (record/positions.go), and so in the first byte of the first number.
//
// A posting with a location has its number as first number, and 1 as second.

const (
	numberLowBits  = 6
	numberModulus  = 127
	minSplitNumber = 2
)

// splitNumber returns the first and second number of a posting without a location. A
// second number of 0 is not written.
func splitNumber(n uint64) (first, second uint64) {
	if n < minSplitNumber {
		return n, n
	}
	rest := n >> numberLowBits
	return rest/numberModulus<<numberLowBits + n&(1<<numberLowBits-1) + minSplitNumber, rest%numberModulus + 1
}

// JoinNumber is the inverse of splitNumber. It also returns some number for two that
// splitNumber never returns, which occur in damaged files only.
func JoinNumber(first, second uint64) uint64 {
	if first < minSplitNumber {
		return first
	}
	first -= minSplitNumber
	return (first>>numberLowBits*numberModulus+second-1)<<numberLowBits | first&(1<<numberLowBits-1)
}
