package ingest

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/newsdex/newsdex/ingest/internal/match"
	"github.com/newsdex/newsdex/ingest/internal/plain"
	"github.com/newsdex/newsdex/ingest/internal/table"
)

// Limits of a rule file.
const (
	maxRuleFile    = 1 << 20 // bytes
	maxRuleLine    = 4096
	maxRulePattern = 1000 // bytes of a regular expression
	maxFileRules   = 1000
	maxRuleErrors  = 10 // reported for one file
)

// ownPlace is the default number of lines of the head and of the tail.
const ownPlace = 8

// ParseRules reads a rule file, which holds the user's own rules as text. A rule begins
// with a line that names it. Each line after it, indented or not, is a keyword and its
// value:
//
//	# What only the pages of this paper have.
//	rule tide-table
//	  reason    gives the day's tides, on every page
//	  line      ^High water: \d\d:\d\d
//	  equal     Tides by the harbour office
//	  place     head 4
//	  host      harbour.example
//
//	rule weather-ship
//	  reason    advertises the outlet's weather ship
//	  sentence  \bweather ship\b.*\blive\b
//	  outlet    The Harbour Gazette
//
// The keywords are
//
//	equal     a whole line, whatever its case, punctuation and quotes; "#"
//	          stands for a number
//	line      a regular expression: a line goes in which it matches
//	sentence  the same: a sentence goes in which it matches
//	reason    why, for those who read what went; each rule needs one
//	place     head, tail, each of 8 lines or as many as are given, or anywhere,
//	          as it is when nothing is said
//	outlet    the outlet that the rule is for, by name
//	host      the same by host: example.com is for news.example.com too
//	level     the least level of cleaning: careful, as it is when nothing is
//	          said, normal or strict
//
// A rule needs at least one of equal, line and sentence. These three, outlet and host
// may be repeated, and any one of them is enough. Regular expressions have RE2's syntax
// (https://github.com/google/re2/wiki/Syntax): they take time in proportion to the
// text, and have no look-ahead and no back-references. In them \b knows the letters of
// ASCII only, and must not stand beside others. Lines that begin with "#" are comments. A
// file may have 1 MB and 1,000 rules, a regular expression 1,000 bytes.
//
// ParseRules uses the file's name in errors. Each error is an [*InputError] with the
// line. Up to ten errors are joined by [errors.Join], and then no rules are returned.
//
// The rules are meant to run before the default rules:
//
//	o.Rules = append(own, ingest.DefaultRules()...)
func ParseRules(r io.Reader, name string) ([]Rule, error) {
	p := ruleParser{file: name, names: map[string]int{}}
	lines := bufio.NewScanner(io.LimitReader(r, maxRuleFile+1))
	lines.Buffer(nil, maxRuleLine+2)
	size := 0
	for lines.Scan() {
		p.line++
		size += len(lines.Bytes()) + 1
		p.parse(lines.Text())
	}
	p.finish()
	switch err := lines.Err(); {
	case errors.Is(err, bufio.ErrTooLong):
		p.line++
		p.fail(p.line, "is longer than "+strconv.Itoa(maxRuleLine)+" bytes", "write several rules, or several patterns of one")
	case err != nil:
		p.fail(0, "cannot be read: "+err.Error(), "check the file")
	case size > maxRuleFile:
		p.fail(0, "is larger than 1 MB", "keep what is needed")
	case len(p.rules) == 0 && len(p.errs) == 0:
		p.fail(0, "holds no rule", "begin one with a line: rule NAME")
	}
	if len(p.errs) > 0 {
		return nil, errors.Join(p.errs...)
	}
	rules := make([]Rule, len(p.rules))
	for i, o := range p.rules {
		rules[i] = Rule{Name: o.name, Reason: o.reason, Level: o.level, Find: o.find}
	}
	return rules, nil
}

type ruleParser struct {
	file  string
	line  int
	rule  *ownRule // the rule being read
	begin int      // its line
	names map[string]int
	rules []*ownRule
	errs  []error
}

func (p *ruleParser) fail(line int, problem, remedy string) {
	if len(p.errs) < maxRuleErrors {
		p.errs = append(p.errs, &InputError{File: p.file, Line: line, Problem: problem, Remedy: remedy})
	}
}

// parse reads one line.
func (p *ruleParser) parse(line string) {
	if p.line == 1 {
		line = strings.TrimPrefix(line, "\ufeff")
	}
	key, value := table.Cut(line)
	if key == "" {
		return
	}
	i := slices.IndexFunc(ruleKeys, func(k ruleKey) bool { return k.name == key })
	switch {
	case key == "rule":
		p.finish()
		p.start(value)
	case i < 0:
		p.fail(p.line, fmt.Sprintf("%q is not a word of rules", key), "the words are rule, "+strings.Join(ruleKeyNames(), ", "))
	case p.rule == nil:
		p.fail(p.line, key+" stands before any rule", "begin one with a line: rule NAME")
	case value == "":
		p.fail(p.line, key+" has no value", "write it after the word, or remove the line")
	default:
		if problem, remedy := ruleKeys[i].set(p.rule, value); problem != "" {
			p.fail(p.line, problem, remedy)
		}
	}
}

