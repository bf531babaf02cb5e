package segment

import (
	"context"

	"github.com/blevesearch/vellum"

	"github.com/newsdex/newsdex/index/schema"
)

// AddAllSizes is [Segment.AddSizes] for the segment's file.
func (z *File) AddAllSizes(ctx context.Context, fields map[string]*schema.FieldSize) (stored int64, err error) {
	for _, name := range z.Known {
		f := fields[name]
		if f == nil {
			f = &schema.FieldSize{Field: name}
			fields[name] = f
		}
		if err := z.addSizes(ctx, name, f); err != nil {
			return 0, err
		}
	}
	return int64(z.file.StoredIndexOffset() + 8*z.Size), nil
}

// addSizes adds the sizes of a field.
func (z *File) addSizes(ctx context.Context, field string, f *schema.FieldSize) error {
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
		f.Documents += t.listed
		f.Frequencies += t.Freqs.size
		f.Locations += t.Locations.size
	}
	if err != vellum.ErrIteratorDone {
		return err
	}
	return nil
}
