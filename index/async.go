package index

import (
	"path/filepath"
	"sync"

	"github.com/blevesearch/bleve/v2/index/scorch"
)

// Bleve's background workers, the persister and the merger, report an error or
// a panic of theirs to a callback that is registered by name for the whole
// process, and otherwise to nobody; a Batch then waits for them for ever. One
// callback is registered here, and hands each error to the writer of the index
// that it names.

const asyncName = "newsdex"

var (
	asyncOnce    sync.Once
	asyncWriters sync.Map // store folder → chan error
)

// An asyncWatch receives the errors of the background workers of one index.
type asyncWatch struct {
	store string
	errs  chan error
}

// watchAsync starts to watch the Bleve index in folder dir.
func watchAsync(dir string) asyncWatch {
	asyncOnce.Do(func() {
		scorch.RegistryAsyncErrorCallbacks[asyncName] = func(err error, path string) {
			if errs, ok := asyncWriters.Load(path); ok {
				select {
				case errs.(chan error) <- err:
				default: // one is enough
				}
			}
		}
	})
	a := asyncWatch{store: filepath.Join(dir, "store"), errs: make(chan error, 1)}
	asyncWriters.Store(a.store, a.errs)
	return a
}

func (a asyncWatch) stop() { asyncWriters.Delete(a.store) }

// config returns the configuration of a Bleve index that reports to a.
func (a asyncWatch) config() map[string]any {
	return map[string]any{
		"asyncErrorCallbackName": asyncName,
		"bolt_timeout":           boltTimeout.String(),
	}
}
