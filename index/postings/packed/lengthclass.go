package packed

import "math/bits"

// Lengths of fields are grouped into classes by their first five binary digits, so that
// the scores of a class are within some 2 % of each other. All lengths from 2¹⁶ are
// in the last class.
const (
	lengthDigits = 5

	// LengthClasses is the number of classes of lengths.
	LengthClasses = 1<<lengthDigits + (16-lengthDigits)<<(lengthDigits-1) + 1
)

// LengthClass returns the class of a length.
func LengthClass(n uint32) uint8 {
	if n < uint32(len(shortClasses)) {
		return shortClasses[n]
	}
	return computedClass(n)
}

// shortClasses are the classes of lengths below 2¹², which most texts have.
var shortClasses = func() (classes [1 << 12]uint8) {
	for n := range classes {
		classes[n] = computedClass(uint32(n))
	}
	return classes
}()

// computedClass computes the class of a length.
func computedClass(n uint32) uint8 {
	if n < 1<<lengthDigits {
		return uint8(n)
	}
	if n >= 1<<16 {
		return LengthClasses - 1
	}
	shift := bits.Len32(n) - lengthDigits
	return uint8(shift<<(lengthDigits-1)) + uint8(n>>shift)
}

// LeastOfClass is the least length of each class.
var LeastOfClass = func() (least [LengthClasses]uint32) {
	for n := uint32(1 << 16); ; n-- {
		least[LengthClass(n)] = n
		if n == 0 {
			return least
		}
	}
}()
