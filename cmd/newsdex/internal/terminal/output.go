package terminal

import (
	"bufio"
	"fmt"
	"io"
	"os"

	"golang.org/x/term"
)

// An Output is where results go, buffered. It keeps an error of writing and returns
// it from every later call, so a command need only look at that of Flush. It is not
// safe for concurrent use.
type Output struct {
	*bufio.Writer
	// Style colours results; SetColor sets it.
	Style Style

	file *os.File // the terminal, or nil
}

// NewOutput returns an output that writes to w, without colours.
func NewOutput(w io.Writer) *Output {
	return &Output{Writer: bufio.NewWriterSize(w, 64<<10), file: File(w)}
}

// File returns the file that v is if it is a terminal, or nil.
func File(v any) *os.File {
	if f, ok := v.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		return f
	}
	return nil
}

// IsTerminal reports whether results go to a terminal.
func (o *Output) IsTerminal() bool { return o.file != nil }

// SetColor decides on colours: when is "always", "never" or "auto". Auto means on a
// terminal, unless NO_COLOR is set (https://no-color.org).
func (o *Output) SetColor(when string) {
	o.Style.On = when == "always" ||
		when == "auto" && o.file != nil && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}

// Width returns the number of columns to wrap text to, 0 where there is no terminal.
func (o *Output) Width() int { return terminalWidth(o.file) }

// terminalWidth returns the number of columns of a terminal, 0 for nil.
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

// PrintTable writes the rows of t.
func (o *Output) PrintTable(t Table) {
	for _, line := range t.Lines() {
		fmt.Fprintln(o, line)
	}
}

// PrintHeadedTable is like PrintTable but dims the first row, the head.
func (o *Output) PrintHeadedTable(t Table) {
	for i, line := range t.Lines() {
		if i == 0 {
			line = o.Style.Dim(line)
		}
		fmt.Fprintln(o, line)
	}
}

// Flush writes what is left in the buffer.
func (o *Output) Flush() error {
	if err := o.Writer.Flush(); err != nil {
		return fmt.Errorf("write to standard output: %w", err)
	}
	return nil
}
