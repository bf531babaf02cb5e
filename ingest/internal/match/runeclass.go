package match

import (
	"regexp/syntax"
	"slices"
	"unicode"
	"unicode/utf8"
)

// classify sorts characters into classes. Two characters share a class if the same
// instructions take them. It returns false if there are too many classes.
func (a *automaton) classify() bool {
	// Instructions that take the same characters share a set.
	var sets []*syntax.Inst
	type key struct {
		one  rune // the character, if there is one…
		fold bool
		many *rune // …or the address of the list of characters
	}
	bySet := map[key]int{}
	setOf := make([]int, len(a.prog.Inst))
	borders := []rune{0, utf8.RuneSelf}
	for i := range a.prog.Inst {
		in := &a.prog.Inst[i]
		setOf[i] = -1
		switch in.Op {
		case syntax.InstRune, syntax.InstRune1, syntax.InstRuneAny, syntax.InstRuneAnyNotNL:
			var k key
			switch {
			case len(in.Rune) == 1:
				k = key{one: in.Rune[0], fold: syntax.Flags(in.Arg)&syntax.FoldCase != 0}
			case len(in.Rune) > 1:
				k = key{many: &in.Rune[0]}
			}
			set, ok := bySet[k]
			if !ok {
				set = len(sets)
				bySet[k] = set
				sets = append(sets, in)
				borders = appendBorders(borders, in)
			}
			setOf[i] = set
		}
	}
	if a.wordly {
		borders = append(borders, '0', '9'+1, 'A', 'Z'+1, '_', '_'+1, 'a', 'z'+1)
	}
	slices.Sort(borders)
	borders = slices.Compact(borders)

	// One character represents each interval between borders.
	classes := map[string]uint8{}
	var members [][]bool
	classOf := func(r rune, inWord bool) (uint8, bool) {
		member := make([]bool, len(sets)+1)
		key := make([]byte, len(member))
		for k, in := range sets {
			member[k] = in.MatchRune(r)
		}
		member[len(sets)] = inWord
		for k, in := range member {
			if in {
				key[k] = 1
			}
		}
		class, ok := classes[string(key)]
		if !ok {
			if len(members) == 255 {
				return 0, false
			}
			class = uint8(len(members))
			classes[string(key)] = class
			members = append(members, member)
		}
		return class, true
	}
	for i, r := range borders {
		class, ok := classOf(r, a.wordly && syntax.IsWordChar(r))
		if !ok {
			return false
		}
		if r >= utf8.RuneSelf {
			a.bounds = append(a.bounds, r)
			a.beyond = append(a.beyond, class)
			if a.wordly && a.anyWord {
				class, ok = classOf(r, true)
				if !ok {
					return false
				}
				a.inWord = append(a.inWord, class)
			}
			continue
		}
		end := rune(utf8.RuneSelf)
		if i+1 < len(borders) {
			end = min(end, borders[i+1])
		}
		for c := r; c < end; c++ {
			a.ascii[c] = class
		}
	}

	a.end = uint8(len(members))
	a.word = make([]bool, a.end+1)
	taken := make([][]bool, len(sets))
	for k := range taken {
		taken[k] = make([]bool, a.end+1)
	}
	for c, member := range members {
		a.word[c] = member[len(sets)]
		for k := range taken {
			taken[k][c] = member[k]
		}
	}
	a.takes = make([][]bool, len(setOf))
	for i, set := range setOf {
		if set >= 0 {
			a.takes[i] = taken[set]
		}
	}
	return true
}

// appendBorders appends the start and the end of each range of characters that in
// takes.
func appendBorders(borders []rune, in *syntax.Inst) []rune {
	switch in.Op {
	case syntax.InstRuneAny:
		return borders
	case syntax.InstRuneAnyNotNL:
		return append(borders, '\n', '\n'+1)
	}
	if len(in.Rune) == 1 { // one character, in all its cases if case is ignored
		r := in.Rune[0]
		borders = append(borders, r, r+1)
		if syntax.Flags(in.Arg)&syntax.FoldCase != 0 {
			for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
				borders = append(borders, f, f+1)
			}
		}
		return borders
	}
	for i := 0; i+1 < len(in.Rune); i += 2 {
		borders = append(borders, in.Rune[i], in.Rune[i+1]+1)
	}
	return borders
}
