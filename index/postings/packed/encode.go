package packed

import (
	"encoding/binary"
	"errors"
	"math"

	"github.com/newsdex/newsdex/index/schema"
)

const (
	// BlockSize is the number of postings of a block.
	BlockSize = 128
	// Fields is the number of fields of a list.
	Fields = schema.TextFields

	entrySize   = 16
	groupSize   = 32
	groups      = BlockSize / groupSize
	bitmapWidth = 63
	wideGroup   = 1 << 7
)

// The fields of a list. A list of one field has the frequencies of [Body].
const (
	Title = int(schema.Title)
	Deck  = int(schema.Deck)
	Body  = int(schema.Body)
)

// fieldOrder is the order of the frequencies in a block: most postings have those of the
// body alone.
var fieldOrder = [Fields]int{Body, Title, Deck}

// ErrTooLarge is the error for a list that would have more than 4 GB.
var ErrTooLarge = errors.New("the postings of a term have more than 4 GB")

// An Encoder makes the bytes of one list after the other. It is for one goroutine.
type Encoder struct {
	norms *Norms

	count  int // of all postings
	before uint64
	block  int // number of postings of the current block
	docs   [BlockSize]uint32
	freqs  [Fields][BlockSize]uint32
	weight float32 // the greatest of the block

	positions []uint32 // of the block: differences
	widths    []uint32 // of the block: numbers of covered positions, less one
	ends      [BlockSize]int
	isWide    [groups]bool

	entries, data, places []byte
	list                  []byte
	numbers               []uint32
	err                   error
}

// noDocument is the document before the first.
const noDocument = math.MaxUint64

// Reset begins a list, whose impacts are those of norms, or the greatest if norms is nil.
func (e *Encoder) Reset(norms *Norms) {
	e.norms, e.count, e.before, e.err = norms, 0, noDocument, nil
	e.entries, e.data, e.places = e.entries[:0], e.data[:0], e.places[:0]
	e.begin()
}

// begin begins a block.
func (e *Encoder) begin() {
	e.block, e.weight = 0, 0
	e.positions, e.widths = e.positions[:0], e.widths[:0]
	e.isWide = [groups]bool{}
}

// Add adds a posting. Documents come in ascending order. The spans are the positions of
// the term, field by field; there are none if the list keeps none.
func (e *Encoder) Add(doc uint32, freq [Fields]uint32, spans []schema.Span) {
	if e.block == BlockSize {
		e.endBlock()
	}
	i := e.block
	e.docs[i] = doc
	for f, n := range freq {
		e.freqs[f][i] = n
	}
	if len(spans) > 0 {
		e.addSpans(freq, spans)
	}
	e.ends[i] = len(e.positions)
	e.weight = max(e.weight, e.norms.weigh(doc, freq))
	e.block++
	e.count++
}

// addSpans adds the positions of a posting.
func (e *Encoder) addSpans(freq [Fields]uint32, spans []schema.Span) {
	for _, n := range freq {
		last := 0
		for _, s := range spans[:n] {
			width := uint32(s.End - s.Pos - 1)
			e.positions = append(e.positions, uint32(s.Pos-last))
			e.widths = append(e.widths, width)
			if width != 0 {
				e.isWide[e.block/groupSize] = true
			}
			last = s.Pos
		}
		spans = spans[n:]
	}
}

// endBlock writes a full block.
func (e *Encoder) endBlock() {
	var widths [1 + Fields]uint
	widths[0] = e.putDocs()
	for _, f := range fieldOrder {
		widths[1+f] = widthOf(e.freqs[f][:])
		e.data = appendPacked(e.data, e.freqs[f][:], widths[1+f])
	}
	e.putGroups()
	if len(e.data) > math.MaxUint32 || len(e.places) > math.MaxUint32 {
		e.err = ErrTooLarge
	}
	last := e.docs[BlockSize-1]
	e.entries = binary.LittleEndian.AppendUint32(e.entries, last)
	e.entries = binary.LittleEndian.AppendUint32(e.entries, uint32(len(e.data)))
	e.entries = binary.LittleEndian.AppendUint32(e.entries, uint32(len(e.places)))
	packed := uint32(e.norms.impact(e.weight))
	for i, w := range widths {
		packed |= uint32(w) << (8 + 6*i)
	}
	e.entries = binary.LittleEndian.AppendUint32(e.entries, packed)
	e.before = uint64(last)
	e.begin()
}

