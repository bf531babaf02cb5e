package query

import (
	"errors"
	"fmt"

	"github.com/newsdex/newsdex/query/internal/span"
)

// ErrInvalid is wrapped by the error of a query or of options that must be changed
// before they can be searched: a [*SyntaxError], a [*QueryError] or an
// [*OptionsError]. A server answers these as faults of its caller. All other errors
// are those of the index, the engine or the context.
var ErrInvalid = errors.New("the query or its options are invalid")

// A QueryError says why a query cannot be searched: a part of it is empty, has an
// invalid value, or exceeds a limit. It wraps [ErrInvalid].
type QueryError struct {
	// Msg says what is wrong, and the limit where there is one, for people.
	Msg string
}

// Error returns the message.
func (e *QueryError) Error() string { return "query: " + e.Msg }

// Unwrap returns [ErrInvalid].
func (e *QueryError) Unwrap() error { return ErrInvalid }

// queryErrorf returns a [*QueryError].
func queryErrorf(format string, args ...any) error {
	return &QueryError{Msg: fmt.Sprintf(format, args...)}
}

// An OptionsError says that an option, or a name of one, is invalid. It wraps
// [ErrInvalid].
type OptionsError struct {
	// Option is the member of [Options], such as "Limit".
	Option string
	// Msg says what is wrong, for people.
	Msg string
}

// Error returns the message.
func (e *OptionsError) Error() string { return "query: " + e.Msg }

// Unwrap returns [ErrInvalid].
func (e *OptionsError) Unwrap() error { return ErrInvalid }

// optionsErrorf returns an [*OptionsError].
func optionsErrorf(option, format string, args ...any) error {
	return &OptionsError{Option: option, Msg: fmt.Sprintf(format, args...)}
}

// searchError returns the error of a search in an index. A phrase that takes too long
// to find is an error of the query.
func searchError(err error) error {
	if errors.Is(err, span.ErrSteps) {
		return &QueryError{Msg: err.Error()}
	}
	return err
}
