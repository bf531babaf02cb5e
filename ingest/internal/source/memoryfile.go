package source

import (
	"bytes"
	"context"

	"github.com/newsdex/newsdex/ingest/internal/format"
)

// A Memory is a file whose content is in memory.
type Memory struct {
	Name string // its extension determines the format; "" if it has none
	Path string // becomes the Path of its records, or begins it
	File string // names the file in errors
	Data []byte
}

// ReadMemory is like Read but yields the records of one file in memory, as if the user
// had named it.
func ReadMemory(ctx context.Context, m Memory, o Options, yield func(format.Record, error) bool) {
	w := walk{ctx: ctx, options: o, yield: yield, skips: map[string]*Skipped{}}
	g := &guard{file: m.File, most: int64(len(m.Data))}
	w.read(stream{
		r:    &outsideReader{ctx: ctx, guard: g, r: bytes.NewReader(m.Data)},
		at:   &outsideAt{ctx: ctx, guard: g, r: bytes.NewReader(m.Data)},
		size: int64(len(m.Data)), name: m.Name, path: m.Path, file: m.File, named: true, guard: g,
	})
}
