package ingest

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// Limits of what is kept while templates are learned.
const (
	maxTemplateLines   = 1 << 16
	maxTemplateOutlets = 1 << 14
)

// A seenLine is a line of an article that is learned from.
type seenLine struct {
	key    uint64 // in the outlet
	text   string
	bytes  int
	met    bool // in another article of the outlet
	label  bool
	within bool // neither at the head nor at the end
	again  bool // it stood in this article before
}

// Observe learns from an article that [Read] cleaned. What its rules took out is
// not learned, but for what they knew as templates. An article of which more than
// half stood in others of its outlet is a copy or a revision, and is not counted.
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
	headings := 0 // short lines within that repeat
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
			s = &lineStats{text: l.text, articles: 1} // and this one
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

// seenLines returns the lines of an article: its paragraphs, and the templates
// that were taken out, in the order of the text.
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

// followed reports whether more of the article follows a label: what no other
// has said.
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
			return // all were pinned or refused
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

// decided reports whether the user said something of the outlet's lines.
func (o *outletLines) decided() bool {
	for _, s := range o.lines {
		if s.state == Pinned || s.state == Refused {
			return true
		}
	}
	return false
}

// A sketch counts how often it was given a number, up to 255, and may say more
// but not less: a count-min sketch with conservative update (Cormode and
// Muthukrishnan 2005; Estan and Varghese 2002). When it fills up, all counts are
// halved, so that lines that were met once are forgotten.
type sketch struct {
	rows  [sketchRows][]uint8
	added int
}

const (
	sketchRows = 4
	sketchBits = 22                    // 4 MB a row
	sketchFull = 1 << (sketchBits - 1) // one number in 50 is then taken for one that was met
)

func newSketch() *sketch {
	s := &sketch{}
	for i := range s.rows {
		s.rows[i] = make([]uint8, 1<<sketchBits)
	}
	return s
}

// add counts n once more and returns how often it was given before.
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

// mix spreads a hash over its upper bits (the finalizer of MurmurHash3, A.
// Appleby 2011).
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
