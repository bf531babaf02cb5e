package ingest

import (
	"fmt"
	"slices"
	"strings"
)

// A Level limits how much cleaning may take out. The zero value is Normal. A higher
// level takes out everything that a lower one does.
type Level int8

const (
	// Off leaves all text in the article: no rule runs.
	Off Level = iota - 2
	// Careful takes out only text that cannot be part of the article.
	Careful
	// Normal takes out text that is most likely not part of the article.
	Normal
	// Strict takes out all doubtful text, and some of the article with it.
	Strict
)

var levelNames = [...]string{"off", "careful", "normal", "strict"}

// LevelNames returns the names of the levels, from Off to Strict.
func LevelNames() []string { return slices.Clone(levelNames[:]) }

// String returns the level's name.
func (l Level) String() string {
	if i := int(l - Off); i >= 0 && i < len(levelNames) {
		return levelNames[i]
	}
	return fmt.Sprintf("level %d", int8(l))
}

// ParseLevel returns the level of a name; its error lists the names.
func ParseLevel(name string) (Level, error) {
	if i := slices.Index(levelNames[:], name); i >= 0 {
		return Off + Level(i), nil
	}
	return 0, fmt.Errorf("%q is no level of cleaning; the levels are %s", name, strings.Join(levelNames[:], ", "))
}

// Check returns an error if Level is invalid or Without names an unknown rule. The
// error lists the valid names. [Read] yields it as its only element.
func (o Options) Check() error {
	_, err := o.rules()
	return err
}

// rules returns the rules that run, in order.
func (o Options) rules() ([]Rule, error) {
	all := o.Rules
	if all == nil {
		all = defaultRules
	}
	if o.Templates != nil {
		all = append(slices.Clone(all), o.Templates.Rule())
	}
	if o.Level < Off || o.Level > Strict {
		return nil, fmt.Errorf("there is no %v of cleaning; the levels are %s", o.Level, strings.Join(levelNames[:], ", "))
	}
	for _, name := range o.Without {
		if !slices.ContainsFunc(all, func(r Rule) bool { return r.Name == name }) {
			return nil, fmt.Errorf("there is no rule %q to do without; the rules are %s", name, strings.Join(ruleNames(all), ", "))
		}
	}
	if o.Level == Off {
		return nil, nil
	}
	var run []Rule
	for _, r := range all {
		if o.Level >= r.Level && !slices.Contains(o.Without, r.Name) {
			run = append(run, r)
		}
	}
	return run, nil
}

func ruleNames(rules []Rule) []string {
	names := make([]string, len(rules))
	for i, r := range rules {
		names[i] = r.Name
	}
	return names
}
