package terminal

import (
	"fmt"
	"io"
	"os"
	"sync"
)

// Messages is where everything goes that is not a result: messages, each a line
// that begins with "newsdex: ", and on a terminal the line of progress, which
// messages do not disturb. It is safe for concurrent use. An error of writing is
// dropped: there is nobody left to tell.
type Messages struct {
	file *os.File // the terminal, or nil

	mu       sync.Mutex
	w        io.Writer
	progress string // the last line of the terminal
}

// NewMessages returns messages that are written to w.
func NewMessages(w io.Writer) *Messages { return &Messages{w: w, file: File(w)} }

// IsTerminal reports whether messages go to a terminal.
func (m *Messages) IsTerminal() bool { return m.file != nil }

// Say writes a message, with what could steer a terminal made visible.
func (m *Messages) Say(format string, args ...any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	msg := "newsdex: " + Visible(fmt.Sprintf(format, args...)) + "\n"
	if m.progress != "" {
		msg = "\r\x1b[K" + msg + m.progress
	}
	io.WriteString(m.w, msg)
}

// show replaces the line of progress; "" takes it away.
func (m *Messages) show(line string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if line != m.progress {
		io.WriteString(m.w, "\r\x1b[K"+line)
		m.progress = line
	}
}

// Write writes b as it is.
func (m *Messages) Write(b []byte) (int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.w.Write(b)
}
