package main

import (
	"encoding/binary"
	"slices"
)

// A group is texts of one origin: the articles of an outlet.
type group [][]byte

// Limits say which sequences of bytes may stand in a dictionary.
type limits struct {
	groups int // in how many groups a sequence must stand
	most   int // how many texts of one group count at most
	size   int // the size of the dictionary in bytes
}

// gramSize is the size in bytes of the sequences that are counted: zstd finds repetitions
// by sequences of 6 bytes. With 6 the dictionaries are worse by .5 %.
const gramSize = 8

// longest is the size in bytes of the longest fragment.
const longest = 64

// A gram is a sequence of gramSize bytes.
type gram uint64

// grams calls f for each sequence of a text.
func grams(text []byte, f func(at int, g gram)) {
	for at := 0; at+gramSize <= len(text); at++ {
		f(at, gram(binary.LittleEndian.Uint64(text[at:])))
	}
}

// hashBits is the number of bits of the hash of a sequence.
const hashBits = 24

func (g gram) hash() uint32 { return uint32(uint64(g) * 0x9e3779b97f4a7c15 >> (64 - hashBits)) }

// A cover chooses the fragments of a dictionary, in the manner of zstd's COVER
// (github.com/facebook/zstd, lib/dictBuilder/cover.c). It counts in how many texts each
// sequence stands, and takes the fragments whose sequences stand in many texts and not yet
// in the dictionary. Only sequences count that stand in the texts of several groups. So no
// fragment has gramSize bytes in a row that only a few outlets have written.
type cover struct {
	limits limits
	texts  [][]byte
	grams  [][]uint32 // of each text, the number of the sequence at each place; 0 if it does not count
	counts []float64  // of each number, the texts; 0 once the sequence is in the dictionary
	seen   []int      // of each number, the last call of best that saw it
	calls  int        // of best
}

// newCover returns a cover of groups of texts.
func newCover(groups []group, l limits) *cover {
	c := &cover{limits: l}
	numbers := c.count(groups)
	for _, texts := range groups {
		for _, text := range texts {
			all := make([]uint32, max(0, len(text)-gramSize+1))
			grams(text, func(at int, g gram) { all[at] = numbers[g] })
			c.texts, c.grams = append(c.texts, text), append(c.grams, all)
		}
	}
	c.seen = make([]int, len(c.counts))
	return c
}

// count fills counts, and returns the numbers of the sequences. One pass finds the hashes
// that stand in enough groups, and a second counts the sequences that have them.
func (c *cover) count(groups []group) map[gram]uint32 {
	in, last := make([]uint16, 1<<hashBits), make([]uint32, 1<<hashBits)
	for i, texts := range groups {
		for _, text := range texts {
			grams(text, func(_ int, g gram) {
				if h := g.hash(); last[h] != uint32(i+1) {
					last[h] = uint32(i + 1)
					in[h]++
				}
			})
		}
	}
	type counted struct {
		groups, texts, ofGroup, group, text int
	}
	all := map[gram]*counted{}
	n := 0
	for i, texts := range groups {
		for _, text := range texts {
			n++
			grams(text, func(_ int, g gram) {
				if int(in[g.hash()]) < c.limits.groups {
					return
				}
				s := all[g]
				if s == nil {
					s = &counted{}
					all[g] = s
				}
				if s.text == n {
					return
				}
				s.text = n
				if s.group != i+1 {
					s.group, s.ofGroup = i+1, 0
					s.groups++
				}
				if s.ofGroup++; s.ofGroup <= c.limits.most {
					s.texts++
				}
			})
		}
	}
	numbers := map[gram]uint32{}
	c.counts = []float64{0}
	for g, s := range all {
		if s.groups >= c.limits.groups {
			numbers[g] = uint32(len(c.counts))
			c.counts = append(c.counts, float64(s.texts))
		}
	}
	return numbers
}

// dictionary returns a dictionary. The fragments that help most texts stand at its end:
// zstd needs fewer bits for near ones.
//
// A pass over all texts takes the fragments whose sequences stand in so many texts, for
// each of its bytes, that a threshold is reached. The threshold of each pass is a tenth
// lower than the one before it.
func (c *cover) dictionary() []byte {
	var fragments [][]byte
	size := c.limits.size
	for threshold := slices.Max(c.counts); threshold >= 1; threshold *= 0.9 {
		for i, text := range c.grams {
			for at := 0; at < len(text); {
				end := c.best(text, at, threshold)
				if end == 0 {
					at++
					continue
				}
				f := c.texts[i][at : end+gramSize-1]
				if len(f) > size {
					return reversed(fragments)
				}
				fragments = append(fragments, f)
				size -= len(f)
				for _, n := range text[at:end] {
					c.counts[n] = 0
				}
				at = end
			}
		}
	}
	return reversed(fragments)
}

func reversed(fragments [][]byte) []byte {
	slices.Reverse(fragments)
	return slices.Concat(fragments...)
}

// best returns the end of the best run of sequences that begins at a place in a text, 0 if
// its fragment does not reach the threshold. A run of n sequences is a fragment of
// n + gramSize - 1 bytes.
func (c *cover) best(text []uint32, at int, threshold float64) int {
	if c.counts[text[at]] < threshold {
		return 0
	}
	c.calls++
	sum, highest, end := 0.0, 0.0, 0
	for i := at; i < min(len(text), at+longest-gramSize+1); i++ {
		n := text[i]
		if n == 0 {
			break
		}
		if c.seen[n] != c.calls {
			c.seen[n] = c.calls
			sum += c.counts[n]
		}
		if sum -= threshold; sum > highest {
			highest, end = sum, i+1
		}
		if sum < 0 {
			break
		}
	}
	if highest < (gramSize-1)*threshold {
		return 0
	}
	return end
}
