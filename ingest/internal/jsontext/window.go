package jsontext

import (
	"bytes"
	"io"
)

// A Window is the unread next part of a stream, which can be inspected as a whole before
// it is taken. It holds at most max bytes and needs twice as much memory. Each byte is
// read once and moved a few times at most.
type Window struct {
	r          io.Reader
	max        int
	buf        []byte
	start, end int
	Taken      int64 // bytes taken: the offset of the window's first byte
	Err        error // error of the last Read
}

func NewWindow(r io.Reader, max int) *Window {
	return &Window{r: r, max: max, buf: make([]byte, min(64<<10, 2*max))}
}

// Data returns the bytes in the window, valid until the next call.
func (w *Window) Data() []byte { return w.buf[w.start:w.end] }

// Full reports whether the window holds max bytes.
func (w *Window) Full() bool { return w.end-w.start >= w.max }

// More reads more bytes. It returns false if the window is full or Err is set.
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

// Rest returns a reader of all bytes not taken. The window must not be used afterwards.
func (w *Window) Rest() io.Reader {
	r := w.r
	if w.Err != nil {
		r = failed{w.Err}
	}
	return io.MultiReader(bytes.NewReader(w.Data()), r)
}

// A failed is a reader that only returns an error.
type failed struct{ err error }

func (f failed) Read([]byte) (int, error) { return 0, f.err }

// NoEOF returns err, but io.ErrUnexpectedEOF for io.EOF.
func NoEOF(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}
