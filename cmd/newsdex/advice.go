package main

import (
	"errors"

	"github.com/newsdex/newsdex/index"
)

// The library reports problems of an index; this file adds the remedy with this
// command.

// An advisedError is an error followed by a remedy.
type advisedError struct {
	error
	advice string
}

func (e *advisedError) Error() string { return e.error.Error() + "; " + e.advice }
func (e *advisedError) Unwrap() error { return e.error }

// advise adds the remedy to an error of an index, once.
func advise(err error) error {
	if done := (*advisedError)(nil); errors.As(err, &done) {
		return err
	}
	if advice := adviceOn(err); advice != "" {
		return &advisedError{err, advice}
	}
	return err
}

// adviceOn returns the remedy for an error, "" if none is known.
func adviceOn(err error) string {
	const rebuild = "make it anew from the articles in it with: newsdex rebuild -i "
	var corrupt *index.CorruptError
	var other *index.FingerprintError
	var older *index.OlderError
	switch {
	case errors.As(err, &corrupt):
		return "newsdex verify names all that is damaged, newsdex repair saves what can be read, and newsdex index --fresh makes it again from the articles"
	case errors.As(err, &other):
		return rebuild + other.Path
	case errors.As(err, &older) && older.CanRebuild():
		return rebuild + older.Path
	case errors.As(err, &older):
		return "build the index again from the articles"
	}
	return ""
}
