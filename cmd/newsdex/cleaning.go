package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/newsdex/newsdex/ingest"
)

// A cleaning holds the flags of cleaning articles: --level, --without, --no-repair,
// --rules and --templates.
type cleaning struct {
	level   levelFlag
	without ruleNames
	asFound bool
	files   []string      // of --rules
	own     []ingest.Rule // rules in these files
	digest  hash.Hash     // of the contents of these files

	templates string            // of --templates
	known     *ingest.Templates // templates in that file
}

// cleaningFlags adds the flags of cleaning to a command, and reads the files that they
// name before it runs.
func (r *articleReader) cleaningFlags(c *cobra.Command) {
	c.Flags().Var(&r.cleaning.level, "level", "how much cleaning may take out: `LEVEL` is "+levels)
	c.Flags().Var(&r.cleaning.without, "without", "clean without the rule of that name, as newsdex clean prints them; may be repeated, or hold several `RULES` with commas between")
	c.Flags().BoolVar(&r.cleaning.asFound, "no-repair", false, "leave damage in the text: entities, text decoded wrongly, wrapped lines, missing spaces")
	c.Flags().StringArrayVar(&r.cleaning.files, "rules", nil, "clean by the rules in `FILE` too, before all others; may be repeated; newsdex clean --help tells their form")
	must(c.MarkFlagFilename("rules", "rules"))
	c.Flags().StringVar(&r.cleaning.templates, "templates", "", "take out the lines that outlets put on their pages, as `FILE` knows them, by a rule “template”: see newsdex templates --help")
	c.PreRunE = func(*cobra.Command, []string) error {
		if err := r.readRules(); err != nil || r.cleaning.templates == "" {
			return err
		}
		known, err := readTemplates(r.cleaning.templates)
		if learn := c.Flags().Lookup("learn"); errors.Is(err, fs.ErrNotExist) && learn != nil && learn.Changed {
			known, err = new(ingest.Templates), nil
		}
		r.cleaning.known = known
		return err
	}
	suggest(c, "level", ingest.LevelNames()...)
	var names []string
	for _, rule := range ingest.DefaultRules() {
		names = append(names, rule.Name)
	}
	suggest(c, "without", names...)
}

// options returns the ingest options for reading articles.
func (r *articleReader) options() ingest.Options {
	o := ingest.Options{Detect: r.detect, Level: ingest.Level(r.cleaning.level), Without: r.cleaning.without, NoRepair: r.cleaning.asFound, Templates: r.cleaning.known}
	if len(r.cleaning.own) > 0 {
		o.Rules = append(slices.Clone(r.cleaning.own), ingest.DefaultRules()...)
	}
	return o
}

// readRules reads the files of --rules. Their problems are printed line by line, and
// the run ends, because cleaning by half of the rules is not wanted.
func (r *articleReader) readRules() error {
	bad := false
	names := map[string]string{}
	for _, file := range r.cleaning.files {
		rules, err := r.parseRules(file)
		for _, rule := range rules {
			if first, ok := names[rule.Name]; ok && err == nil {
				err = &ingest.InputError{File: file, Problem: "has a rule " + rule.Name + ", as " + first + " has", Remedy: "name one of them otherwise"}
			}
			names[rule.Name] = file
		}
		if err != nil {
			for line := range strings.SplitSeq(err.Error(), "\n") {
				r.stderr.Say("%s", line)
			}
			bad = true
		}
		r.cleaning.own = append(r.cleaning.own, rules...)
	}
	if bad {
		return &failure{code: exitUsage}
	}
	return nil
}

// parseRules parses a file of rules and adds its bytes to the digest.
func (r *articleReader) parseRules(file string) ([]ingest.Rule, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, &ingest.InputError{File: file, Problem: "cannot be read", Remedy: "check the file that --rules names", Err: err}
	}
	defer f.Close()
	if r.cleaning.digest == nil {
		r.cleaning.digest = sha256.New()
	}
	return ingest.ParseRules(io.TeeReader(f, r.cleaning.digest), file)
}

// functions names the functions in the options of reading: see
// [index.IngestOptions].Functions.
func (r *articleReader) functions() string {
	name := "newsdex index, language " + string(r.lang)
	if r.cleaning.digest != nil {
		name += fmt.Sprintf(", rules %x", r.cleaning.digest.Sum(nil))
	}
	return name
}

var levels = func() string {
	names := ingest.LevelNames()
	return strings.Join(names[:len(names)-1], ", ") + " or " + names[len(names)-1]
}()

// A levelFlag is the value of --level.
type levelFlag ingest.Level

func (f *levelFlag) String() string { return ingest.Level(*f).String() }

func (f *levelFlag) Type() string { return levels }

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
