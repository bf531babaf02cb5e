package index

import "errors"

// Refresh makes the index what a writer in this or another process has published
// since it was opened, and reports whether that is something else than before. It
// costs the reading of a small file where nothing is new, and else what [Open]
// does, but that only new files are checked. Meanwhile searches go on, and those
// that have a [Snapshot] keep it. An index in memory is always what it is.
//
// On an error, as of [Open], the index stays what it was, and can be searched.
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

// swap puts g in the place of the current generation.
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
