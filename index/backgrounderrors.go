package index

import (
	"path/filepath"
	"sync"

	"github.com/blevesearch/bleve/v2/index/scorch"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/internal/segment"
)

// Bleve's background workers, the persister and the merger, report an error or a panic
// only to a callback that is registered by name for the whole process; without one, a
// Batch then waits forever. One callback is registered here. It hands each error to the
// writer of the index that it names.
//
// If a Batch waits until it is on disk and that fails, it closes its segment; but the
// persister still tries to merge that segment, in a goroutine that nothing recovers,
// and the program ends. So Bleve does not wait (unsafe_batch). newsdex waits itself,
// for the callback that Bleve calls when a batch is persisted ([writer.apply]).

const asyncName = "newsdex"

var (
	asyncOnce    sync.Once
	asyncWriters sync.Map // store folder → *asyncFailure
)

// An asyncFailure is the first error of the background workers of one index. It is nil
// for an index in memory, which has no workers.
type asyncFailure struct {
	once   sync.Once
	failed chan struct{}
	err    error
}

func (f *asyncFailure) fail(err error) {
	f.once.Do(func() {
		f.err = disk.WithCause(err)
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

// An asyncWatch receives the errors of the background workers of one index.
type asyncWatch struct {
	store string
	*asyncFailure
}

// watchAsync starts watching the Bleve index in folder dir.
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
		// A batch is as large as memory allows, so it goes to disk without merging.
		"scorchPersisterOptions": map[string]any{"MemoryPressurePauseThreshold": 0},
	})
}

// freshConfig is like config but for an index whose segments are not merged before the
// end ([compact]).
func (a asyncWatch) freshConfig() map[string]any {
	config := a.config()
	config["scorchMergePlanOptions"] = map[string]any{"MaxSegmentsPerTier": 1 << 20}
	return config
}
