package postings

import (
	"fmt"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/postings/packed"
	"github.com/newsdex/newsdex/index/schema"
)

// decode makes the list of a term from its postings in the looked-up fields.
func (k *Lookup) decode() (*List, error) {
	if _, err := k.segment.AllLengths(); err != nil {
		return nil, err
	}
	l := &List{segment: k.segment, bitmap: k.docs, origin: k.origin()}
	n := int(l.bitmap.GetCardinality())
	if n == 0 {
		return l, nil
	}
	c, err := k.cursor()
	if err != nil {
		return nil, err
	}
	l.docs, l.freqs = make([]uint32, 0, n), make([]uint8, 0, n)
	deleted := k.segment.deleted
	in := fieldMask(k.fields)
	for ok := c.Load(0); ok; ok = c.Load(c.BlockNumber() + 1) {
		for i, doc := range c.Docs[:c.Len] {
			freq, found := in.of(c.Freqs(i))
			if !found || deleted != nil && deleted.Contains(doc) {
				continue
			}
			if len(l.docs) == n {
				return nil, k.wrap(disk.ErrDamaged) // the postings are not those of the bitmap
			}
			l.append(doc, freq)
		}
	}
	return l, k.wrap(c.Err())
}

// cursor returns a cursor of the term's list.
func (k *Lookup) cursor() (*packed.Cursor, error) {
	list, err := k.segment.Packed(k.language, k.term)
	if err != nil {
		return nil, err
	}
	if list == nil {
		return nil, k.wrap(disk.ErrDamaged)
	}
	c := new(packed.Cursor)
	c.Reset(list)
	return c, nil
}

// wrap names the language and the term in an error.
func (k *Lookup) wrap(err error) error {
	if err != nil {
		return fmt.Errorf("language %s, term %q: %w", k.language, k.term, err)
	}
	return nil
}

// A textFields tells which text fields are meant.
type textFields [schema.TextFields]bool

func fieldMask(in []schema.TextField) (m textFields) {
	for _, f := range in {
		m[f] = true
	}
	return m
}

// of returns frequencies in these fields alone, and whether one of them is not 0.
func (m *textFields) of(freq [packed.Fields]uint32) (_ [packed.Fields]uint32, found bool) {
	for f := range freq {
		if !m[f] {
			freq[f] = 0
		}
		found = found || freq[f] > 0
	}
	return freq, found
}
