package index

import "errors"

// Refresh switches the index to the generation that a writer in this or another process
// has published since it was opened, and reports whether it has changed. If nothing is
// new it only reads a small file; otherwise it costs as much as [Open], but only new
// files are checked. Searches continue meanwhile, and a [Snapshot] stays as it is. An
// index in memory is always up to date.
//
// On an error (see [Open]) the index stays as it was and can be searched.
func (x *Index) Refresh() (changed bool, err error) {
	if x.path == "" {
		return false, nil
	}
	x.refreshing.Lock()
	defer x.refreshing.Unlock()
	for {
		s, err := x.Snapshot()
		if err != nil {
			return changed, err
		}
		g, err := openCurrent(x.path, x.cache, s.gen)
		if err != nil || g == s.gen {
			return changed, errors.Join(err, s.gen.release())
		}
		g.closer = &x.closer
		if err := errors.Join(x.swap(g), s.gen.release()); err != nil {
			return true, err
		}
		changed = true
	}
}

// swap replaces the current generation by g.
func (x *Index) swap(g *generation) error {
	x.mu.Lock()
	old := x.cur
	if old == nil { // closed meanwhile
		x.mu.Unlock()
		return errors.Join(ErrClosed, g.release())
	}
	x.cur = g
	x.mu.Unlock()
	return old.release()
}
