package match

import (
	"encoding/binary"
	"regexp/syntax"
	"slices"
	"sync"
	"sync/atomic"
	"unicode/utf8"
)

// An automaton is the deterministic automaton of a regular expression. Its states are
// sets of instructions of the expression's program (package regexp/syntax). Its steps
// are by character class instead of by character: characters that no instruction
// distinguishes share a class.
type automaton struct {
	prog    *syntax.Prog
	ascii   [utf8.RuneSelf]uint8 // class of each ASCII character
	bounds  []rune               // first characters, beyond ASCII, of ranges of one class…
	beyond  []uint8              // …and the class of each range
	inWord  []uint8              // …and that of its word characters; nil if they need none
	end     uint8                // class of the end of the text, the last class
	anyWord bool                 // the words are those of all scripts
	wordly  bool                 // the expression has \b or \B, so states know the preceding character
	word    []bool               // by class: whether it has word characters
	takes   [][]bool             // by instruction and class: whether the instruction takes the class

	start atomic.Pointer[state]

	mu     sync.Mutex // guards the fields below, and the filling in of states
	states map[string]*state
	now    builder
	then   builder
	key    []byte
}

// A state is the set of possible continuations. Its successors are filled in on demand.
type state struct {
	decided, matched bool
	first            bool // at the start of the text
	afterWord        bool // the preceding character is a word character
	insts            []uint16
	next             []atomic.Pointer[state] // by class
}

// maxStates is the maximum number of states. When it is exceeded, all states are
// discarded and made anew. A state takes some 500 bytes.
const maxStates = 2000

// maxInsts is the maximum length of a program, in instructions.
const maxInsts = 1 << 15

// newAutomaton returns the automaton of an expression. It returns nil if there can be
// none, because the expression matches at line boundaries or is too large.
func newAutomaton(expr string, anyWord bool) *automaton {
	re, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		return nil
	}
	prog, err := syntax.Compile(re.Simplify())
	if err != nil || len(prog.Inst) > maxInsts {
		return nil
	}
	a := &automaton{prog: prog, anyWord: anyWord, states: map[string]*state{}}
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

// begin discards all states and makes the first one.
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
	if a.inWord != nil && isWordRune(r) {
		return a.inWord[i]
	}
	return a.beyond[i]
}

// step returns the state after at and a character of class c, making it if necessary.
func (a *automaton) step(at *state, c uint8) *state {
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.states) > maxStates {
		a.begin()
	}
	// Follow the conditions before the character, which can be decided now that it is
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
	// Then take the character. A match may begin at any position.
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
	known            bool           // flags are known
	flags            syntax.EmptyOp // the conditions that hold, such as "^" and "\b"
	matched          bool
	insts            []uint16
	seen             []uint32 // by instruction: the round in which it was added
	round            uint32
}

// reset prepares b for another state.
func (b *builder) reset(prog *syntax.Prog) {
	if b.round++; b.round == 0 || b.seen == nil {
		b.seen, b.round = make([]uint32, len(prog.Inst)), 1
	}
	*b = builder{prog: prog, insts: b.insts[:0], seen: b.seen, round: b.round}
}

// add adds the instruction at pc and those that it leads to without taking a character.
// It keeps only instructions that take a character, and conditions that cannot be
// decided yet.
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
		case b.known, op&syntax.EmptyBeginText != 0 && !b.first: // the condition does not hold
		default:
			b.insts = append(b.insts, uint16(pc))
		}
	case syntax.InstFail:
	default:
		b.insts = append(b.insts, uint16(pc))
	}
}

// state returns the state that b describes, making it if necessary.
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
