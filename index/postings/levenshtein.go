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
	// MaxEditedLetters is the greatest number of characters of its text.
	MaxEditedLetters = 64
)

// A Levenshtein is an automaton that accepts all strings within a number of edits of
// a text. An edit inserts, deletes or replaces a character, or swaps two neighbours.
// No character is edited twice: "ca" is 3 edits from "abc", and not 2 (optimal
// string alignment). The automaton is built as in Schulz and Mihov, Fast String
// Correction with Levenshtein Automata (2002). It walks a dictionary together with
// it, so that only prefixes which can still match are read. It takes about a
// kilobyte for each of its states, some 30 for each character of the text. It is
// safe for concurrent use.
//
// The automaton of characters is vellum's. Each distinct character of the text is
// one of its letters, coded as a byte, and all other characters are one more letter:
// vellum's own handling of UTF-8 is wrong beyond 32 bytes. A trie of the text's
// characters turns the bytes of a dictionary into letters. A state of a Levenshtein
// is a pair of a state of vellum's automaton and a node of the trie.
type Levenshtein struct {
	dfa    *levenshtein.DFA
	ascii  [utf8.RuneSelf]byte // the letters of one-byte characters
	left   []int               // by node: the number of bytes that are missing of the character
	branch map[trieEdge]trieTo
}

// A trieEdge is a byte that follows a node. A node is a position before a character
// or within its bytes.
type trieEdge struct {
	node int
	b    byte
}

// A trieTo is the end of an edge: a node, or a complete letter.
type trieTo struct {
	node   int
	letter byte // 0 where the character is incomplete
}

// The first nodes of a trie: nodeStart is before a character. Nodes 1 to nodeOther
// are within a character that the text lacks, and are the numbers of its missing
// bytes.
const (
	nodeStart = 0
	nodeOther = 3
)

// otherLetter is the letter of all characters that the text lacks.
const otherLetter = utf8.RuneSelf - 1

// builders make vellum's builders of automata for one edit and for two. Computing
// one takes milliseconds.
var builders = [MaxEdits]func() (*levenshtein.LevenshteinAutomatonBuilder, error){
	sync.OnceValues(func() (*levenshtein.LevenshteinAutomatonBuilder, error) {
		return levenshtein.NewLevenshteinAutomatonBuilder(1, true)
	}),
	sync.OnceValues(func() (*levenshtein.LevenshteinAutomatonBuilder, error) {
		return levenshtein.NewLevenshteinAutomatonBuilder(2, true)
	}),
}

// NewLevenshtein returns the automaton of a text of at most [MaxEditedLetters]
// characters and 1 to [MaxEdits] edits.
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

// add adds a character of the text to the trie.
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

// Start returns the first state. This and the methods below implement
// vellum.Automaton.
func (l *Levenshtein) Start() int { return l.state(l.dfa.Start(), nodeStart) }

// IsMatch reports whether the bytes that led to a state are accepted.
func (l *Levenshtein) IsMatch(state int) bool {
	return state%len(l.left) == nodeStart && l.dfa.IsMatch(state/len(l.left))
}

// CanMatch reports whether any string may be accepted that begins with the bytes
// that led to a state.
func (l *Levenshtein) CanMatch(state int) bool { return l.dfa.CanMatch(state / len(l.left)) }

// WillAlwaysMatch returns false: every state rejects strings that are too long.
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

// state joins a state of vellum's automaton with a node of the trie.
func (l *Levenshtein) state(dfa, node int) int { return dfa*len(l.left) + node }

// bytesAfter returns the number of bytes that follow the first of a UTF-8 character.
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
