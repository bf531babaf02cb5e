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

// A List is the postings of a word in the three text fields of a segment,
// decoded: documents in ascending order, and for each the frequency of the word
// in each field. A List is never changed once it is made; it may be shared.
//
// It takes 5 bytes for each posting, 24 for each block, and a bitmap of at most 2
// bytes for each posting. The frequencies of a posting share a byte; one that has
// no room there is kept apart.
type List struct {
	segment *Segment
	docs    []uint32
	freqs   []uint8
	large   map[uint32][schema.TextFields]uint32 // by document, where freqs has largeFreq
	bitmap  *roaring.Bitmap                      // of docs
	from    *origin                              // or nil

	bounding sync.Once
	blocks   []Block // once they were asked for

	// Of a list of some postings only: see [Word.Among].
	some    bool
	lengths [schema.TextFields][]uint32 // by posting; nil for a field in which none has the word
	numbers [schema.TextFields][]uint64 // that hold the places, as of decoded; 0 where they are to be looked up
}

// A Block bounds what a run of postings can score under any parameters: its
// postings' greatest frequency and least length of each field. A field in which
// none of them has the word has frequency 0.
type Block struct {
	MaxFreq   [schema.TextFields]uint32
	MinLength [schema.TextFields]uint32
}

// The bits of a packed frequency: title and deck are short, the body is not.
const (
	titleBits = 2
	deckBits  = 2
	bodyBits  = 4
	bodyShift = titleBits + deckBits
	largeFreq = 1<<8 - 1
)

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

// Freq returns the frequencies of the i-th posting.
func (l *List) Freq(i int) [schema.TextFields]uint32 {
	p := l.freqs[i]
	if p == largeFreq { // seldom
		return l.large[l.docs[i]]
	}
	return unpacked[p]
}

// unpacked are the frequencies by their packed form.
var unpacked = func() (u [largeFreq][schema.TextFields]uint32) {
	for p := range uint32(largeFreq) {
		u[p] = [schema.TextFields]uint32{schema.Title: p & (1<<titleBits - 1), schema.Deck: p >> titleBits & (1<<deckBits - 1), schema.Body: p >> bodyShift}
	}
	return u
}()

// Blocks returns the bounds of each run of [BlockSize] postings. They are made on first
// use, because a search for which there are [Impacts] does without. A list that is a
// part has none: its postings are so few that each is looked at.
func (l *List) Blocks() []Block {
	if !l.some {
		l.bounding.Do(l.bound)
	}
	return l.blocks
}

func (l *List) bound() {
	lengths, _ := l.segment.AllLengths() // an error was that of making the list
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

// Length returns the number of positions of a field of the i-th posting's document
// in which the word is, for a list that is a part.
func (l *List) Length(f schema.TextField, i int) uint32 { return l.lengths[f][i] }

// IsPart reports whether the list is of some of the word's postings only: see
// [Word.Among].
func (l *List) IsPart() bool { return l.some }

// Bitmap returns the documents as a bitmap. The caller must not change it.
func (l *List) Bitmap() *roaring.Bitmap { return l.bitmap }

// Size returns the number of bytes that the list takes in memory.
func (l *List) Size() int {
	return 300 + 5*cap(l.docs) + 8*schema.TextFields*l.blockCount() + 40*len(l.large) + int(l.bitmap.GetSizeInBytes())
}

// A Freq is the frequency of a word in one field of a document.
type Freq struct {
	Doc uint32
	N   uint32
}

// NewList makes the list of a word in a segment out of its frequencies in each
// field, in ascending order of the documents.
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

// packLarge keeps frequencies that do not fit into a byte, and returns the byte
// that says so.
func (l *List) packLarge(doc uint32, freq [schema.TextFields]uint32) uint8 {
	if l.large == nil {
		l.large = make(map[uint32][schema.TextFields]uint32)
	}
	l.large[doc] = freq
	return largeFreq
}
