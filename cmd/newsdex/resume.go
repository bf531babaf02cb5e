package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/newsdex/newsdex/cmd/newsdex/internal/term"
	"github.com/newsdex/newsdex/index"
)

// resume lets a run go on from where the same command was stopped: the same
// arguments in the same folder, of the same newsdex. Standard input cannot be read
// again from its start, so that what was read of it is lost; a run that reads it is
// none that can be gone on with.
func resume(s *session, o *index.Options) {
	dir, err := os.Getwd()
	if err != nil {
		return
	}
	for _, arg := range s.args {
		if arg == "-" {
			return
		}
	}
	o.Resume = fmt.Sprintf("%s in %s by %s", strings.Join(s.args, "\x00"), dir, index.Version())
	o.Checkpoint = s.checkpoint
	o.OnResume = func(articles int) {
		s.stderr.Say("a run of this command was stopped; going on from %s", term.Amount(articles, "article"))
	}
}
