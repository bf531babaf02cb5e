package ingest

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// An ownRule is a rule of a rule file.
type ownRule struct {
	name, reason     string
	level            Level
	equal            map[string]bool // folded lines
	lines, sentences []*regexp.Regexp
	head, tail       int // number of lines examined; both 0: all
	outlets, hosts   []string
}

// setPlace reads "head", "tail 3", "anywhere".
func (o *ownRule) setPlace(words []string) (problem, remedy string) {
	n := ownPlace
	if len(words) == 2 {
		var err error
		if n, err = strconv.Atoi(words[1]); err != nil || n < 1 {
			return fmt.Sprintf("%q is not a number of lines", words[1]), "take a whole number from 1 on: place head 3"
		}
	}
	switch where := words[0]; {
	case where == "head" && len(words) <= 2:
		o.head = n
	case where == "tail" && len(words) <= 2:
		o.tail = n
	case where == "anywhere" && len(words) == 1:
		o.head, o.tail = 0, 0
	default:
		return fmt.Sprintf("%q is not a place", strings.Join(words, " ")), "take head, tail or anywhere; after head and tail may stand a number of lines"
	}
	return "", ""
}

// find is the Find of its [Rule].
func (o *ownRule) find(t *Text) []Cut {
	if !o.isFor(&t.Article) {
		return nil
	}
	var cuts []Cut
	var buf [256]byte
	for i := range t.Lines {
		if (o.head > 0 || o.tail > 0) && i >= o.head && i < len(t.Lines)-o.tail {
			continue
		}
		s := t.Lines[i].Text
		if len(o.equal) > 0 && o.equal[string(plain.FoldPhrase(buf[:0], s))] || anyMatches(o.lines, s) {
			cuts = append(cuts, Cut{Line: i, Whole: true})
			continue
		}
		if len(o.sentences) == 0 {
			continue
		}
		for start, end := range plain.EachSentence(s) {
			if anyMatches(o.sentences, s[start:end]) {
				cuts = append(cuts, Cut{Line: i, Start: start, End: end})
			}
		}
	}
	return cuts
}

// isFor reports whether the rule applies to the article's outlet.
func (o *ownRule) isFor(a *Article) bool {
	if len(o.outlets)+len(o.hosts) == 0 {
		return true
	}
	if slices.ContainsFunc(o.outlets, func(s string) bool { return strings.EqualFold(s, a.Outlet) }) {
		return true
	}
	if len(o.hosts) == 0 {
		return false
	}
	host := plain.HostOf(a.URL)
	return slices.ContainsFunc(o.hosts, func(s string) bool { return isBelow(host, s) })
}

func anyMatches(res []*regexp.Regexp, s string) bool {
	for _, re := range res {
		if re.MatchString(s) {
			return true
		}
	}
	return false
}

// isBelow reports whether host is domain or below it.
func isBelow(host, domain string) bool {
	rest, ok := strings.CutSuffix(host, domain)
	return ok && (rest == "" || rest[len(rest)-1] == '.')
}
