package segment

import (
	"bytes"
	"encoding/binary"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/postings/packed"
	"github.com/newsdex/newsdex/index/schema"
)

// This file reads the lists of terms (writeterms.go).

// PlaceOf returns the place of a Bleve field in the lists of its terms, and whether it
// has lists.
func PlaceOf(field string) (place int, ok bool) {
	kind, place, _ := kindOf(field)
	return place, kind != noList
}

// List looks up a term of a Bleve field with lists, and returns its list. If the field is
// a text field, the list is that of all three text fields. It is nil where no document
// holds the term in the field.
func (z *File) List(field, term string) (*packed.List, error) {
	if _, ok := PlaceOf(field); !ok || z.columns == nil {
		return nil, disk.ErrDamaged // the caller takes it for another field
	}
	d, err := z.OpenDictionary(field)
	if err != nil || d == nil {
		return nil, err
	}
	v, ok, err := d.Get(term)
	if err != nil || !ok {
		return nil, err
	}
	return z.ListAt(v)
}

// ListOf returns the list of a term in the text fields of a language. It is nil where no
// document holds the term.
func (z *File) ListOf(language, term string) (*packed.List, error) {
	for _, f := range listOrder {
		if l, err := z.List(f.In(language), term); l != nil || err != nil {
			return l, err
		}
	}
	return nil, nil
}

// listOrder is the order in which the text fields are asked for a term: most terms are in
// bodies.
var listOrder = [...]schema.TextField{schema.Body, schema.Title, schema.Deck}

// ListAt returns the list of the term that a dictionary of a field with lists has a value
// for.
func (z *File) ListAt(v uint64) (*packed.List, error) {
	at, err := z.ListOffset(v)
	if err != nil {
		return nil, err
	}
	return packed.Open(z.Data, z.Blocks, at, z.Size)
}

// ListOffset returns the offset of the list that ListAt returns. The terms of several
// fields that share a list have the same.
func (z *File) ListOffset(v uint64) (uint64, error) {
	if v >= uint64(len(z.Data)) || v < distanceSize {
		return 0, disk.ErrDamaged
	}
	b, err := z.bytes(v-distanceSize, distanceSize)
	if err != nil {
		return 0, err
	}
	distance := uint64(binary.LittleEndian.Uint32(b))
	if distance < distanceSize || distance > v {
		return 0, disk.ErrDamaged
	}
	return v - distance, nil
}

// Value returns the value that the dictionary of a field has for a term.
func (z *File) Value(field, term string) (v uint64, ok bool, err error) {
	d, err := z.OpenDictionary(field)
	if err != nil || d == nil {
		return 0, false, err
	}
	return d.Get(term)
}

// HasBytes reports whether some bytes, one behind the other, stand at an offset.
func (z *File) HasBytes(at uint64, all ...[]byte) bool {
	for _, want := range all {
		got, err := z.bytes(at, uint64(len(want)))
		if err != nil || !bytes.Equal(got, want) {
			return false
		}
		at += uint64(len(want))
	}
	return true
}

// Norms returns the parameters of the impacts of lists; nil in a file of an older format.
func (z *File) Norms() *packed.Norms {
	if z.columns == nil {
		return nil
	}
	return &z.columns.norms
}
