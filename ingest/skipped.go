package ingest

import (
	"maps"
	"slices"
)

// Skipped counts what a [FileSource] met and passed over because it does not
// read that form: pictures beside articles in a folder, say.
type Skipped struct {
	// Kind says what they are: the extension of files, in lower case (".jpg"),
	// "" for files without one whose content is no known form, or in words of
	// what else there is in a file ("WARC records of type request").
	Kind  string
	Count int
	First string // the first of them, as messages name it
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
	if w.source.OnSkipped == nil {
		return
	}
	for _, kind := range slices.Sorted(maps.Keys(w.skips)) {
		w.source.OnSkipped(*w.skips[kind])
	}
}
