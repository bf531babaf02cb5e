package rank

import "context"

// watchedWork is the work between two looks at a context, in steps of a few
// nanoseconds: below a millisecond.
const watchedWork = 1 << 15

// A watch looks at a context after every so much work. Looking after each step would
// cost as much as a step.
type watch struct {
	ctx  context.Context
	done int // steps since the last look
}

// work counts steps, and returns the context's error where it is time to look.
func (w *watch) work(steps int) error {
	if w.done += steps; w.done < watchedWork {
		return nil
	}
	w.done = 0
	return w.ctx.Err()
}
