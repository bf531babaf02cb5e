package main

import (
	"fmt"
	"io"
	"os"
	"sync"
)

// stderr is where everything goes that is not a result: messages, each a line
// that begins with "newsdex: ", and on a terminal the line of progress, which
// messages do not disturb. It is safe for concurrent use. An error of writing
// is dropped: there is nobody left to tell.
type stderr struct {
	file *os.File // the terminal, or nil

	mu       sync.Mutex
	w        io.Writer
	progress string // what stands on the last line of the terminal
}

func newStderr(w io.Writer) *stderr { return &stderr{w: w, file: terminal(w)} }

// say writes a message.
func (e *stderr) say(format string, args ...any) {
	e.mu.Lock()
	defer e.mu.Unlock()
	msg := "newsdex: " + visible(fmt.Sprintf(format, args...)) + "\n"
	if e.progress != "" {
		msg = "\r\x1b[K" + msg + e.progress
	}
	io.WriteString(e.w, msg)
}

// show replaces the line of progress; "" takes it away.
func (e *stderr) show(line string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if line != e.progress {
		io.WriteString(e.w, "\r\x1b[K"+line)
		e.progress = line
	}
}
