package segment

import (
	"context"

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
	d, err := z.OpenDictionary(field)
	if err != nil || d == nil {
		return err
	}
	f.Dictionary += int64(len(d.b))
	w, err := z.Walk(field, nil, "", "")
	if err != nil {
		return err
	}
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		if more, err := w.Next(); err != nil || !more {
			return err
		}
		v := w.Value()
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
}
