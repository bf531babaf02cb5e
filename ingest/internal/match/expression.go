package match

import (
	"regexp"
	"sync"
)

// Expression returns a regular expression of the source, which a test holds to be
// one. It is compiled when it is first wanted, so that a command that reads no such
// article does not pay for it.
func Expression(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
