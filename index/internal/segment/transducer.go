package segment

import (
	"encoding/binary"

	"github.com/newsdex/newsdex/index/internal/disk"
)

// vellum trusts the transducer of a dictionary: a wrong number makes it panic, or walk
// round for ever. So a transducer is checked as a whole before it is walked through. A
// lookup of one term, which reads some ten states, does without: it takes as many steps
// as the term has bytes, and its panics are caught.
//
// A transducer (vellum/decoder_v1.go) is a header of 16 bytes, the states, each of which
// begins where the one before ends, and a footer: the number of terms and the address of
// the last state, which is the first of each walk, 8 bytes each. The address of a state
// is the offset of its last byte, and a state is read backwards. With one transition, if
// it is not final:
//
//	1 bit 1, 1 bit: next, 6 bits: the byte of the transition, or 0
//	the byte of the transition, after a 0
//	unless next: 4 bits: size d of a distance, 4 bits: size o of an output
//	d bytes: the distance, o bytes: the output
//
// The transition leads to the state before if next is set, and else to the address that
// is the distance below the start of the state. A distance of 0 stands for the final
// state without bytes. Other states are
//
//	1 bit 0, 1 bit: final, 6 bits: number of transitions, or 0
//	the number of transitions, after a 0; 1 stands for 256
//	4 bits d, 4 bits o
//	the bytes of the transitions, in descending order backwards from the last
//	a distance for each, an output for each; an output of the state, if it is final and o > 0

// transducer flags.
const (
	oneTransition  = 1 << 7
	transitionNext = 1 << 6
	stateFinal     = 1 << 6
	lowSix         = 1<<6 - 1
	mostPacked     = 8 // bytes of a distance or an output
)

// checkTransducer returns [disk.ErrDamaged] unless b is a transducer in which each
// transition leads to a state further ahead in the file, and no walk ends in a state that
// is not final. So each walk ends, and vellum reads nothing outside of b.
func checkTransducer(b []byte) error {
	if len(b) < 2*fstEnds {
		return disk.ErrDamaged
	}
	root := binary.LittleEndian.Uint64(b[len(b)-8:])
	end := len(b) - fstEnds
	if end == fstEnds { // there are no states
		if root > 1 { // 0 for the empty term, 1 for none
			return disk.ErrDamaged
		}
		return nil
	}
	if root != uint64(end-1) {
		return disk.ErrDamaged
	}
	c := transducerCheck{b: b, wanted: make([]uint64, end/64+1), states: make([]uint64, end/64+1)}
	for top := end - 1; top >= fstEnds; {
		c.states[top>>6] |= 1 << (top & 63)
		bottom, ok := c.state(top)
		if !ok {
			return disk.ErrDamaged
		}
		top = bottom - 1
		if top < fstEnds && bottom != fstEnds {
			return disk.ErrDamaged
		}
	}
	for i, wanted := range c.wanted {
		if wanted&^c.states[i] != 0 {
			return disk.ErrDamaged
		}
	}
	return nil
}

// A transducerCheck is the check of one transducer.
type transducerCheck struct {
	b              []byte
	wanted, states []uint64 // bits by address: transitions lead there; a state is there
}

// state checks the state at an address, and returns the offset of its first byte.
func (c *transducerCheck) state(top int) (bottom int, ok bool) {
	// The longest head of a state has three bytes, which never reach beyond the header.
	b, head := c.b, c.b[top]
	bottom = top
	if head&oneTransition != 0 {
		if head&lowSix == 0 {
			bottom--
		}
		if head&transitionNext != 0 {
			return bottom, bottom > fstEnds // the state before is checked next
		}
		bottom--
		d, o := int(b[bottom]>>4), int(b[bottom]&15)
		bottom -= d + o
		if d > mostPacked || o > mostPacked || bottom < fstEnds {
			return 0, false
		}
		return bottom, c.leadTo(bottom, packed(b, bottom+o, d))
	}
	n := int(head & lowSix)
	if n == 0 {
		bottom--
		if n = int(b[bottom]); n == 1 {
			n = 256
		}
	}
	bottom--
	d, o := int(b[bottom]>>4), int(b[bottom]&15)
	final := head&stateFinal != 0
	keys := bottom - n
	distances := keys - n*d
	bottom = distances - n*o
	if final {
		bottom -= o
	}
	if d > mostPacked || o > mostPacked || bottom < fstEnds || n == 0 && !final && top != len(b)-fstEnds-1 {
		return 0, false
	}
	bytes := b[keys : keys+n]
	for i := 1; i < len(bytes); i++ {
		if bytes[i] >= bytes[i-1] {
			return 0, false
		}
	}
	for at := distances; at < keys; at += d {
		if !c.leadTo(bottom, packed(b, at, d)) {
			return 0, false
		}
	}
	return bottom, d > 0 || n == 0
}

// leadTo notes a transition of the state that begins at bottom over a distance, and
// reports whether it stays between the header and the state.
func (c *transducerCheck) leadTo(bottom int, distance uint64) bool {
	if distance == 0 {
		return true
	}
	if distance > uint64(bottom-fstEnds) {
		return false
	}
	to := bottom - int(distance)
	c.wanted[to>>6] |= 1 << (to & 63)
	return true
}

// packed returns the number in up to eight bytes of b at an offset, the lowest first. The
// footer stands behind them.
func packed(b []byte, at, size int) uint64 {
	return binary.LittleEndian.Uint64(b[at:]) & (1<<(8*size) - 1)
}
