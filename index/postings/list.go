package postings

import (
	"math"
	"slices"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/schema"
)

// BlockSize is the number of postings of a [Block].
const BlockSize = 128

// A List is the decoded postings of a term in the three text fields of a segment:
// its documents in ascending order, and for each the term's frequency in each field.
// A List never changes and may be shared.
//
// A list takes 5 bytes for each posting, 24 for each [Block], and a bitmap of at
// most 2 bytes for each posting. The three frequencies of a posting share a byte;
// higher ones are kept in a map.
type List struct {
	segment *Segment
	docs    []uint32
	freqs   []uint8
	large   map[uint32][schema.TextFields]uint32 // by document, where freqs has largeFreq
	bitmap  *roaring.Bitmap                      // of docs
	origin  *origin                              // nil for a list of NewList or Expanded that is not in the cache

	blocksOnce sync.Once
	blocks     []Block // nil before the first call of Blocks

	// Of a partial list: see [Lookup.Among].
	partial bool
	lengths [schema.TextFields][]uint32 // field lengths by posting; nil for a field that lacks the term
}

// A Block bounds the score of [BlockSize] consecutive postings under any parameters
// (block-max, Ding and Suel, Faster Top-k Document Retrieval Using Block-Max
// Indexes, 2011).
type Block struct {
	// MaxFreq is the greatest frequency of the block's postings by field, 0 for a
	// field that lacks the term in all of them.
	MaxFreq [schema.TextFields]uint32
	// MinLength is the least length, in words, of the fields that hold the
	// term. It is the greatest uint32 where MaxFreq is 0.
	MinLength [schema.TextFields]uint32
}

// The bits of a packed frequency. Titles and decks are short, bodies are not.
const (
	titleBits = 2
	deckBits  = 2
	bodyBits  = 4
	bodyShift = titleBits + deckBits
	largeFreq = 1<<8 - 1
)

// pack returns three frequencies in a byte, and whether they fit.
func pack(freq [schema.TextFields]uint32) (uint8, bool) {
	if freq[schema.Title] >= 1<<titleBits || freq[schema.Deck] >= 1<<deckBits || freq[schema.Body] >= 1<<bodyBits {
		return largeFreq, false
	}
	packed := uint8(freq[schema.Title] | freq[schema.Deck]<<titleBits | freq[schema.Body]<<bodyShift)
	return packed, packed != largeFreq
}

// Len returns the number of documents.
func (l *List) Len() int { return len(l.docs) }

// Docs returns the documents in ascending order. The caller must not change the
// slice.
func (l *List) Docs() []uint32 { return l.docs }

// Freq returns the frequencies of the i-th posting by field.
func (l *List) Freq(i int) [schema.TextFields]uint32 {
	p := l.freqs[i]
	if p == largeFreq { // rare
		return l.large[l.docs[i]]
	}
	return unpacked[p]
}

// unpacked has the frequencies of each packed byte.
var unpacked = func() (u [largeFreq][schema.TextFields]uint32) {
	for p := range uint32(largeFreq) {
		u[p] = [schema.TextFields]uint32{schema.Title: p & (1<<titleBits - 1), schema.Deck: p >> titleBits & (1<<deckBits - 1), schema.Body: p >> bodyShift}
	}
	return u
}()

// Blocks returns the bounds of each run of [BlockSize] postings. They are made on
// first use, because a search that has [Impacts] needs no blocks. A partial list has
// none: a search looks at each of its few postings.
func (l *List) Blocks() []Block {
	if !l.partial {
		l.blocksOnce.Do(l.makeBlocks)
	}
	return l.blocks
}

// makeBlocks computes the blocks of the list.
func (l *List) makeBlocks() {
	lengths, _ := l.segment.AllLengths() // their error was returned when the list was made
	blocks := make([]Block, l.blockCount())
	for n := range blocks {
		b := &blocks[n]
		b.MinLength = [schema.TextFields]uint32{math.MaxUint32, math.MaxUint32, math.MaxUint32}
		for i := n * BlockSize; i < min((n+1)*BlockSize, len(l.docs)); i++ {
			for f, freq := range l.Freq(i) {
				if freq > 0 {
					b.MaxFreq[f] = max(b.MaxFreq[f], freq)
					b.MinLength[f] = min(b.MinLength[f], lengths[f][l.docs[i]])
				}
			}
		}
	}
	l.blocks = blocks
}

func (l *List) blockCount() int { return (len(l.docs) + BlockSize - 1) / BlockSize }

// Length returns the length of a field of the i-th posting's document, in words.
// The field must hold the term. It is for partial lists.
func (l *List) Length(f schema.TextField, i int) uint32 { return l.lengths[f][i] }

// IsPartial reports whether the list holds only some of the term's postings: see
// [Lookup.Among].
func (l *List) IsPartial() bool { return l.partial }

// Bitmap returns the documents as a bitmap. The caller must not change it.
func (l *List) Bitmap() *roaring.Bitmap { return l.bitmap }

// Size returns the number of bytes that the list takes in memory.
func (l *List) Size() int {
	return 300 + 5*cap(l.docs) + 8*schema.TextFields*l.blockCount() + 40*len(l.large) + int(l.bitmap.GetSizeInBytes())
}

// A Freq is the frequency of a term in one field of a document.
type Freq struct {
	Doc uint32 // the document number
	N   uint32 // the frequency
}

// NewList makes a list of s from frequencies by field, each in ascending order of
// documents. The list has no positions. The error wraps one of package index where a
// document is beyond the segment.
func NewList(s *Segment, fields [schema.TextFields][]Freq) (*List, error) {
	n := 0
	for _, f := range fields {
		n = max(n, len(f))
	}
	l := &List{segment: s, docs: make([]uint32, 0, n), freqs: make([]uint8, 0, n)}
	if _, err := s.AllLengths(); err != nil {
		return nil, err
	}
	for {
		doc, found := uint32(0), false
		for _, f := range fields {
			if len(f) > 0 && (!found || f[0].Doc < doc) {
				doc, found = f[0].Doc, true
			}
		}
		if !found {
			break
		}
		if int(doc) >= s.Size() {
			return nil, disk.ErrBeyond
		}
		var freq [schema.TextFields]uint32
		for f := range fields {
			if len(fields[f]) > 0 && fields[f][0].Doc == doc {
				freq[f] = fields[f][0].N
				fields[f] = fields[f][1:]
			}
		}
		l.append(doc, freq)
	}
	l.docs, l.freqs = slices.Clip(l.docs), slices.Clip(l.freqs)
	l.bitmap = roaring.BitmapOf(l.docs...)
	return l, nil
}

// append appends a posting.
func (l *List) append(doc uint32, freq [schema.TextFields]uint32) {
	packed, ok := pack(freq)
	if !ok {
		packed = l.packLarge(doc, freq)
	}
	l.docs = append(l.docs, doc)
	l.freqs = append(l.freqs, packed)
}

// packLarge keeps frequencies that do not fit into a byte, and returns largeFreq.
func (l *List) packLarge(doc uint32, freq [schema.TextFields]uint32) uint8 {
	if l.large == nil {
		l.large = make(map[uint32][schema.TextFields]uint32)
	}
	l.large[doc] = freq
	return largeFreq
}
