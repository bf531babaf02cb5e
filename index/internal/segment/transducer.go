package segment

import (
	"encoding/binary"

	"github.com/newsdex/newsdex/index/internal/disk"
)

// This file reads the states of a dictionary's transducer. vellum trusts them: a wrong
// number makes it panic, or walk round for ever. Here each transition leads to a state
// further ahead in the file, and a state without transitions is final, but for that of an
// empty transducer. So each walk ends, and each way of it leads to a term. A state is checked
// when a walk comes to it, and so are the blocks of the file in which it stands: a search
// for a prefix reads a few of a hundred.
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

// The addresses of the states without bytes.
const (
	finalState = 0
	noState    = 1
)

// commonBytes are the bytes of the transitions by their number in six bits, less one.
const commonBytes = "te/oasripcnw.hlm-du012g=:bf3y5&_4v9678k%?xCDASFIBEjPTzRNM+LOqHG"

// A state is a decoded state of a transducer.
type state struct {
	final       bool
	finalOutput uint64 // is added to the outputs of the transitions that lead here
	n           int    // number of transitions

	b      []byte // the transducer; nil for a state with one transition
	bottom int    // offset of the first byte

	only          transition // the only one, if b is nil
	keys, targets int        // offsets of the bytes of the transitions, and of their distances
	outputs       int        // offset of their outputs
	d, o          int        // sizes of a distance and of an output
}

// A transition leads to the state at an address.
type transition struct {
	key    byte
	to     int
	output uint64
}

// state returns the state at an address. The error is [disk.ErrDamaged] or that of a block.
func (d *dictionary) state(at int) (s state, err error) {
	if at == finalState {
		return state{final: true}, nil
	}
	if at == noState && d.root == noState {
		return s, nil
	}
	if at < fstEnds || at >= len(d.b)-fstEnds {
		return s, disk.ErrDamaged
	}
	if d.file.Blocks != nil {
		if err := d.check(at); err != nil {
			return s, err
		}
	}
	right := false
	if d.b[at]&oneTransition != 0 {
		right = s.readOne(d.b, at)
	} else {
		right = s.read(d.b, at)
	}
	if !right || s.n == 0 && !s.final && at != d.root {
		return s, disk.ErrDamaged
	}
	return s, nil
}

// readOne reads a state with one transition. The longest head of a state has three bytes,
// which never reach beyond the header.
func (s *state) readOne(b []byte, at int) bool {
	s.n = 1
	bottom := at
	if code := b[at] & lowSix; code == 0 {
		bottom--
		s.only.key = b[bottom]
	} else {
		s.only.key = commonBytes[code-1]
	}
	if b[at]&transitionNext != 0 {
		s.only.to = bottom - 1
		return s.only.to >= fstEnds
	}
	bottom--
	d, o := int(b[bottom]>>4), int(b[bottom]&15)
	bottom -= d + o
	if d > mostPacked || o > mostPacked || bottom < fstEnds {
		return false
	}
	s.only.output = outputAt(b, bottom, o)
	to, right := target(bottom, outputAt(b, bottom+o, d))
	s.only.to = to
	return right
}

// read reads a state with any number of transitions.
func (s *state) read(b []byte, at int) bool {
	bottom := at
	s.final, s.n = b[at]&stateFinal != 0, int(b[at]&lowSix)
	if s.n == 0 {
		bottom--
		if s.n = int(b[bottom]); s.n == 1 {
			s.n = 256
		}
	}
	bottom--
	s.d, s.o = int(b[bottom]>>4), int(b[bottom]&15)
	s.keys = bottom - s.n
	s.targets = s.keys - s.n*s.d
	s.outputs = s.targets - s.n*s.o
	bottom = s.outputs
	if s.final {
		bottom -= s.o
	}
	if s.d > mostPacked || s.o > mostPacked || bottom < fstEnds || s.n > 0 && s.d == 0 {
		return false
	}
	s.b, s.bottom = b, bottom
	if s.final {
		s.finalOutput = outputAt(b, bottom, s.o)
	}
	keys := b[s.keys : s.keys+s.n]
	for i := 1; i < len(keys); i++ {
		if keys[i] >= keys[i-1] {
			return false
		}
	}
	return true
}

// key returns the byte of the i-th transition. Transitions are in ascending order of bytes.
func (s *state) key(i int) byte {
	if s.b == nil {
		return s.only.key
	}
	return s.b[s.keys+s.n-1-i]
}

// from returns the index of the first transition whose byte is not below key.
func (s *state) from(key byte) int {
	i := 0
	for i < s.n && s.key(i) < key {
		i++
	}
	return i
}

// transition returns the i-th transition.
func (s *state) transition(i int) (transition, error) {
	if s.b == nil {
		return s.only, nil
	}
	i = s.n - 1 - i
	t := transition{key: s.b[s.keys+i], output: outputAt(s.b, s.outputs+i*s.o, s.o)}
	to, right := target(s.bottom, outputAt(s.b, s.targets+i*s.d, s.d))
	if t.to = to; !right {
		return t, disk.ErrDamaged
	}
	return t, nil
}

// target returns the address to which a distance leads from a state, and reports whether it
// is before the state.
func target(bottom int, distance uint64) (to int, right bool) {
	if distance == 0 {
		return finalState, true
	}
	if distance > uint64(bottom-fstEnds) {
		return 0, false
	}
	return bottom - int(distance), true
}

// outputAt returns the number in up to eight bytes of b at an offset, the lowest first. The
// footer stands behind them.
func outputAt(b []byte, at, size int) uint64 {
	return binary.LittleEndian.Uint64(b[at:]) & (1<<(8*size) - 1)
}
