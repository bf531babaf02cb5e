package source

import (
	"maps"
	"slices"
)

// Skipped counts things of one kind that are passed over: see the public Skipped,
// whose fields it has.
type Skipped struct {
	Kind  string
	Count int
	First string
}

// maxKinds is how many kinds are told apart.
const maxKinds = 1000

// skipped counts one thing that is passed over.
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

// tellSkipped tells the source's owner of all that was passed over.
func (w *walk) tellSkipped() {
	if w.options.OnSkipped == nil {
		return
	}
	for _, kind := range slices.Sorted(maps.Keys(w.skips)) {
		w.options.OnSkipped(*w.skips[kind])
	}
}
