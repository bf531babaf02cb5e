package ingest

import "unicode/utf8"

// findBlock finds the run of lines with the greatest sum, in which a paragraph
// counts for its words and every other line against it (Kadane's algorithm).
func (f *features) findBlock() {
	best, sum, from := float32(-1), float32(0), 0
	for i := range f.shapes {
		sh := &f.shapes[i]
		v := float32(-8)
		switch {
		case sh.taken:
			v = -12
		case sh.isParagraph():
			v = float32(min(sh.words, 60))
		case sh.words >= 10:
			v = 0
		}
		if sum <= 0 {
			sum, from = 0, i
		}
		if sum += v; sum > best {
			best, f.start, f.end = sum, from, i+1
		}
	}
	f.blockWords = int(f.sums[f.end].words - f.sums[f.start].words)
}

// overlaps says of each line that is not prose how many of its longer words
// stand in the block's prose too, and in the first line, which on a page is its
// title.
func (f *features) overlaps(lines []Line) {
	var prose, title wordBits
	for i := f.start; i < f.end; i++ {
		if f.shapes[i].isParagraph() {
			prose.add(lines[i].whole)
		}
	}
	if len(lines) > 0 {
		title.add(lines[0].whole)
	}
	for i := range lines {
		sh := &f.shapes[i]
		if sh.isParagraph() && i >= f.start && i < f.end {
			sh.overlap = 1
			continue
		}
		s := lines[i].whole
		s = s[:min(len(s), shapeLimit)]
		sh.overlap = prose.share(s)
		if i > 0 {
			sh.titleOverlap = title.share(s)
		}
	}
}

// wordBits is a set of words, by a hash of their first letters (a Bloom filter
// of one function).
type wordBits [64]uint64

const wordLetters = 6 // of a word that are compared, so that its endings do not matter

func (b *wordBits) add(s string) {
	eachWord(s, func(h uint32) { b[h>>6&63] |= 1 << (h & 63) })
}

// share returns the part of the words of s that are in the set; -1 if s has none
// to compare.
func (b *wordBits) share(s string) float32 {
	n, in := 0, 0
	eachWord(s, func(h uint32) {
		n++
		if b[h>>6&63]&(1<<(h&63)) != 0 {
			in++
		}
	})
	if n == 0 {
		return -1
	}
	return float32(in) / float32(n)
}

// eachWord calls f with a hash of each word of at least four letters.
func eachWord(s string, f func(uint32)) {
	for i := 0; i < len(s); i++ {
		hash, start := uint32(2166136261), i
		for ; i < len(s); i++ {
			c := letterByte[s[i]]
			if c == 0 {
				break
			}
			if i-start < wordLetters {
				hash = (hash ^ uint32(c)) * 16777619
			}
		}
		if i-start >= 4 {
			f(hash ^ hash>>15)
		}
	}
}

// letterByte has letters of ASCII in lower case, bytes beyond ASCII as they are,
// and 0 for all else.
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
