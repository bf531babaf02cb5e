package main

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/newsdex/newsdex/cmd/newsdex/internal/terminal"
	"github.com/newsdex/newsdex/index"
)

// A resumable names a run so that it can continue a stopped run of the same command:
// the same arguments in the same folder, by the same newsdex. Standard input cannot be
// read again from its start, and the part already read is lost, so a run that reads it
// has no name.
type resumable struct {
	name       string
	checkpoint time.Duration
	onResume   func(articles int)
}

func resume(s *session) (r resumable) {
	dir, err := os.Getwd()
	if err != nil || slices.Contains(s.args, "-") {
		return r
	}
	r.name = fmt.Sprintf("%s in %s by %s", strings.Join(s.args, "\x00"), dir, index.Version())
	r.checkpoint = s.checkpoint
	r.onResume = func(articles int) {
		s.stderr.Say("a run of this command was stopped; going on from %s", terminal.Amount(articles, "article"))
	}
	return r
}

// of sets the name in the options of an index run.
func (r resumable) of(o *index.IngestOptions) {
	o.Resume, o.Checkpoint, o.OnResume = r.name, r.checkpoint, r.onResume
}
