package segment

import (
	"encoding/binary"
	"math"

	"github.com/newsdex/newsdex/index/postings/packed"
)

// A termEncoder encodes the terms of a group (writeterms.go). Its bytes do not depend on
// where they will stand in the file, so several encoders may encode parts of a group at
// the same time. An encoder is for one goroutine.
type termEncoder struct {
	kind   listKind
	areIDs bool // the terms are IDs
	norms  *packed.Norms
	freqs  uint64 // offset of the frequencies

	// The caller adds the postings of a term to list, if the group has lists, and its
	// documents by place to docs.
	list packed.Encoder
	docs [packed.Fields][]uint32

	bitmap []byte
	encodedTerms
}

// An encodedTerms is terms that follow each other.
type encodedTerms struct {
	b     []byte
	keys  []byte // the terms, one behind the other
	terms []encodedTerm
	ids   []uint32 // if the terms are IDs, their documents
}

// An encodedTerm is a term in an encodedTerms.
type encodedTerm struct {
	end int // of the term in keys
	// values are the term's values for the dictionaries of the fields, by place: those of
	// zapOneHit, absentTerm, or offsets in b.
	values [packed.Fields]uint64
}

// absentTerm is the value for a field that lacks the term.
const absentTerm = math.MaxUint64

// reset makes room for other terms.
func (t *encodedTerms) reset() {
	t.b, t.keys, t.terms, t.ids = t.b[:0], t.keys[:0], t.terms[:0], t.ids[:0]
}

// begin begins a term.
func (e *termEncoder) begin() {
	for i := range e.docs {
		e.docs[i] = e.docs[i][:0]
	}
	switch e.kind {
	case noList:
	case languageList:
		e.list.Reset(e.norms)
	default:
		e.list.Reset(nil)
	}
}

// end ends a term. It is left out if it is in no document.
func (e *termEncoder) end(term []byte) error {
	at := 0
	if e.kind != noList {
		if e.list.Len() == 0 {
			return nil
		}
		places, list, err := e.list.Finish()
		if err != nil {
			return err
		}
		e.b = append(e.b, places...)
		at = len(e.b)
		e.b = append(e.b, list...)
	}
	values := [packed.Fields]uint64{absentTerm, absentTerm, absentTerm}
	for place, docs := range e.docs {
		if len(docs) == 0 {
			continue
		}
		v, err := e.postings(at, docs)
		if err != nil {
			return err
		}
		values[place] = v
	}
	if e.areIDs {
		e.ids = append(e.ids, e.docs[packed.Body]...)
	}
	e.keys = append(e.keys, term...)
	e.terms = append(e.terms, encodedTerm{len(e.keys), values})
	return nil
}

// postings encodes zapx's postings of a term whose list is at an offset of b. It returns
// the term's value.
func (e *termEncoder) postings(list int, docs []uint32) (v uint64, err error) {
	if e.kind == noList {
		if len(docs) == 1 {
			return zapOneHit | onlyNorm<<31 | uint64(docs[0]), nil
		}
	} else {
		distance := uint64(len(e.b) + distanceSize - list)
		if distance > math.MaxUint32 {
			return 0, packed.ErrTooLarge
		}
		e.b = binary.LittleEndian.AppendUint32(e.b, uint32(distance))
	}
	v = uint64(len(e.b))
	e.bitmap = appendRoaring(e.bitmap[:0], docs)
	e.b = binary.AppendUvarint(e.b, e.freqs)
	e.b = binary.AppendUvarint(e.b, 0)
	e.b = binary.AppendUvarint(e.b, uint64(len(e.bitmap)))
	e.b = append(e.b, e.bitmap...)
	return v, nil
}

// distanceSize is the size of the distance between a list and postings, in bytes.
const distanceSize = 4
