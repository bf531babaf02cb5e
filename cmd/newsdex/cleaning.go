package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/newsdex/newsdex/ingest"
)

// A cleaning says how articles are cleaned: --level, --without and --no-repair.
type cleaning struct {
	level   levelFlag
	without ruleNames
	asFound bool
}

// cleaningFlagsOf gives a command that reads articles the flags --level,
// --without and --no-repair.
func (a *app) cleaningFlagsOf(c *cobra.Command) {
	c.Flags().Var(&a.cleaning.level, "level", "how much cleaning may take out: `LEVEL` is "+levels)
	c.Flags().Var(&a.cleaning.without, "without", "clean without the rule of that name, as newsdex clean prints them; may be repeated, or hold several `RULES` with commas between")
	c.Flags().BoolVar(&a.cleaning.asFound, "no-repair", false, "leave damage in the text: entities, text decoded wrongly, wrapped lines, missing spaces")
	suggest(c, "level", ingest.LevelNames()...)
	var names []string
	for _, r := range ingest.DefaultRules() {
		names = append(names, r.Name)
	}
	suggest(c, "without", names...)
}

// ingestOptions returns the options that articles are read with.
func (a *app) ingestOptions() ingest.Options {
	return ingest.Options{Detect: a.detect, Level: ingest.Level(a.cleaning.level), Without: a.cleaning.without, NoRepair: a.cleaning.asFound}
}

var levels = func() string {
	names := ingest.LevelNames()
	return strings.Join(names[:len(names)-1], ", ") + " or " + names[len(names)-1]
}()

// A levelFlag is the value of --level.
type levelFlag ingest.Level

func (f *levelFlag) String() string { return ingest.Level(*f).String() }
func (f *levelFlag) Type() string   { return levels }

func (f *levelFlag) Set(s string) error {
	l, err := ingest.ParseLevel(s)
	*f = levelFlag(l)
	return err
}

// ruleNames is the value of --without.
type ruleNames []string

func (f *ruleNames) String() string { return strings.Join(*f, ",") }

func (f *ruleNames) Type() string {
	var names []string
	for _, r := range ingest.DefaultRules() {
		names = append(names, r.Name)
	}
	return "names of rules: " + strings.Join(names, ", ")
}

func (f *ruleNames) Set(s string) error {
	for name := range strings.SplitSeq(s, ",") {
		o := ingest.Options{Without: []string{name}}
		if err := o.Check(); err != nil {
			return fmt.Errorf("%q is none of the %s", name, f.Type())
		}
		if !slices.Contains(*f, name) {
			*f = append(*f, name)
		}
	}
	return nil
}
