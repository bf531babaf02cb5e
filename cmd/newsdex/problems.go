package main

import (
	"errors"
	"maps"
	"slices"

	"github.com/newsdex/newsdex/cmd/newsdex/internal/terminal"
	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/ingest"
)

// Limits of problems that are printed one by one: of each kind, and in all.
const (
	maxOfKind   = 20
	maxProblems = 200
)

// problems prints the problems of inputs, each on a line as it is met. It prints the
// first ones of each kind, and at the end the number of the others.
type problems struct {
	stderr *terminal.Messages
	told   map[string]int // by kind
	untold map[string]int
	n      int // all of them
}

func newProblems(m *terminal.Messages) *problems {
	return &problems{stderr: m, told: make(map[string]int), untold: make(map[string]int)}
}

// tell prints a problem of one input. A folder that stays behind is none.
func (p *problems) tell(err error) {
	if left := (*index.LeftError)(nil); errors.As(err, &left) {
		p.stderr.Say("%v", err)
		return
	}
	kind := "other problems"
	var in *ingest.InputError
	if errors.As(err, &in) && p.n < maxProblems {
		kind = in.Problem
	}
	if p.n++; p.n > maxProblems || p.told[kind] == maxOfKind {
		p.untold[kind]++
		return
	}
	p.told[kind]++
	p.stderr.Say("%v", advise(err))
}

// sum prints the number of problems that were not printed one by one.
func (p *problems) sum() {
	for _, kind := range slices.Sorted(maps.Keys(p.untold)) {
		p.stderr.Say("%s: %s", terminal.Amount(p.untold[kind], "more problem"), kind)
	}
}
