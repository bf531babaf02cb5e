package postings

import (
	"github.com/RoaringBitmap/roaring/v2"

	"github.com/newsdex/newsdex/index/internal/disk"
)

// decodePartial makes the list of a term's postings in some documents, with the
// lengths of their fields. The list is not kept, so nothing is read for other documents.
func (k *Lookup) decodePartial(among *roaring.Bitmap) (*List, error) {
	l := &List{segment: k.segment, partial: true, origin: k.origin(), bitmap: roaring.And(k.docs, among)}
	n := int(l.bitmap.GetCardinality())
	if n == 0 {
		return l, nil
	}
	c, err := k.cursor()
	if err != nil {
		return nil, err
	}
	l.docs, l.freqs = make([]uint32, 0, n), make([]uint8, 0, n)
	for _, f := range k.fields {
		l.lengths[f] = make([]uint32, n)
	}
	in := fieldMask(k.fields)
	for it := l.bitmap.Iterator(); it.HasNext(); {
		doc := it.Next()
		if !c.Seek(doc) || c.Doc() != doc {
			if err := c.Err(); err != nil {
				return nil, k.wrap(err)
			}
			return nil, k.wrap(disk.ErrDamaged)
		}
		freq, found := in.of(c.Freqs(c.Index()))
		if !found {
			return nil, k.wrap(disk.ErrDamaged)
		}
		lengths, err := k.segment.file.Length(doc)
		if err != nil {
			return nil, k.wrap(err)
		}
		for _, f := range k.fields {
			l.lengths[f][len(l.docs)] = lengths[f]
		}
		l.append(doc, freq)
	}
	return l, nil
}
