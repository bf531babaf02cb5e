package postings

import (
	"fmt"
	"sync"
	"unicode/utf8"

	"github.com/blevesearch/vellum/levenshtein"
)

const (
	// MaxEdits is the greatest number of edits of a [Levenshtein].
	MaxEdits = 2
	// MaxEditedLetters is the greatest number of letters of its text.
	MaxEditedLetters = 64
)

// A Levenshtein is an automaton that accepts what is within a number of edits of
// a text: inserted, deleted or replaced letters, and swaps of two neighbours. No
// letter is edited twice: "ca" is 3 edits from "abc", and not 2 (the optimal
// string alignment). It is made as in Schulz and Mihov, Fast String Correction
// with Levenshtein Automata (2002), and walks a dictionary together with it, so
// that only beginnings that can still match are looked at. It takes about a
// kilobyte for each of its states, of which there are some 30 for a letter of the
// text. Safe for concurrent use.
//
// The automaton of letters is vellum's. Its letters are bytes, one for each that
// the text has and one for all others: vellum's own way with UTF-8 is wrong
// beyond 32 bytes. What turns the bytes of a dictionary into letters is a trie of
// the letters of the text; a state is one of the automaton times a node of that.
type Levenshtein struct {
	dfa    *levenshtein.DFA
	ascii  [utf8.RuneSelf]byte // the letters of one byte
	left   []int               // by node: how many bytes of the letter are still to come
	branch map[trieEdge]trieTo
}

// A trieEdge is a byte behind a node, which is a place within the bytes of a
// letter, or before one.
type trieEdge struct {
	node int
	b    byte
}

// A trieTo is where an edge leads: to a node, or to the end of a letter.
type trieTo struct {
	node   int
	letter byte // 0: it is not at its end
}

// The first nodes of a trie: before a letter, and within one that the text does
// not have, with as many bytes of it to come as the number says.
const (
	nodeStart = 0
	nodeOther = 3
)

// otherLetter is the letter for all that the text does not have.
const otherLetter = utf8.RuneSelf - 1

// builders make the automata of one edit, two, …: what they have in common takes
// milliseconds to compute.
var builders = [MaxEdits]func() (*levenshtein.LevenshteinAutomatonBuilder, error){
	sync.OnceValues(func() (*levenshtein.LevenshteinAutomatonBuilder, error) {
		return levenshtein.NewLevenshteinAutomatonBuilder(1, true)
	}),
	sync.OnceValues(func() (*levenshtein.LevenshteinAutomatonBuilder, error) {
		return levenshtein.NewLevenshteinAutomatonBuilder(2, true)
	}),
}

// NewLevenshtein returns the automaton for a text of at most [MaxEditedLetters]
// letters and 1 to [MaxEdits] edits.
func NewLevenshtein(text string, edits int) (*Levenshtein, error) {
	if edits < 1 || edits > MaxEdits {
		return nil, fmt.Errorf("%d edits: they can be 1 to %d", edits, MaxEdits)
	}
	if n := utf8.RuneCountInString(text); n > MaxEditedLetters {
		return nil, fmt.Errorf("a text of %d letters: %d is the limit", n, MaxEditedLetters)
	}
	b, err := builders[edits-1]()
	if err != nil {
		return nil, err
	}
	l := &Levenshtein{branch: make(map[trieEdge]trieTo)}
	for left := range nodeOther + 1 {
		l.left = append(l.left, left)
	}
	for i := range l.ascii {
		l.ascii[i] = otherLetter
	}
	letters := make(map[rune]byte)
	var coded []byte
	for _, r := range text {
		if letters[r] == 0 {
			letters[r] = byte(len(letters) + 1)
			l.add(r, letters[r])
		}
		coded = append(coded, letters[r])
	}
	l.dfa, err = b.BuildDfa(string(coded), uint8(edits))
	if err != nil {
		return nil, fmt.Errorf("automaton for %q: %w", text, err)
	}
	return l, nil
}

// add adds a letter to the trie.
func (l *Levenshtein) add(r rune, letter byte) {
	if r < utf8.RuneSelf {
		l.ascii[r] = letter
		return
	}
	node := nodeStart
	bytes := []byte(string(r))
	last := len(bytes) - 1
	for i, b := range bytes[:last] {
		edge := trieEdge{node, b}
		to, ok := l.branch[edge]
		if !ok {
			to = trieTo{node: len(l.left)}
			l.left = append(l.left, last-i)
			l.branch[edge] = to
		}
		node = to.node
	}
	l.branch[trieEdge{node, bytes[last]}] = trieTo{nodeStart, letter}
}

// Accepts reports whether a text is within the edits.
func (l *Levenshtein) Accepts(text string) bool {
	state := l.Start()
	for i := 0; i < len(text) && l.CanMatch(state); i++ {
		state = l.Accept(state, text[i])
	}
	return l.CanMatch(state) && l.IsMatch(state)
}

// Start returns the first state, as vellum asks for; so do the methods below.
func (l *Levenshtein) Start() int { return l.state(l.dfa.Start(), nodeStart) }

// IsMatch reports whether what led to a state is accepted.
func (l *Levenshtein) IsMatch(state int) bool {
	return state%len(l.left) == nodeStart && l.dfa.IsMatch(state/len(l.left))
}

// CanMatch reports whether something that begins as what led to a state may be
// accepted.
func (l *Levenshtein) CanMatch(state int) bool { return l.dfa.CanMatch(state / len(l.left)) }

// WillAlwaysMatch is false: there is always something too long.
func (l *Levenshtein) WillAlwaysMatch(int) bool { return false }

// Accept returns the state that a byte leads to.
func (l *Levenshtein) Accept(state int, b byte) int {
	at, node := state/len(l.left), state%len(l.left)
	if node == nodeStart && b < utf8.RuneSelf {
		return l.state(l.dfa.Accept(at, l.ascii[b]), nodeStart)
	}
	to, ok := l.branch[trieEdge{node, b}]
	switch {
	case ok && to.letter == 0:
		return l.state(at, to.node)
	case ok:
		return l.state(l.dfa.Accept(at, to.letter), nodeStart)
	}
	left := l.left[node] - 1
	if node == nodeStart {
		left = bytesAfter(b)
	}
	if left > 0 {
		return l.state(at, left)
	}
	return l.state(l.dfa.Accept(at, otherLetter), nodeStart)
}

func (l *Levenshtein) state(dfa, node int) int { return dfa*len(l.left) + node }

// bytesAfter returns how many bytes of a letter follow its first one.
func bytesAfter(first byte) int {
	switch {
	case first >= 0xF0:
		return 3
	case first >= 0xE0:
		return 2
	case first >= 0xC0:
		return 1
	}
	return 0
}
