package source

import (
	"context"
	"io"

	"github.com/newsdex/newsdex/ingest/internal/format"
)

// maxDepth is how many layers of packing a file may have: dump.tar.gz with
// feed.jsonl.zst in it has three.
const maxDepth = 5

// A guard counts what is read of one file of the file system and what comes out
// of each layer of packing in it.
type guard struct {
	file string
	in   int64
	most int64 // the file's size: reading a part twice does not count twice; 0: not known
	out  [maxDepth + 1]int64
	bomb *format.Damage
}

// check reports, as a damage of the whole file, that too much came out.
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

// record counts a record, an error of one, or one that is passed over, that came
// out of so many layers. The next read reports it if they are too many.
func (g *guard) record(depth int) {
	if depth > 0 {
		g.out[depth] += format.RecordCost
	}
}

// An outsideReader counts what is read of the file itself, and stops when ctx
// is done. The end of the file stays its end: those who look ahead come to it
// several times. It is also known without asking the system once more, where as
// much was read as the file is long and the buffer had room for more.
type outsideReader struct {
	ctx   context.Context
	guard *guard
	r     io.Reader
	size  int64 // of the file; 0: not known
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

// An outsideAt is an outsideReader for a file that is read by offset.
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

// A layerReader is what comes out of one layer of packing. Its errors are of
// type *damage and stay.
type layerReader struct {
	r     io.Reader
	guard *guard
	depth int
	file  string // the packed file
	form  string
	n     int64
	err   error
	taken func() int64 // bytes taken of the packed file; nil: not known
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
