package index

import (
	"github.com/newsdex/newsdex/index/internal/originals"
	"github.com/newsdex/newsdex/index/internal/record"
)

// packOrigin replaces the original of an item by its stored form.
func (w *writer) packOrigin(it *item) error {
	origin := it.original
	it.original = nil
	if origin == nil || w.originals == nil || w.o.NoOriginals {
		return nil
	}
	var err error
	it.origin, err = originals.Encode(origin)
	return err
}

// keepOrigin stores the original of an article that replaces old, and returns its key.
func (w *writer) keepOrigin(it item, old record.Record) (uint32, error) {
	if it.origin == nil && w.o.KeepOriginals {
		return old.Original, nil
	}
	w.dropOrigin(old)
	if it.origin == nil {
		return 0, nil
	}
	return w.originals.Add(it.origin)
}

func (w *writer) dropOrigin(old record.Record) {
	if old.Original != 0 && w.originals != nil {
		w.originals.Drop(old.Original)
	}
}
