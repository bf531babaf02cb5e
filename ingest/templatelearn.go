package ingest

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// Limits on memory during learning.
const (
	maxTemplateLines   = 1 << 16
	maxTemplateOutlets = 1 << 14
)

// A seenLine is a line of the article being learned.
type seenLine struct {
	key    uint64 // lineKey, or the hash of a long line
	text   string
	bytes  int
	met    bool // another article of the outlet has it
	label  bool
	within bool // neither in the head nor in the tail
	again  bool // an earlier line of this article is the same
}

// Observe learns from an article that [Read] cleaned. Text that other rules removed is
// not learned; removed templates are. An article that has more than half of its text in
// common with other articles of its outlet is a copy or a revision and is not counted.
func (t *Templates) Observe(a Article) {
	key, name := outletOf(&a)
	if key == "" {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.met == nil {
		t.met = newSketch()
	}
	lines := seenLines(&a)
	outlet := fnv64([]byte(key))
	o := t.outlets[key]
	all, met := 0, 0
	for i := range lines {
		l := &lines[i]
		if l.again {
			continue
		}
		n := t.met.add(l.key ^ outlet)
		l.met = n > 0 || o != nil && o.lines[l.key] != nil
		all += l.bytes
		if l.met && (o == nil || o.lines[l.key] == nil || o.lines[l.key].position(o.articles) == nowhere) {
			met += l.bytes
		}
	}
	if met*2 > all {
		return
	}
	o = t.outlet(key, name)
	o.articles++
	headings := 0 // repeating short lines outside head and tail
	for i := range lines {
		if l := &lines[i]; l.label && l.within && l.met {
			headings++
		}
	}
	for i := range lines {
		l := &lines[i]
		if !l.met || l.again || l.text == "" {
			continue
		}
		s := o.lines[l.key]
		if s == nil {
			s = &lineStats{text: l.text, articles: 1} // the other article; this one is added below
			o.lines[l.key] = s
			t.lines++
		}
		s.articles++
		s.placed++
		if inHead(i, len(lines)) {
			s.head++
		}
		if inTail(i, len(lines)) && !(l.label && followed(lines[i+1:])) {
			s.tail++
		}
		others := headings
		if l.label && l.within {
			others--
		}
		if others >= 1 {
			s.among++
		}
	}
	t.forget()
}

// seenLines returns the lines of an article in the order of the text: its paragraphs
// and the templates that were removed.
func seenLines(a *Article) []seenLine {
	type numbered struct {
		line int
		text string
	}
	var all []numbered
	for i, p := range a.Paragraphs() {
		n := 0
		if i < len(a.Lines.Body) {
			n = a.Lines.Body[i]
		}
		all = append(all, numbered{n, p})
	}
	for _, r := range a.Removed {
		if r.Rule == templateRule {
			all = append(all, numbered{r.Line, r.Text})
		}
	}
	slices.SortStableFunc(all, func(x, y numbered) int { return cmp.Compare(x.line, y.line) })
	lines := make([]seenLine, len(all))
	in := make(map[uint64]bool, len(all))
	for i, n := range all {
		l := seenLine{bytes: len(n.text)}
		if len(n.text) <= templateBytes {
			l.key, l.text = lineKey(n.text), n.text
			l.label = !isStatement(n.text)
		} else {
			l.key = fnv64([]byte(n.text))
		}
		l.within = !inHead(i, len(all)) && !inTail(i, len(all))
		l.again = in[l.key]
		in[l.key] = true
		lines[i] = l
	}
	return lines
}

// followed reports whether lines, which follow a label, hold text that is in no other
// article.
func followed(lines []seenLine) bool {
	return slices.ContainsFunc(lines, func(l seenLine) bool { return !l.met && !l.label })
}

// forget drops the rarest lines and outlets where there are too many.
func (t *Templates) forget() {
	for rare := 2; t.lines > maxTemplateLines; rare++ {
		for _, o := range t.outlets {
			for k, s := range o.lines {
				if s.articles <= rare && (s.state == "" || s.state == Learned) {
					delete(o.lines, k)
					t.lines--
				}
			}
		}
		if rare > 1<<20 {
			return // all are pinned or refused
		}
	}
	for few := 1; len(t.outlets) > maxTemplateOutlets; few *= 2 {
		for key, o := range t.outlets {
			if o.articles <= few && !o.decided() {
				t.lines -= len(o.lines)
				delete(t.outlets, key)
			}
		}
		if few > 1<<30 {
			return
		}
	}
}

// decided reports whether the user pinned or refused a line of the outlet.
func (o *outletLines) decided() bool {
	for _, s := range o.lines {
		if s.state == Pinned || s.state == Refused {
			return true
		}
	}
	return false
}

// A sketch counts how often a number was added, up to 255. A count may be too high,
// never too low: it is a count-min sketch with conservative update (Cormode and
// Muthukrishnan 2005; Estan and Varghese 2002). When it is full, all counts are halved,
// so lines that were met once are forgotten.
type sketch struct {
	rows  [sketchRows][]uint8
	added int
}

const (
	sketchRows = 4
	sketchBits = 22                    // 4 MB a row
	sketchFull = 1 << (sketchBits - 1) // then one new number in 50 has a count above 0
)

func newSketch() *sketch {
	s := &sketch{}
	for i := range s.rows {
		s.rows[i] = make([]uint8, 1<<sketchBits)
	}
	return s
}

// add counts n and returns its count before.
func (s *sketch) add(n uint64) int {
	var b [8]byte
	var at [sketchRows]uint64
	least := uint8(255)
	for i := range s.rows {
		binary.LittleEndian.PutUint64(b[:], n+uint64(i)*0x9e3779b97f4a7c15)
		at[i] = mix(fnv64(b[:])) >> (64 - sketchBits)
		least = min(least, s.rows[i][at[i]])
	}
	if least < 255 {
		for i := range s.rows {
			s.rows[i][at[i]] = max(s.rows[i][at[i]], least+1)
		}
	}
	if least == 0 {
		if s.added++; s.added >= sketchFull {
			s.halve()
		}
	}
	return int(least)
}

// mix distributes a hash over its upper bits (the finalizer of MurmurHash3, A. Appleby
// 2011).
func mix(h uint64) uint64 {
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	h *= 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

func (s *sketch) halve() {
	s.added = 0
	for i := range s.rows {
		for j := range s.rows[i] {
			s.rows[i][j] /= 2
		}
	}
}
