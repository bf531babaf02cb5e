package match

import (
	"encoding/binary"
	"regexp/syntax"
	"slices"
	"sync"
	"sync/atomic"
	"unicode/utf8"
)

// An automaton is the deterministic automaton of a regular expression. Its states
// are sets of instructions of the expression's program (package regexp/syntax),
// its steps are not by character but by class: characters that no instruction
// tells apart are one.
type automaton struct {
	prog   *syntax.Prog
	ascii  [utf8.RuneSelf]uint8 // the class of each character of ASCII
	bounds []rune               // where, beyond ASCII, another class begins…
	beyond []uint8              // …and which
	end    uint8                // the class of the end of the text, the last
	wordly bool                 // \b and \B are used, so that states know what came before
	word   []bool               // by class: letters, digits and "_" of ASCII
	takes  [][]bool             // by instruction and class: whether it takes such a character

	start atomic.Pointer[state]

	mu     sync.Mutex // for what follows, and what of states is filled in
	states map[string]*state
	now    builder
	then   builder
	key    []byte
}

// A state is what may come next. What follows from it is filled in as it is met.
type state struct {
	decided, matched bool
	first            bool // nothing came before
	afterWord        bool // the character before was one of a word
	insts            []uint16
	next             []atomic.Pointer[state] // by class
}

// maxStates is how many states are kept; then they are made anew. A state costs
// some 500 bytes.
const maxStates = 2000

// maxInsts is how long a program may be at most.
const maxInsts = 1 << 15

// newAutomaton returns the automaton of an expression, nil where it cannot be
// made: the expression knows lines, or is too long.
func newAutomaton(expr string) *automaton {
	re, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		return nil
	}
	prog, err := syntax.Compile(re.Simplify())
	if err != nil || len(prog.Inst) > maxInsts {
		return nil
	}
	a := &automaton{prog: prog, states: map[string]*state{}}
	for i := range prog.Inst {
		if in := &prog.Inst[i]; in.Op == syntax.InstEmptyWidth {
			switch op := syntax.EmptyOp(in.Arg); {
			case op&(syntax.EmptyBeginLine|syntax.EmptyEndLine) != 0:
				return nil
			case op&(syntax.EmptyWordBoundary|syntax.EmptyNoWordBoundary) != 0:
				a.wordly = true
			}
		}
	}
	if !a.classify() {
		return nil
	}
	a.begin()
	return a
}

// begin forgets all states but a first one.
func (a *automaton) begin() {
	clear(a.states)
	b := &a.then
	b.reset(a.prog)
	b.first = true
	b.add(uint32(a.prog.Start))
	a.start.Store(a.state(b))
}

// classOf returns the class of a character beyond ASCII.
func (a *automaton) classOf(r rune) uint8 {
	i, found := slices.BinarySearch(a.bounds, r)
	if !found {
		i--
	}
	return a.beyond[i]
}

// step returns the state that follows at upon a character of class c.
func (a *automaton) step(at *state, c uint8) *state {
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.states) > maxStates {
		a.begin()
	}
	// Which instructions are reached before the character, now that it is
	// known.
	var flags syntax.EmptyOp
	if at.first {
		flags |= syntax.EmptyBeginText
	}
	if c == a.end {
		flags |= syntax.EmptyEndText
	}
	if a.wordly {
		if at.afterWord != a.word[c] {
			flags |= syntax.EmptyWordBoundary
		} else {
			flags |= syntax.EmptyNoWordBoundary
		}
	}
	now, then := &a.now, &a.then
	now.reset(a.prog)
	now.first, now.known, now.flags = at.first, true, flags
	for _, pc := range at.insts {
		now.add(uint32(pc))
	}
	// And after it. A match may begin anywhere.
	then.reset(a.prog)
	then.matched = now.matched
	if c != a.end && !then.matched {
		then.afterWord = a.wordly && a.word[c]
		for _, pc := range now.insts {
			if takes := a.takes[pc]; takes != nil && takes[c] {
				then.add(a.prog.Inst[pc].Out)
			}
		}
		then.add(uint32(a.prog.Start))
	}
	to := a.state(then)
	at.next[c].Store(to)
	return to
}

// A builder collects the instructions of a state.
type builder struct {
	prog             *syntax.Prog
	first, afterWord bool
	known            bool           // flags is what holds here
	flags            syntax.EmptyOp // of conditions like "^", "\b"
	matched          bool
	insts            []uint16
	seen             []uint32 // by instruction: the round in which it was added
	round            uint32
}

// reset makes b the builder of another state.
func (b *builder) reset(prog *syntax.Prog) {
	if b.round++; b.round == 0 || b.seen == nil {
		b.seen, b.round = make([]uint32, len(prog.Inst)), 1
	}
	*b = builder{prog: prog, insts: b.insts[:0], seen: b.seen, round: b.round}
}

// add adds the instruction at pc, and those that follow from it without a
// character: only such that take one, and conditions of which it is not known
// whether they hold.
func (b *builder) add(pc uint32) {
	if b.matched || b.seen[pc] == b.round {
		return
	}
	b.seen[pc] = b.round
	in := &b.prog.Inst[pc]
	switch in.Op {
	case syntax.InstAlt, syntax.InstAltMatch:
		b.add(in.Out)
		b.add(in.Arg)
	case syntax.InstCapture, syntax.InstNop:
		b.add(in.Out)
	case syntax.InstMatch:
		b.matched = true
	case syntax.InstEmptyWidth:
		op := syntax.EmptyOp(in.Arg)
		switch {
		case b.known && op&^b.flags == 0:
			b.add(in.Out)
		case b.known, op&syntax.EmptyBeginText != 0 && !b.first: // it does not hold
		default:
			b.insts = append(b.insts, uint16(pc))
		}
	case syntax.InstFail:
	default:
		b.insts = append(b.insts, uint16(pc))
	}
}

// state returns the state that b describes.
func (a *automaton) state(b *builder) *state {
	if b.matched {
		b.insts = b.insts[:0]
	}
	if len(b.insts) == 0 {
		b.afterWord = false
	}
	slices.Sort(b.insts)
	var flags byte
	for i, flag := range []bool{b.first, b.afterWord, b.matched} {
		if flag {
			flags |= 1 << i
		}
	}
	a.key = append(a.key[:0], flags)
	for _, pc := range b.insts {
		a.key = binary.LittleEndian.AppendUint16(a.key, pc)
	}
	s, ok := a.states[string(a.key)]
	if !ok {
		s = &state{decided: len(b.insts) == 0, matched: b.matched, first: b.first, afterWord: b.afterWord,
			insts: slices.Clone(b.insts), next: make([]atomic.Pointer[state], a.end+1)}
		a.states[string(a.key)] = s
	}
	return s
}
