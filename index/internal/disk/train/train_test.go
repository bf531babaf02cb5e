package main

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// someGroups returns texts with a phrase that all groups have, one that two groups have,
// and one that only one group has.
func someGroups() []group {
	groups := make([]group, 12)
	for i := range groups {
		for n := range 5 {
			s := fmt.Sprintf("%c%d The council said in a statement. ", 'a'+i, n)
			if i < 2 {
				s += "Signed by Ann Smith of Harbour Lane. "
			}
			if i == 0 {
				s += "Our own long motto stands here. "
			}
			groups[i] = append(groups[i], []byte(s))
		}
	}
	return groups
}

// TestCover checks that a dictionary has the phrases of enough groups, once, and no others.
func TestCover(t *testing.T) {
	for _, c := range []struct {
		groups      int
		has, hasNot string
	}{
		{10, "The council said in a statement.", "Ann Smith"},
		{2, "Signed by Ann Smith of Harbour Lane.", "own long motto"},
	} {
		d := string(newCover(someGroups(), limits{groups: c.groups, most: 50, size: 1000}).dictionary())
		if strings.Count(d, c.has) != 1 || strings.Contains(d, c.hasNot) {
			t.Errorf("of %d groups: %q", c.groups, d)
		}
	}
}

// TestCoverBounds checks the size of a dictionary, and that it is the same every time.
func TestCoverBounds(t *testing.T) {
	all := newCover(someGroups(), limits{groups: 2, most: 50, size: 1000}).dictionary()
	if again := newCover(someGroups(), limits{groups: 2, most: 50, size: 1000}).dictionary(); !bytes.Equal(again, all) {
		t.Errorf("%q, then %q", all, again)
	}
	if d := newCover(someGroups(), limits{groups: 2, most: 50, size: 40}).dictionary(); len(d) == 0 || len(d) > 40 {
		t.Errorf("%d bytes: %q", len(d), d)
	}
	if d := newCover(someGroups(), limits{groups: 13, most: 50, size: 1000}).dictionary(); len(d) > 0 {
		t.Errorf("of no phrase: %q", d)
	}
}
