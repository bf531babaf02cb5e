package segment

import (
	"bytes"
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

// A dictWriter writes the dictionary of a field.
type dictWriter struct {
	bytes  bytes.Buffer
	vellum *vellum.Builder
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
		d := &f.dicts[place]
		d.bytes.Reset()
		if d.vellum == nil {
			d.vellum, err = vellum.New(&d.bytes, nil)
		} else {
			err = d.vellum.Reset(&d.bytes)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// setGroup makes an encoder encode terms of the group.
func (f *partWriter) setGroup(e *termEncoder) {
	n := f.group.fields[packed.Body]
	e.kind, e.areIDs = f.group.kind, n != noField && f.fields[n].name == IDField
	e.norms, e.freqs = f.norms, f.freqs
	e.reset()
}

// appendTerms writes terms that an encoder has encoded.
func (f *partWriter) appendTerms(t *encodedTerms) error {
	base := f.offset()
	f.b = append(f.b, t.b...)
	from := 0
	for i := range t.terms {
		e := &t.terms[i]
		for place, v := range e.values {
			if v == absentTerm {
				continue
			}
			if v&zapOneHit == 0 {
				v += base
			}
			if err := f.dicts[place].vellum.Insert(t.keys[from:e.end], v); err != nil {
				return err
			}
		}
		from = e.end
	}
	f.columns.rank(t.ids)
	return nil
}

// endGroup writes the dictionaries of the group's fields and their three numbers.
func (f *partWriter) endGroup() error {
	for place, n := range f.group.fields {
		if n == noField {
			continue
		}
		d, field := &f.dicts[place], &f.fields[n]
		if err := d.vellum.Close(); err != nil {
			return err
		}
		field.dict = f.offset()
		f.uvarint(uint64(d.bytes.Len()))
		f.b = append(f.b, d.bytes.Bytes()...)
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
