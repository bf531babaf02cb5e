package index

import (
	"errors"
	"fmt"

	"github.com/newsdex/newsdex/index/internal/disk"
)

var (
	// ErrNoIndex is what [Open] returns, wrapped, where there is nothing, or
	// something that is not an index.
	ErrNoIndex = errors.New("no newsdex index")
	// ErrLocked is what a writer gets, wrapped in a [*LockedError], while another
	// one has the index.
	ErrLocked = errors.New("the index is being written by another process")
	// ErrNoLocks is what a writer or [Open] gets, wrapped, where the file system
	// refuses locks, so that two writers could not be kept apart.
	ErrNoLocks = errors.New("the file system has no locks")
	// ErrNotFound is what [Index.Get] returns, wrapped, for an ID that the
	// index does not hold.
	ErrNotFound = errors.New("no such article")
	// ErrNoArticles is what [Build] returns, wrapped, when the sequence had no
	// article in it: nothing is published.
	ErrNoArticles = errors.New("there was no article to index")
	// ErrClosed is what the methods of a closed [Index] return.
	ErrClosed = errors.New("the index is closed")
)

// A CorruptError says that a file of an index is missing or damaged: its Path is the
// file or folder, its Problem a sentence about it, and its Err the cause, or nil.
type CorruptError = disk.CorruptError

// A NewerError says that an index was made by a newer newsdex.
type NewerError struct {
	Path   string // the index
	Format int    // its format
}

// Error names the index, its format and the format that this newsdex reads.
func (e *NewerError) Error() string {
	return fmt.Sprintf("%s: the index has format %d and this newsdex reads format %d; use a newer newsdex, or build the index again",
		e.Path, e.Format, Format)
}

// An OlderError says that an index was made by an older newsdex, and lacks what
// this one needs. [Rebuild] makes one that has it, unless the index is too old.
type OlderError struct {
	Path   string // the index
	Format int    // its format
}

// CanRebuild reports whether [Rebuild] makes an index of today's format of it.
func (e *OlderError) CanRebuild() bool { return e.Format >= oldestStored }

// Error names the index, its format and the format that this newsdex reads.
func (e *OlderError) Error() string {
	return fmt.Sprintf("%s: the index has format %d and this newsdex reads format %d", e.Path, e.Format, Format)
}

// ErrNoOriginal is what [Index.Original] returns, wrapped, for an article of which
// no original is kept.
var ErrNoOriginal = errors.New("no original is kept")
