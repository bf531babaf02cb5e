package index

import "errors"

// A PublishedError reports that something failed after the result of a run was published:
// readers open the new state of the index, not the one before. It wraps the error of the
// system.
type PublishedError struct {
	Path string // the index
	// Uncertain reports that a loss of power may bring the state before back, until the
	// next run.
	Uncertain bool
	Err       error // the failure
}

// Error names the index and its present state.
func (e *PublishedError) Error() string {
	state := "the run is done and its result is in the index"
	if e.Uncertain {
		state = "the result of the run is in the index, but a loss of power may undo it until the next run"
	}
	return e.Path + ": " + state + "; then this failed: " + e.Err.Error()
}

// Unwrap returns Err.
func (e *PublishedError) Unwrap() error { return e.Err }

// afterRun returns the error of a run on the index in the folder path that has ended with
// err, and of what came after it.
func afterRun(path string, err, after error) error {
	switch {
	case after == nil:
		return err
	case err == nil:
		return &PublishedError{Path: path, Err: after}
	}
	return errors.Join(err, after)
}
