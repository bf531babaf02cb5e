package index

import (
	"errors"
	"sync"
)

// A closer closes unused generations of an index in the background, so that searches do
// not wait for it. A writer has removed the files of such a generation, so closing them
// makes the file system free their space. That waits for its journal while the writer
// syncs: 55 ms on a busy disk, where a search takes one. Safe for concurrent use.
type closer struct {
	mu      sync.Mutex // guards the fields below
	stopped bool
	err     error // joined errors of all closed generations

	closing sync.WaitGroup
	before  func() // called before a generation is closed; only tests set it
}

// close closes g without waiting, unless the closer has stopped.
func (c *closer) close(g *generation) error {
	c.mu.Lock()
	if c.stopped {
		c.mu.Unlock()
		return g.close()
	}
	c.closing.Add(1)
	c.mu.Unlock()
	go func() {
		defer c.closing.Done()
		if c.before != nil {
			c.before()
		}
		err := g.close()
		c.mu.Lock()
		c.err = errors.Join(c.err, err)
		c.mu.Unlock()
	}()
	return nil
}

// stop waits for the generations being closed and returns the errors of all.
func (c *closer) stop() error {
	c.mu.Lock()
	c.stopped = true
	c.mu.Unlock()
	c.closing.Wait()
	c.mu.Lock()
	defer c.mu.Unlock()
	err := c.err
	c.err = nil
	return err
}
