package match

import (
	"regexp"
	"sync"
)

// Expression returns a function that returns the compiled regular expression. The
// expression is a literal of the source, and a test checks that it compiles. It is
// compiled on first use, so that a command that does not need it does not pay for it.
func Expression(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
