package segment

import (
	"context"

	"github.com/blevesearch/vellum"

	"github.com/newsdex/newsdex/index/schema"
)

// AddSizes adds the sizes of the file's fields to those in fields, by field name,
// and returns the number of bytes of its stored documents. It reads all
// dictionaries. The error is ctx's when that is done.
func (z *File) AddSizes(ctx context.Context, fields map[string]*schema.FieldSize) (stored int64, err error) {
	for _, name := range z.Fields {
		f := fields[name]
		if f == nil {
			f = &schema.FieldSize{Field: name}
			fields[name] = f
		}
		if err := z.addFieldSizes(ctx, name, f); err != nil {
			return 0, err
		}
	}
	return int64(z.file.StoredIndexOffset() + 8*z.Size), nil
}

// addFieldSizes adds the sizes of one field to f.
func (z *File) addFieldSizes(ctx context.Context, field string, f *schema.FieldSize) error {
	fst, err := z.Dictionary(field)
	if err != nil || fst == nil {
		return err
	}
	at, err := z.file.DictAddr(field)
	if err != nil {
		return err
	}
	r, err := z.numbers(at, 1)
	if err != nil {
		return err
	}
	f.Dictionary += int64(r.Number())
	it, err := fst.Iterator(nil, nil)
	for ; err == nil; err = it.Next() {
		if err := ctx.Err(); err != nil {
			return err
		}
		_, v := it.Current()
		f.Terms++
		if v&zapOneHit != 0 {
			f.Postings++
			continue
		}
		t, err := z.TermAt(v)
		if err != nil {
			return err
		}
		f.Postings += int64(t.Docs.GetCardinality())
		f.Documents += t.listSize
		f.Frequencies += t.Freqs.size
		f.Locations += t.Locations.size
	}
	if err != vellum.ErrIteratorDone {
		return err
	}
	return nil
}
