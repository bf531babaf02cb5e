package source

import (
	"context"
	"io"

	"github.com/newsdex/newsdex/ingest/internal/format"
)

// maxDepth is the limit of layers of packing around a file: feed.jsonl.zst in dump.tar.gz
// has three.
const maxDepth = 5

// A guard counts the bytes read of one file of the file system and the bytes unpacked
// from each layer of packing in it.
type guard struct {
	file string
	in   int64
	most int64 // the file's size, so that a part read twice counts once; 0: not known
	out  [maxDepth + 1]int64
	bomb *format.Damage
}

// check adds n bytes to a layer. If a layer exceeds the limit, it returns a damage of the
// whole file.
func (g *guard) check(depth, n int) error {
	g.out[depth] += int64(n)
	in := g.in
	if g.most > 0 {
		in = min(in, g.most)
	}
	if g.bomb == nil && g.out[depth] > format.BombFloor+format.MaxRatio*in {
		g.bomb = &format.Damage{File: g.file, Form: "packed", Offset: in, Err: &format.BombError{}}
	}
	if g.bomb != nil {
		return g.bomb
	}
	return nil
}

// record counts a record, an error of one, or a skipped one, at the given number of
// layers. If the count exceeds the limit, the next read reports it.
func (g *guard) record(depth int) {
	if depth > 0 {
		g.out[depth] += format.RecordCost
	}
}

// An outsideReader counts the bytes read of the file itself, and stops when ctx is done.
// Once at the end, it stays there, for look-ahead reaches the end several times. It also
// knows the end without another system call, if it has read as many bytes as the file is
// long and the buffer had room for more.
type outsideReader struct {
	ctx   context.Context
	guard *guard
	r     io.Reader
	size  int64 // size of the file; 0: not known
	n     int64 // bytes read
	ended bool
}

func (o *outsideReader) Read(p []byte) (int, error) {
	if err := o.ctx.Err(); err != nil {
		return 0, err
	}
	if o.ended {
		return 0, io.EOF
	}
	n, err := o.r.Read(p)
	o.n += int64(n)
	o.guard.in += int64(n)
	o.ended = err == io.EOF || err == nil && n > 0 && n < len(p) && o.n == o.size
	return n, err
}

// An outsideAt is like an outsideReader but reads a file by offset.
type outsideAt struct {
	ctx   context.Context
	guard *guard
	r     io.ReaderAt
}

func (o *outsideAt) ReadAt(p []byte, off int64) (int, error) {
	if err := o.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := o.r.ReadAt(p, off)
	o.guard.in += int64(n)
	return n, err
}

// A layerReader reads the data unpacked from one layer of packing. Its errors are of type
// *format.Damage and stay.
type layerReader struct {
	r     io.Reader
	guard *guard
	depth int
	file  string // the packed file
	form  string
	n     int64
	err   error
	taken func() int64 // returns the bytes taken from the packed file; nil: not known
}

func (l *layerReader) Read(p []byte) (int, error) {
	if l.err != nil {
		return 0, l.err
	}
	n, err := l.r.Read(p)
	l.n += int64(n)
	if bomb := l.guard.check(l.depth, n); bomb != nil {
		err = bomb
	}
	if err != nil && err != io.EOF {
		d := format.Damaged(l.file, l.form, l.n, err)
		if d.Err == err && l.taken != nil {
			d.Packed = l.taken()
		}
		err = d
	}
	l.err = err
	return n, err
}
