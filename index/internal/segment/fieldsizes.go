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
	return int64(z.stored + 8*z.Size), nil
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
		if err := z.addListSize(field, w.Term(), v, f); err != nil {
			return err
		}
	}
}

// addListSize adds the size of the list of a term, for the one field to whose size it
// counts.
func (z *File) addListSize(field string, term []byte, v uint64, f *schema.FieldSize) error {
	kind, place, language := kindOf(field)
	if kind == noList || z.columns == nil {
		return nil
	}
	if kind == languageList {
		for _, other := range listOrder {
			if int(other) == place {
				break
			}
			if _, ok, err := z.Value(other.In(language), string(term)); ok || err != nil {
				return err
			}
		}
	}
	l, err := z.ListAt(v)
	if err != nil {
		return err
	}
	list, positions, err := l.Sizes()
	f.Lists += list + distanceSize
	f.Positions += positions
	return err
}