// ruleName matches a valid rule name.
var ruleName = match.Expression(`^[a-z0-9][a-z0-9-]{0,63}$`)

// start begins a rule.
func (p *ruleParser) start(name string) {
	p.rule, p.begin = &ownRule{name: name, level: Careful, equal: map[string]bool{}}, p.line
	own := slices.ContainsFunc(defaultRules, func(r Rule) bool { return r.Name == name })
	switch {
	case !ruleName().MatchString(name):
		p.fail(p.line, fmt.Sprintf("%q cannot be a rule's name", name), "use lower case letters, digits and hyphens: tide-table")
	case own:
		p.fail(p.line, "newsdex has a rule "+name+" itself", "take another name")
	case p.names[name] > 0:
		p.fail(p.line, fmt.Sprintf("the rule %s stands on line %d already", name, p.names[name]), "take another name, or put the patterns together")
	case len(p.rules) == maxFileRules:
		p.fail(p.line, fmt.Sprintf("is rule %d, and a file may have %d", maxFileRules+1, maxFileRules), "put patterns of one reason together in one rule")
	}
	p.names[name] = p.line
}

// finish ends the current rule.
func (p *ruleParser) finish() {
	o := p.rule
	if o == nil {
		return
	}
	p.rule = nil
	if len(o.equal)+len(o.lines)+len(o.sentences) == 0 {
		p.fail(p.begin, "the rule "+o.name+" finds nothing", "give it a line: equal TEXT, line REGEXP or sentence REGEXP")
	}
	if o.reason == "" {
		p.fail(p.begin, "the rule "+o.name+" has no reason", "say why such text goes: reason TEXT")
	}
	p.rules = append(p.rules, o)
}

// A ruleKey is a keyword that begins a line of a rule.
type ruleKey struct {
	name string
	set  func(o *ownRule, value string) (problem, remedy string)
}

var ruleKeys = []ruleKey{
	{"reason", func(o *ownRule, v string) (string, string) {
		if o.reason != "" {
			return "a second reason", "keep one"
		}
		o.reason = v
		return "", ""
	}},
	{"equal", func(o *ownRule, v string) (string, string) {
		folded := string(plain.FoldPhrase(nil, plain.NormalForm(v)))
		if folded == "" {
			return "the line has no letter and no digit", "use line with a regular expression"
		}
		o.equal[folded] = true
		return "", ""
	}},
	{"line", func(o *ownRule, v string) (string, string) { return addPattern(&o.lines, v) }},
	{"sentence", func(o *ownRule, v string) (string, string) { return addPattern(&o.sentences, v) }},
	{"place", func(o *ownRule, v string) (string, string) { return o.setPlace(strings.Fields(v)) }},
	{"outlet", func(o *ownRule, v string) (string, string) {
		o.outlets = append(o.outlets, plain.OneLine(v))
		return "", ""
	}},
	{"host", func(o *ownRule, v string) (string, string) {
		host := strings.TrimPrefix(strings.ToLower(v), "www.")
		if strings.ContainsAny(host, "/: ") || !strings.Contains(host, ".") {
			return fmt.Sprintf("%q is not a host", v), "give the name alone: news.example.com"
		}
		o.hosts = append(o.hosts, host)
		return "", ""
	}},
	{"level", func(o *ownRule, v string) (string, string) {
		l, err := ParseLevel(v)
		if err != nil || l == Off {
			return fmt.Sprintf("%q is not a level at which rules run", v), "take careful, normal or strict"
		}
		o.level = l
		return "", ""
	}},
}

func ruleKeyNames() []string {
	var names []string
	for _, k := range ruleKeys {
		names = append(names, k.name)
	}
	return names
}

func addPattern(to *[]*regexp.Regexp, pattern string) (problem, remedy string) {
	if len(pattern) > maxRulePattern {
		return fmt.Sprintf("the regular expression is longer than %d bytes", maxRulePattern), "write several, each on a line of its own"
	}
	re, err := regexp.Compile(pattern)
	if err != nil {
		return err.Error(), "write it in RE2's syntax, which has no look-ahead and no back-references"
	}
	if re.MatchString("") {
		return "the regular expression matches any text", "make it say what there must be: ^Share this"
	}
	if match.BoundsNonASCII(pattern) {
		return `\b stands beside a letter that is not ASCII, where it does not mean the end of a word`, `write the sign that may follow: ( |$)`
	}
	*to = append(*to, re)
	return "", ""
}
