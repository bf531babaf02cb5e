package index

import (
	"errors"
	"path/filepath"
	"strings"
	"sync"
	"syscall"

	"github.com/blevesearch/bleve/v2/index/scorch"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/internal/segment"
)

// Bleve's background workers, the persister and the merger, report an error or
// a panic of theirs to a callback that is registered by name for the whole
// process, and otherwise to nobody; a Batch then waits for them for ever. One
// callback is registered here, and hands each error to the writer of the index
// that it names.
//
// A Batch that waits until it is on disk closes its segment when that fails, which
// the persister tries to merge all the same, in a goroutine that nothing recovers:
// the program ends. So Bleve is told not to wait (unsafe_batch), and we do, for
// what it calls when a batch is persisted ([writer.apply]).

const asyncName = "newsdex"

var (
	asyncOnce    sync.Once
	asyncWriters sync.Map // store folder → *asyncFailure
)

// An asyncFailure is the first error of the background workers of one index. Nil
// is that of an index in memory, which has none.
type asyncFailure struct {
	once   sync.Once
	failed chan struct{}
	err    error
}

func (f *asyncFailure) fail(err error) {
	f.once.Do(func() {
		f.err = withCause(err)
		close(f.failed)
	})
}

// wait returns a channel that is closed once there is an error.
func (f *asyncFailure) wait() <-chan struct{} {
	if f == nil {
		return nil
	}
	return f.failed
}

// get returns the error, if there is one.
func (f *asyncFailure) get() error {
	select {
	case <-f.wait():
		return f.err
	default:
		return nil
	}
}

// causes are the errors of the system that a caller may ask for.
var causes = []error{syscall.ENOSPC, syscall.EFBIG, syscall.EIO, syscall.EROFS, syscall.EACCES}

// withCause gives an error of Bleve the error of the system back that it keeps the
// text of.
func withCause(err error) error {
	for _, cause := range causes {
		if strings.Contains(err.Error(), cause.Error()) && !errors.Is(err, cause) {
			return causedError{err, cause}
		}
	}
	return err
}

type causedError struct {
	error
	cause error
}

func (e causedError) Unwrap() []error { return []error{e.error, e.cause} }

// An asyncWatch receives the errors of the background workers of one index.
type asyncWatch struct {
	store string
	*asyncFailure
}

// watchAsync starts to watch the Bleve index in folder dir.
func watchAsync(dir string) asyncWatch {
	asyncOnce.Do(func() {
		scorch.RegistryAsyncErrorCallbacks[asyncName] = func(err error, path string) {
			if f, ok := asyncWriters.Load(path); ok {
				f.(*asyncFailure).fail(err)
			}
		}
	})
	a := asyncWatch{store: filepath.Join(dir, "store"), asyncFailure: &asyncFailure{failed: make(chan struct{})}}
	asyncWriters.Store(a.store, a.asyncFailure)
	return a
}

func (a asyncWatch) stop() { asyncWriters.Delete(a.store) }

// config returns the configuration of a Bleve index that reports to a.
func (a asyncWatch) config() map[string]any {
	return segment.PluginConfig(map[string]any{
		"asyncErrorCallbackName": asyncName,
		"bolt_timeout":           disk.BoltTimeout.String(),
		"unsafe_batch":           true,
		// A batch is as large as memory allows: it goes to disk as it is.
		"scorchPersisterOptions": map[string]any{"MemoryPressurePauseThreshold": 0},
	})
}

// freshConfig returns the configuration of one whose segments are not merged before
// the end ([compact]).
func (a asyncWatch) freshConfig() map[string]any {
	config := a.config()
	config["scorchMergePlanOptions"] = map[string]any{"MaxSegmentsPerTier": 1 << 20}
	return config
}
