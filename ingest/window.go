package ingest

import (
	"bytes"
	"io"
)

// A window is the next part of a stream: what is looked at as a whole before it
// is taken. It holds at most max bytes and costs twice as much; each byte is
// read once and moved a few times at most.
type window struct {
	r          io.Reader
	max        int
	buf        []byte
	start, end int
	taken      int64 // bytes taken: the offset of the window's first
	err        error // of the last Read
}

func newWindow(r io.Reader, max int) *window {
	return &window{r: r, max: max, buf: make([]byte, min(64<<10, 2*max))}
}

// data returns what is in the window, until the next call.
func (w *window) data() []byte { return w.buf[w.start:w.end] }

// full reports whether the window holds as much as it may.
func (w *window) full() bool { return w.end-w.start >= w.max }

// more reads some more; it reports false when the window is full or err is set.
func (w *window) more() bool {
	if w.full() || w.err != nil {
		return false
	}
	if w.end == len(w.buf) {
		to := w.buf
		if w.start < len(w.buf)/2 {
			to = make([]byte, min(2*len(w.buf), 2*w.max))
		}
		w.end = copy(to, w.buf[w.start:w.end])
		w.start = 0
		w.buf = to
	}
	for range 100 {
		n, err := w.r.Read(w.buf[w.end:min(len(w.buf), w.start+w.max)])
		w.end += n
		w.err = err
		if n > 0 || err != nil {
			return n > 0
		}
	}
	w.err = io.ErrNoProgress
	return false
}

// need reads until the window holds n bytes and reports whether it does.
func (w *window) need(n int) bool {
	for w.end-w.start < n {
		if !w.more() {
			return false
		}
	}
	return true
}

// take removes the first n bytes of the window.
func (w *window) take(n int) {
	w.start += n
	w.taken += int64(n)
	if w.start == w.end {
		w.start, w.end = 0, 0
	}
}

// rest returns all that has not been taken. The window is not used any more.
func (w *window) rest() io.Reader {
	r := w.r
	if w.err != nil {
		r = failed{w.err}
	}
	return io.MultiReader(bytes.NewReader(w.data()), r)
}

// failed is a reader that has come to an error, or to its end.
type failed struct{ err error }

func (f failed) Read([]byte) (int, error) { return 0, f.err }
