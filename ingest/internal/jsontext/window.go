package jsontext

import (
	"bytes"
	"io"
)

// A Window is the next part of a stream: what is looked at as a whole before it
// is taken. It holds at most max bytes and costs twice as much; each byte is
// read once and moved a few times at most.
type Window struct {
	r          io.Reader
	max        int
	buf        []byte
	start, end int
	Taken      int64 // bytes taken: the offset of the window's first
	Err        error // of the last Read
}

func NewWindow(r io.Reader, max int) *Window {
	return &Window{r: r, max: max, buf: make([]byte, min(64<<10, 2*max))}
}

// Data returns what is in the window, until the next call.
func (w *Window) Data() []byte { return w.buf[w.start:w.end] }

// Full reports whether the window holds as much as it may.
func (w *Window) Full() bool { return w.end-w.start >= w.max }

// More reads some more; it reports false when the window is full or err is set.
func (w *Window) More() bool {
	if w.Full() || w.Err != nil {
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
		w.Err = err
		if n > 0 || err != nil {
			return n > 0
		}
	}
	w.Err = io.ErrNoProgress
	return false
}

// Need reads until the window holds n bytes and reports whether it does.
func (w *Window) Need(n int) bool {
	for w.end-w.start < n {
		if !w.More() {
			return false
		}
	}
	return true
}

// Take removes the first n bytes of the window.
func (w *Window) Take(n int) {
	w.start += n
	w.Taken += int64(n)
	if w.start == w.end {
		w.start, w.end = 0, 0
	}
}

// Rest returns all that has not been taken. The window is not used any more.
func (w *Window) Rest() io.Reader {
	r := w.r
	if w.Err != nil {
		r = failed{w.Err}
	}
	return io.MultiReader(bytes.NewReader(w.Data()), r)
}

// failed is a reader that has come to an error, or to its end.
type failed struct{ err error }

func (f failed) Read([]byte) (int, error) { return 0, f.err }

// NoEOF returns err, but for an end where there is none to be.
func NoEOF(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}
