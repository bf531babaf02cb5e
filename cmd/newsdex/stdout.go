package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"golang.org/x/term"
)

// stdout is where results go. An error of writing is kept and returned by every
// later call, so a command need only look at that of Flush.
type stdout struct {
	*bufio.Writer
	file  *os.File // the terminal, or nil
	style style
}

func newStdout(w io.Writer) *stdout {
	return &stdout{Writer: bufio.NewWriterSize(w, 64<<10), file: terminal(w)}
}

// terminal returns the file that w is if it is a terminal, or nil.
func terminal(w any) *os.File {
	if f, ok := w.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		return f
	}
	return nil
}

// setColor decides on colours by the value of --color. NO_COLOR is the
// convention of https://no-color.org.
func (o *stdout) setColor(when string) {
	o.style.on = when == "always" ||
		when == "auto" && o.file != nil && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}

// width returns the number of columns to wrap text to, 0 where there is no
// terminal.
func (o *stdout) width() int { return terminalWidth(o.file) }

func terminalWidth(f *os.File) int {
	if f == nil {
		return 0
	}
	w, _, err := term.GetSize(int(f.Fd()))
	if err != nil || w < 20 {
		return 80 // a terminal that does not say, or is too narrow for text
	}
	return w
}

// Flush writes what is left.
func (o *stdout) Flush() error {
	if err := o.Writer.Flush(); err != nil {
		return fmt.Errorf("write to standard output: %w", err)
	}
	return nil
}

// json writes v as one line of JSON, in which < and & stand as they are.
func (o *stdout) json(v any) error {
	e := json.NewEncoder(o)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}
