package ingest

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// Shingles are the lowest hashes of the runs of three words of a text (a bottom-k sketch;
// Broder 1997): all of them if the text is short. The share of the words of the shorter of
// two texts that stand in the longer one is estimated from them.
type shingles []uint32

const (
	shingleWords = 3
	maxShingles  = 128
	// commonWords is the least share of the words of the shorter text for two texts to
	// be revisions of one article.
	commonWords = .3
)

// shinglesOf returns the shingles of lines.
func shinglesOf(lines []textLine) shingles {
	var all shingles
	var last [shingleWords]uint64 // hashes of the last words
	n := 0
	for _, l := range lines {
		for word := range strings.FieldsSeq(strings.ToLower(l.text)) {
			copy(last[:], last[1:])
			last[shingleWords-1] = fnv64([]byte(word))
			if n++; n < shingleWords {
				continue
			}
			h := uint64(0)
			for _, w := range last {
				h = mix(h ^ w)
			}
			all = append(all, uint32(h>>32))
		}
	}
	slices.Sort(all)
	all = slices.Compact(all)
	return slices.Clone(all[:min(maxShingles, len(all))])
}

// common returns the estimated share of the shingles of the smaller text that the other
// has, from 0 to 1.
func (s shingles) common(t shingles) float64 {
	limit := uint32(1<<32 - 1)
	for _, x := range []shingles{s, t} {
		if len(x) == maxShingles {
			limit = min(limit, x[len(x)-1])
		}
	}
	s, t = s.upTo(limit), t.upTo(limit)
	least := min(len(s), len(t))
	if least == 0 {
		return 0
	}
	n := 0
	for i, j := 0, 0; i < len(s) && j < len(t); {
		switch {
		case s[i] < t[j]:
			i++
		case s[i] > t[j]:
			j++
		default:
			n, i, j = n+1, i+1, j+1
		}
	}
	return float64(n) / float64(least)
}

// upTo returns the shingles up to a limit.
func (s shingles) upTo(limit uint32) shingles {
	n, found := slices.BinarySearch(s, limit)
	if found {
		n++
	}
	return s[:n]
}

// sharedShingles are the last texts that have each shingle.
type sharedShingles map[uint32][]int

// add adds a text.
func (h sharedShingles) add(text int, words shingles) {
	for _, w := range words {
		texts := h[w]
		if len(texts) == mostSharing {
			copy(texts, texts[1:])
			texts = texts[:mostSharing-1]
		}
		h[w] = append(texts, text)
	}
}

// candidates returns the texts that share shingles with words, those that share most
// first, and of equal ones the last.
func (h sharedShingles) candidates(words shingles) []int {
	count := map[int]int{}
	for _, w := range words {
		for _, text := range h[w] {
			count[text]++
		}
	}
	texts := slices.Collect(maps.Keys(count))
	slices.SortFunc(texts, func(x, y int) int { return cmp.Or(cmp.Compare(count[y], count[x]), cmp.Compare(y, x)) })
	return texts[:min(mostCompared, len(texts))]
}
