package score

import (
	"unicode/utf8"
)

// The scorer uses the words of a line in two ways: for their log-odds, and for the
// share of them that also occur in the article's prose. Both look words up by a hash
// (FNV-1a, 32 bits) of the first letters, 12 for the log-odds and 6 for the share. One
// pass computes both hashes.

// wordBits is a set of words by a hash of their first letters (a Bloom filter of one
// function).
type wordBits [1 << wordKeyBits / 64]uint64

// A wordKey is the index of a word in wordBits.
type wordKey uint16

const (
	wordKeyBits = 12
	wordLetters = 6 // letters of a word that are compared, so that its endings do not matter
	leastWord   = 4 // least letters of a word that is compared
)

// add adds words by their keys.
func (b *wordBits) add(keys []wordKey) {
	for _, k := range keys {
		b[k>>6%wordKey(len(b))] |= 1 << (k & 63)
	}
}

// share returns the share of the words that are in the set, or -1 if there are no
// words.
func (b *wordBits) share(keys []wordKey) float32 {
	if len(keys) == 0 {
		return -1
	}
	in := 0
	for _, k := range keys {
		in += int(b[k>>6%wordKey(len(b))] >> (k & 63) & 1)
	}
	return float32(in) / float32(len(keys))
}

func keyOf(hash uint32) wordKey { return wordKey((hash ^ hash>>15) & (1<<wordKeyBits - 1)) }

// look returns the log-odds of the words of s, and appends the keys of its words to
// keys. A word is a run of letters. Bytes beyond ASCII count as letters for the keys,
// and for the log-odds too, with the exceptions of [EachScoredWord].
func (w LogOdds) look(s string, keys []wordKey) (lineLogOdds, []wordKey) {
	var o lineLogOdds
	for i := 0; i < len(s); i++ {
		c := letterByte[s[i]]
		if c == 0 {
			continue
		}
		start, hash, all := i, uint32(fnvSeed), c
		for ; i < len(s) && i < start+wordLetters; i++ {
			if c = letterByte[s[i]]; c == 0 {
				break
			}
			hash, all = (hash^uint32(c))*fnvPrime, all|c
		}
		key := hash
		for ; i < len(s); i++ {
			if c = letterByte[s[i]]; c == 0 {
				break
			}
			all |= c
			if i < start+scoredWordBytes {
				hash = (hash ^ uint32(c)) * fnvPrime
			}
		}
		if i-start >= leastWord {
			keys = append(keys, keyOf(key))
		}
		switch {
		case all >= utf8.RuneSelf:
			EachScoredWord(s[start:i], func(_ string, h uint32) { o.add(w.logOdds(h)) })
		case i-start > 1:
			o.add(w.logOdds(logOddsHash(hash)))
		}
	}
	return o, keys
}

// addLine adds the words of a whole line. known are the keys of its first ShapeLimit
// bytes.
func (b *wordBits) addLine(line string, known []wordKey) {
	if len(line) <= ShapeLimit {
		b.add(known)
		return
	}
	cut := ShapeLimit // moves back to the start of a word
	for cut > 0 && letterByte[line[cut-1]] != 0 {
		cut--
	}
	if ShapeLimit-cut >= leastWord { // the last key is of a cut word
		known = known[:len(known)-1]
	}
	b.add(known)
	b.addWords(line[cut:])
}

// addWords adds the words of s.
func (b *wordBits) addWords(s string) {
	for i := 0; i < len(s); i++ {
		start, hash := i, uint32(fnvSeed)
		for ; i < len(s) && letterByte[s[i]] != 0; i++ {
			if i < start+wordLetters {
				hash = (hash ^ uint32(letterByte[s[i]])) * fnvPrime
			}
		}
		if i-start >= leastWord {
			k := keyOf(hash)
			b[k>>6%wordKey(len(b))] |= 1 << (k & 63)
		}
	}
}

// letterByte maps ASCII letters to lower case, bytes beyond ASCII to themselves, and
// all other bytes to 0.
var letterByte = func() (t [256]byte) {
	for c := range t {
		switch {
		case 'A' <= c && c <= 'Z':
			t[c] = byte(c | 0x20)
		case 'a' <= c && c <= 'z', c >= utf8.RuneSelf:
			t[c] = byte(c)
		}
	}
	return t
}()
