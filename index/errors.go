package index

import (
	"errors"
	"fmt"

	"github.com/newsdex/newsdex/index/internal/disk"
)

var (
	// ErrNoIndex is returned, wrapped, by [Open] if there is nothing, or something that
	// is not an index.
	ErrNoIndex = errors.New("no newsdex index")
	// ErrLocked is returned to a writer, wrapped in a [*LockedError], while another
	// writer has the index.
	ErrLocked = errors.New("the index is being written by another process")
	// ErrNoLocks is returned, wrapped, to a writer if the file system refuses locks, so
	// that two writers could not be kept apart. [Open] needs no locks.
	ErrNoLocks = errors.New("the file system has no locks")
	// ErrNotFound is returned, wrapped, by [Index.Get] for an ID that the index does
	// not hold.
	ErrNotFound = errors.New("no such article")
	// ErrNoArticles is returned, wrapped, by [Build] if the sequence had no article:
	// nothing is published.
	ErrNoArticles = errors.New("there was no article to index")
	// ErrClosed is returned, maybe wrapped, by the methods of a closed [Index] or
	// [Snapshot], and by those of its postings.
	ErrClosed = disk.ErrClosed
)

// A CorruptError reports a missing or damaged file of an index. Path is the file or
// folder, Problem a sentence about it, and Err the cause, or nil.
type CorruptError = disk.CorruptError

// A StrangerError reports something in an index folder that newsdex did not make, where
// it writes or removes files: a symbolic link, a named pipe, a file with another name. A
// writer returns it before it changes anything.
type StrangerError = disk.StrangerError

// A LeftError is given to [Options].OnError once for an old generation that was removed but
// for its folder, because a file manager has put a file into it: .DS_Store, Thumbs.db,
// desktop.ini, or another whose name begins with a dot. It is no failure of the run.
type LeftError = disk.LeftError

// A NewerError reports an index made by a newer newsdex.
type NewerError struct {
	Path   string // the index
	Format int    // its format
}

// Error names the index, its format and the format that this newsdex reads.
func (e *NewerError) Error() string {
	return fmt.Sprintf("%s: the index has format %d and this newsdex reads format %d; use a newer newsdex, or build the index again",
		e.Path, e.Format, Format)
}

// An OlderError reports an index made by an older newsdex, which lacks data that this
// one needs. [Rebuild] converts it, unless the index is too old.
type OlderError struct {
	Path   string // the index
	Format int    // its format
}

// CanRebuild reports whether [Rebuild] can convert the index to the current format.
func (e *OlderError) CanRebuild() bool { return e.Format >= oldestStored }

// Error names the index, its format and the format that this newsdex reads.
func (e *OlderError) Error() string {
	return fmt.Sprintf("%s: the index has format %d and this newsdex reads format %d", e.Path, e.Format, Format)
}

// ErrNoOriginal is returned, wrapped, by [Index.Original] for an article whose original
// is not kept.
var ErrNoOriginal = errors.New("no original is kept")
