package source

import (
	"maps"
	"slices"
)

// A Skipped counts skipped things of one kind. Its fields are those of the public
// Skipped.
type Skipped struct {
	Kind  string
	Count int
	First string
}

// maxKinds is the limit of kinds that are counted separately.
const maxKinds = 1000

// skipped counts one skipped thing.
func (w *walk) skipped(kind, name string) {
	s, ok := w.skips[kind]
	if !ok && len(w.skips) >= maxKinds {
		kind = "of other kinds"
		s, ok = w.skips[kind]
	}
	if !ok {
		s = &Skipped{Kind: kind, First: name}
		w.skips[kind] = s
	}
	s.Count++
}

// tellSkipped reports all skipped things to OnSkipped.
func (w *walk) tellSkipped() {
	if w.options.OnSkipped == nil {
		return
	}
	for _, kind := range slices.Sorted(maps.Keys(w.skips)) {
		w.options.OnSkipped(*w.skips[kind])
	}
}
