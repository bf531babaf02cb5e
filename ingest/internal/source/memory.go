package source

import (
	"bytes"
	"context"

	"github.com/newsdex/newsdex/ingest/internal/format"
)

// A Memory is a file whose content is in memory.
type Memory struct {
	Name string // its extension tells the form; "" if it has none
	Path string // becomes the Path of its records, or begins it
	File string // names the file in errors
	Data []byte
}

// ReadMemory yields the records of a file that is in memory, as Read does of one that the
// user named.
func ReadMemory(ctx context.Context, m Memory, o Options, yield func(format.Record, error) bool) {
	w := Walk{Ctx: ctx, O: o, Yield: yield, Skips: map[string]*Skipped{}, Paths: map[string]bool{}}
	g := &Guard{File: m.File, Most: int64(len(m.Data))}
	w.Read(Stream{
		R:    &OutsideReader{Ctx: ctx, Guard: g, R: bytes.NewReader(m.Data)},
		At:   &OutsideAt{Ctx: ctx, Guard: g, R: bytes.NewReader(m.Data)},
		Size: int64(len(m.Data)), Name: m.Name, Path: m.Path, File: m.File, Named: true, Guard: g,
	})
}