// putDocs writes the documents of a block and returns their width.
func (e *Encoder) putDocs() uint {
	e.numbers = e.numbers[:0]
	last := e.before
	for _, doc := range e.docs {
		e.numbers = append(e.numbers, uint32(uint64(doc)-last-1))
		last = uint64(doc)
	}
	width := widthOf(e.numbers)
	first, words := bitmapOf(e.before, e.docs[BlockSize-1])
	if words*9 >= packedSize(BlockSize, width) {
		e.data = appendPacked(e.data, e.numbers, width)
		return width
	}
	at := len(e.data)
	e.data = append(e.data, make([]byte, words*9)...)
	bitmap, ranks := e.data[at:at+words*8], e.data[at+words*8:]
	for _, doc := range e.docs {
		bit := doc - first*64
		bitmap[bit/8] |= 1 << (bit % 8)
		for word := int(bit/64) + 1; word < words; word++ {
			ranks[word]++
		}
	}
	return bitmapWidth
}

// bitmapOf returns the first word of the bitmap of a block and the number of its words.
func bitmapOf(before uint64, last uint32) (first uint32, words int) {
	first = uint32((before + 1) / 64)
	return first, int(last/64) - int(first) + 1
}

// putGroups writes the positions of a full block.
func (e *Encoder) putGroups() {
	if len(e.positions) == 0 {
		return
	}
	var widths [groups]uint
	var offsets [groups]int
	size, from := 0, 0
	for g := range groups {
		to := e.ends[(g+1)*groupSize-1]
		offsets[g] = size
		n := to - from
		widths[g] = widthOf(e.positions[from:to])
		if e.isWide[g] {
			widths[g] = max(widths[g], widthOf(e.widths[from:to]))
			n *= 2
		}
		size += packedSize(n, widths[g])
		from = to
	}
	if size > math.MaxUint32 {
		e.err = ErrTooLarge
	}
	if large := size > math.MaxUint16; large {
		e.places = append(e.places, 1)
		for _, at := range offsets[1:] {
			e.places = binary.LittleEndian.AppendUint32(e.places, uint32(at))
		}
	} else {
		e.places = append(e.places, 0)
		for _, at := range offsets[1:] {
			e.places = binary.LittleEndian.AppendUint16(e.places, uint16(at))
		}
	}
	for g, w := range widths {
		if e.isWide[g] {
			w |= wideGroup
		}
		e.places = append(e.places, byte(w))
	}
	from = 0
	for g := range groups {
		to := e.ends[(g+1)*groupSize-1]
		numbers := e.positions[from:to]
		if e.isWide[g] {
			e.numbers = e.numbers[:0]
			for i, n := range numbers {
				e.numbers = append(e.numbers, n, e.widths[from+i])
			}
			numbers = e.numbers
		}
		e.places = appendPacked(e.places, numbers, widths[g])
		from = to
	}
}

// Len returns the number of postings added since Reset.
func (e *Encoder) Len() int { return e.count }

// Finish returns the bytes of the positions and of the list. They are valid until Reset.
// The list must be followed by eight bytes at least. The error is [ErrTooLarge].
func (e *Encoder) Finish() (places, list []byte, err error) {
	if e.block == BlockSize {
		e.endBlock()
	}
	from := len(e.data)
	if e.block > 0 {
		e.putTail()
	}
	e.list = binary.AppendUvarint(e.list[:0], uint64(e.count))
	e.list = binary.AppendUvarint(e.list, uint64(len(e.places)))
	e.list = append(e.list, e.entries...)
	e.list = append(e.list, e.data[:from]...)
	if e.block > 0 {
		e.list = append(e.list, e.norms.impact(e.weight))
		e.list = binary.AppendUvarint(e.list, uint64(len(e.data)-from))
		e.list = append(e.list, e.data[from:]...)
	}
	return e.places, e.list, e.err
}

// putTail writes the postings and the positions of the tail.
func (e *Encoder) putTail() {
	last, at := e.before, 0
	for i, doc := range e.docs[:e.block] {
		difference := uint64(doc) - last - 1
		last = uint64(doc)
		title, deck, body := e.freqs[Title][i], e.freqs[Deck][i], e.freqs[Body][i]
		if title == 0 && deck == 0 && body == 1 {
			e.data = binary.AppendUvarint(e.data, difference<<1|1)
		} else {
			e.data = binary.AppendUvarint(e.data, difference<<1)
			for f := range Fields {
				e.data = binary.AppendUvarint(e.data, uint64(e.freqs[f][i]))
			}
		}
		for ; at < e.ends[i]; at++ {
			number := uint64(e.positions[at]) << 1
			if width := e.widths[at]; width != 0 {
				e.places = binary.AppendUvarint(e.places, number|1)
				e.places = binary.AppendUvarint(e.places, uint64(width))
			} else {
				e.places = binary.AppendUvarint(e.places, number)
			}
		}
	}
}

// List returns the list in memory. All its documents must be below size. The error is
// [ErrTooLarge].
func (e *Encoder) List(size int) (*List, error) {
	places, list, err := e.Finish()
	if err != nil {
		return nil, err
	}
	b := make([]byte, 0, len(places)+len(list)+beyond)
	b = append(append(append(b, places...), list...), make([]byte, beyond)...)
	return Open(b, nil, uint64(len(places)), uint64(size))
}
