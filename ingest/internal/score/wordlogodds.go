package score

import (
	_ "embed"
	"fmt"
	"math/bits"
	"strconv"
	"strings"
	"unicode/utf8"
)

// wordTable has the log-odds of words. Each of its lines begins with a number: the
// logarithm of the odds that a line with one of the words is not the article. The words
// follow, in lower case and cut to scoredWordBytes bytes. The program in the folder
// train makes the table, from the words of many sites.
//
//go:embed words.txt
var wordTable string

// LogOdds is a table of the log-odds of words, by their hashes, with linear probing.
type LogOdds []wordSlot

type wordSlot struct {
	hash    uint32 // 0 for a free slot
	logOdds float32
}

// NewLogOdds makes a table from log-odds by hash.
func NewLogOdds(logOdds map[uint32]float32) LogOdds {
	w := make(LogOdds, 1<<bits.Len(uint(2*len(logOdds)+1)))
	for h, x := range logOdds {
		i := int(h) & (len(w) - 1)
		for w[i].hash != 0 {
			i = (i + 1) & (len(w) - 1)
		}
		w[i] = wordSlot{h, x}
	}
	return w
}

// ReadWordLogOdds reads a table in the format of wordTable.
func ReadWordLogOdds(table string) (LogOdds, error) {
	logOdds := map[uint32]float32{}
	for line := range strings.Lines(table) {
		fields := strings.Fields(line)
		if len(fields) == 0 {
			continue
		}
		x, err := strconv.ParseFloat(fields[0], 32)
		if err != nil {
			return nil, fmt.Errorf("odds of words: %w", err)
		}
		for _, word := range fields[1:] {
			EachScoredWord(word, func(_ string, h uint32) { logOdds[h] = float32(x) })
		}
	}
	return NewLogOdds(logOdds), nil
}

// logOdds returns the log-odds of one word, or 0 for a word that is not in the table.
func (w LogOdds) logOdds(hash uint32) float32 {
	for i := int(hash) & (len(w) - 1); i < len(w) && w[i].hash != 0; i = (i + 1) & (len(w) - 1) {
		if w[i].hash == hash {
			return w[i].logOdds
		}
	}
	return 0
}

// lineLogOdds summarizes the log-odds of the words of a line.
type lineLogOdds struct {
	sum, most float32
	words     int
}

// mean returns the mean log-odds of the line's words.
func (o lineLogOdds) mean() float32 { return o.sum / float32(max(o.words, 1)) }

// add adds a word with log-odds x.
func (o *lineLogOdds) add(x float32) {
	o.words++
	o.sum += x
	o.most = max(o.most, x)
}

const scoredWordBytes = 12 // bytes of a word that are compared; the last letter is completed

// The hash of a word is FNV-1a of 32 bits.
const (
	fnvSeed  = 2166136261
	fnvPrime = 16777619
)

// logOddsHash returns the hash of a word for LogOdds. It is never 0.
func logOddsHash(hash uint32) uint32 { return max(hash^hash>>15, 1) }

// EachScoredWord calls f with each word of at least two bytes, cut to scoredWordBytes,
// and its hash. It does not fold letters beyond ASCII. Quotation marks and dashes of
// U+2000 to U+203F are not letters.
func EachScoredWord(s string, f func(word string, hash uint32)) {
	hash, start, end := uint32(fnvSeed), 0, 0
	for i := 0; i <= len(s); i++ {
		c := byte(' ')
		if i < len(s) {
			c = s[i]
		}
		skip := 0
		switch {
		case c == 0xe2 && i+2 < len(s) && s[i+1] == 0x80:
			c, skip = ' ', 2
		case 'A' <= c && c <= 'Z':
			c |= 0x20
		}
		if 'a' <= c && c <= 'z' || c >= utf8.RuneSelf {
			if i-start < scoredWordBytes || c&0xc0 == 0x80 && end == i {
				hash = (hash ^ uint32(c)) * fnvPrime
				end = i + 1
			}
			continue
		}
		if end-start >= 2 {
			f(s[start:end], logOddsHash(hash))
		}
		i += skip
		hash, start, end = fnvSeed, i+1, i+1
	}
}
