package ingest

import (
	"bytes"
	"strings"
	"sync"
)

// A kind is one sort of text that is not the article and that whole lines give
// away.
// Kinds go by the name of the rule that takes them out.
type kind string

const (
	noKind         kind = ""
	commentWidget  kind = "comments"
	shareBar       kind = "share-bar"
	navigation     kind = "navigation"
	related        kind = "related"
	newsletter     kind = "newsletter"
	promo          kind = "promo"
	advertisement  kind = "advertisement"
	imageCredit    kind = "image-credit"
	reporterCredit kind = "reporter-credit"
	copyright      kind = "copyright"
	notice         kind = "notice"
)

// A mark is what the tables say of one line.
type mark struct {
	kind kind
	// sure: the line goes wherever it stands. Otherwise it is also an
	// ordinary word or name and goes only beside others.
	sure bool
	// opens: the line opens a comment section.
	opens bool
	// heads: links to other articles may follow the line.
	heads bool
	// out: the line goes.
	out bool
	// follows: it goes because it may be a link below one that heads links.
	follows bool
}

// Runs of marked lines without a sure one among them go if they are this long:
// at the head or the tail of the article, and between its paragraphs.
const (
	runAtEnd   = 3
	runBetween = 4
	shareRun   = 2 // of a share bar, above the first paragraph
	longRun    = 6 // so long a run is a menu to its last line
)

// markLines marks every line by itself and then decides by runs. If it is to be
// careful, ordinary words go only beside a sure one and in long runs. Lines longer
// than maxMarked bytes, half the text of news, are none of the tables' business.
func markLines(lines []markedLine, careful bool) {
	const maxMarked = 320
	var buf [maxMarked + 64]byte
	any := false
	for i := range lines {
		s := lines[i].Text
		if len(s) > headBytes && len(s) <= maxMarked && !mayBeMarked(s, foldPhrase(buf[:0], s[:headBytes])) {
			continue
		}
		if len(s) <= maxMarked {
			lines[i].mark = markOf(s, foldPhrase(buf[:0], s))
			any = any || lines[i].mark.kind != noKind
		}
	}
	if !any {
		return
	}
	markMenus(lines)
	body := false // has begun
	for i := 0; i < len(lines); {
		if lines[i].mark.kind == noKind {
			body = body || beginsBody(lines[i].Text)
			i++
			continue
		}
		end, sure, bar := i, false, true
		for end < len(lines) && lines[end].mark.kind != noKind {
			sure = sure || lines[end].mark.sure
			bar = bar && lines[end].mark.kind == shareBar
			end++
		}
		atEnd := i == 0 || end == len(lines)
		// "Email" or "Home", "News" above a headline are its page's, and so is
		// "Share" below everything.
		alone := i == 0 && end < len(lines) && (end > 1 || lines[0].mark.kind == shareBar) ||
			i > 0 && end == len(lines) && lines[end-1].mark.kind == shareBar
		ordinary := end-i >= runAtEnd && atEnd || alone ||
			bar && !body && end-i >= shareRun ||
			end-i >= runBetween && last(lines[i-1].Text) != ':' // "…the most used apps:"
		switch {
		case sure && !atEnd && end-i < longRun && lines[end-1].mark.isSection():
			takeRun(lines[i : end-1]) // "Sports" may head what follows it
		case sure, ordinary && (!careful || end-i >= longRun):
			takeRun(lines[i:end])
		}
		i = end
	}
	markLinks(lines)
}

// isSection reports whether the line is a word of menus, which may also be the
// heading of what follows it.
func (m mark) isSection() bool { return !m.sure && m.kind == navigation }

// takeRun marks a run as going. An ordinary word in it is of the kind of the
// sure line before it, or else after it: "Email" belongs to what it stands in.
func takeRun(run []markedLine) {
	k := noKind
	for i := range run {
		if run[i].mark.sure {
			k = run[i].mark.kind
			break
		}
	}
	for i := range run {
		m := &run[i].mark
		m.out = true
		switch {
		case m.sure:
			k = m.kind
		case k != noKind:
			m.kind = k
		}
	}
}

// markOf looks a line up: first as a whole, then by the patterns that its first
// word selects.
func markOf(line string, folded []byte) mark {
	if len(folded) == 0 {
		return mark{}
	}
	var beside mark
	ok := false
	if len(folded) <= longestPhrase() {
		if beside, ok = phraseMarks()[string(folded)]; ok && beside.sure {
			return beside
		}
	}
	word := folded
	if i := bytes.IndexByte(folded, ' '); i >= 0 {
		word = folded[:i]
	}
	for _, p := range patternsByWord()[string(word)] {
		if ok && p.start == "" {
			continue // an ordinary word
		}
		if p.takes(line) && p.re.Match(folded) {
			return mark{kind: p.kind, sure: true, opens: p.kind == commentWidget, heads: p.heads}
		}
	}
	if ok || len(folded) < shortestPart || !hasPart().inBytes(folded) {
		return beside
	}
	for _, p := range patternsByPart() {
		if len(line) <= p.max && bytes.Contains(folded, p.part) && p.re.Match(folded) {
			return mark{kind: p.kind, sure: true}
		}
	}
	return mark{}
}

// takes reports whether a line is one that the expression is asked about.
func (p *pattern) takes(line string) bool {
	return len(line) <= p.max && strings.HasPrefix(line, p.start) && !(p.heads && (beginsLower(line) || endsFullStop(line)))
}

// patternsByWord are the rows of patterns by each of their first words.
var patternsByWord = sync.OnceValue(func() map[string][]*pattern {
	m := map[string][]*pattern{}
	for i := range patterns {
		if patterns[i].words == "" {
			continue
		}
		for w := range strings.SplitSeq(patterns[i].words, "|") {
			m[w] = append(m[w], &patterns[i])
		}
	}
	return m
})

// shortestPart is less than any line with one of the parts says something.
const shortestPart = 18

type partPattern struct {
	*pattern
	part []byte
}

// patternsByPart are the rows of patterns that want a part and no first word.
var patternsByPart = sync.OnceValue(func() []partPattern {
	var ps []partPattern
	for i := range patterns {
		if patterns[i].words == "" {
			ps = append(ps, partPattern{&patterns[i], []byte(patterns[i].has)})
		}
	}
	return ps
})

// hasPart tells lines that hold one of the parts.
var hasPart = sync.OnceValue(func() *finder {
	var parts []string
	for _, p := range patternsByPart() {
		parts = append(parts, p.has)
	}
	return newFinder(parts...)
})
