package segment

import (
	"bytes"
	"encoding/binary"
	"math"

	"github.com/blevesearch/vellum"

	"github.com/newsdex/newsdex/index/postings/packed"
)

// This file writes the terms of a group of fields (groups.go), in byte order. A term of a
// group with lists is
//
//	positions, list (index/postings/packed)
//
// and then for each field that has the term, in the order title, deck, body
//
//	distance from the start of the list to the end of this number, in 4 bytes
//	zapx's postings: offset of the frequencies, 0, size of the bitmap, bitmap
//
// The numbers of the list are in neither the frequencies nor the locations of Bleve. All
// terms share the same frequencies, by which each term is once in each document, in a
// field of one word: so Bleve finds documents, and ranks them by the number of terms that
// they have. The chunk mode in the footer makes zapx expect the frequencies of all terms in
// chunks of chunkDocs documents, however many documents a term has. So one table serves
// all terms, each of which reads its first bytes.
//
// A term of another group has the postings alone. If it is in one document it has none:
// its value in the dictionary tells the document, as in zapx's merged files.
//
// Behind the terms of a group stand, for each of its fields, the size of its dictionary,
// the dictionary, and three numbers: two that say that there are no docvalues, and the
// offset of the dictionary.

const (
	zapNoDocValues = math.MaxUint64

	// zapChunkMode is the number of documents of a chunk, in zapx's oldest chunk mode.
	zapChunkMode = 1024
	chunkDocs    = zapChunkMode

	// onlyNorm is the length of the field of a term that is in one document.
	onlyNorm = 1
)

// frequency is a posting's frequency of 1, without locations, and its length of 1.
var frequency = [2]byte{1 << 1, 1}

// An openField is a field whose terms are being written.
type openField struct {
	dict   bytes.Buffer
	vellum *vellum.Builder
	docs   []uint32 // those of the current term
}

// writeFrequencies writes the frequencies of all terms.
func (f *partWriter) writeFrequencies() error {
	f.freqs = f.offset()
	f.uvarint((f.docs-1)/chunkDocs + 1)
	for end := uint64(0); end < f.docs; {
		end = min(end+chunkDocs, f.docs)
		f.uvarint(end * uint64(len(frequency)))
	}
	for doc := range f.docs {
		f.b = append(f.b, frequency[:]...)
		if doc%chunkDocs == 0 {
			if err := f.flush(false); err != nil {
				return err
			}
		}
	}
	return nil
}

// beginGroup begins the terms of a group.
func (f *partWriter) beginGroup(g *fieldGroup) (err error) {
	f.group = g
	for place, n := range g.fields {
		if n == noField {
			continue
		}
		o := &f.open[place]
		o.dict.Reset()
		if o.vellum == nil {
			o.vellum, err = vellum.New(&o.dict, nil)
		} else {
			err = o.vellum.Reset(&o.dict)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// beginTerm begins a term. The caller adds its postings to list, if the group has lists,
// and its documents to the open fields.
func (f *partWriter) beginTerm() {
	for i := range f.open {
		f.open[i].docs = f.open[i].docs[:0]
	}
	switch f.group.kind {
	case noList:
	case languageList:
		f.list.Reset(f.norms)
	default:
		f.list.Reset(nil)
	}
}

// endTerm writes a term. It is left out if it is in no document.
func (f *partWriter) endTerm(term []byte) error {
	at := uint64(0)
	if f.group.kind != noList {
		if f.list.Len() == 0 {
			return nil
		}
		places, list, err := f.list.Finish()
		if err != nil {
			return err
		}
		f.b = append(f.b, places...)
		at = f.offset()
		f.b = append(f.b, list...)
	}
	for place := range f.open {
		docs := f.open[place].docs
		switch {
		case len(docs) == 0:
			continue
		case f.fields[f.group.fields[place]].name == IDField:
			f.columns.rank(docs)
		}
		v, err := f.writePostings(at, docs)
		if err != nil {
			return err
		}
		if err := f.open[place].vellum.Insert(term, v); err != nil {
			return err
		}
	}
	return nil
}

// writePostings writes zapx's postings of a term whose list is at an offset. It returns
// the term's value for the dictionary.
func (f *partWriter) writePostings(list uint64, docs []uint32) (v uint64, err error) {
	if f.group.kind == noList {
		if len(docs) == 1 {
			return zapOneHit | onlyNorm<<31 | uint64(docs[0]), nil
		}
	} else {
		distance := f.offset() + distanceSize - list
		if distance > math.MaxUint32 {
			return 0, packed.ErrTooLarge
		}
		f.b = binary.LittleEndian.AppendUint32(f.b, uint32(distance))
	}
	v = f.offset()
	f.bitmap = appendRoaring(f.bitmap[:0], docs)
	f.uvarint(f.freqs)
	f.uvarint(0)
	f.uvarint(uint64(len(f.bitmap)))
	f.b = append(f.b, f.bitmap...)
	return v, nil
}

// distanceSize is the size of the distance between a list and postings, in bytes.
const distanceSize = 4

// endGroup writes the dictionaries of the group's fields and their three numbers.
func (f *partWriter) endGroup() error {
	for place, n := range f.group.fields {
		if n == noField {
			continue
		}
		o, field := &f.open[place], &f.fields[n]
		if err := o.vellum.Close(); err != nil {
			return err
		}
		field.dict = f.offset()
		f.uvarint(uint64(o.dict.Len()))
		f.b = append(f.b, o.dict.Bytes()...)
		field.at = f.offset()
		f.uvarint(zapNoDocValues)
		f.uvarint(zapNoDocValues)
		f.uvarint(field.dict)
		if err := f.flush(false); err != nil {
			return err
		}
	}
	return nil
}
