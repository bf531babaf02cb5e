package show

import (
	"cmp"
	"context"
	"slices"

	"github.com/newsdex/newsdex/analyze"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/query/internal/span"
	"github.com/newsdex/newsdex/query/plan"
)

// A match is an occurrence of a leaf in a text.
type match struct {
	start, end int // offsets in bytes
	leaf       int // index of the leaf
}

// A finder finds the leaves of a query in texts of one language, one text after the
// other. It is for one goroutine. Each text is analysed again, because the index
// keeps no byte offsets. Only words that begin like a word of the query are analysed
// fully. The cost of a token does not grow with the number of leaves.
type finder struct {
	lang  analyze.Language
	ids   map[string]int // numbers of the query's terms
	table termTable      // the same numbers, for tokens
	words [][]int        // by term number: the leaves that have it as a word
	runs  []slotRun
	inRun []bool // by term number: a run has it

	initials analyze.Initials // of the terms and the prefixes
	prefixes map[string]int   // prefixes and the leaves of each
	lengths  []int            // distinct lengths of the prefixes

	// Set for each text:
	spans     [][]schema.Span // by term number, of terms in runs
	runTokens []runToken      // tokens of terms in runs
	matches   []match
}

// A slotRun is a leaf with several terms.
type slotRun struct {
	leaf  int
	slots []plan.Slot
	slop  *span.Sloppy // nil without slop
}

// spans returns the spans of the leaf in a text, given those of each term. A phrase
// with slop has a span for each run of adjacent words. A phrase that would take too
// long to find has none.
func (r *slotRun) spans(text func(term string) []schema.Span) []schema.Span {
	if r.slop == nil {
		return span.Find(r.slots, text)
	}
	if !r.slop.SetText(text) {
		return nil
	}
	spans, err := r.slop.Spans()
	if err != nil {
		return nil
	}
	return spans
}

// A runToken is a token of a term in a run: its positions and its bytes.
type runToken struct {
	span       schema.Span
	start, end int
}

// newFinder returns a finder of the leaves that are searched in the body. A word of
// several leaves belongs to the first.
func newFinder(lang analyze.Language, leaves []*plan.Leaf) *finder {
	f := &finder{lang: lang, ids: make(map[string]int), prefixes: make(map[string]int)}
	seen := make(map[string]bool)
	for n, l := range leaves {
		if !slices.Contains(l.Fields, plan.Body) {
			continue
		}
		for i := range l.Variants {
			v := &l.Variants[i]
			if v.Language != lang.Code {
				continue
			}
			term, single := v.Single()
			switch {
			case v.Expands():
				if v.Prefix != "" {
					if _, ok := f.prefixes[v.Prefix]; ok {
						continue
					}
					f.prefixes[v.Prefix] = n
				}
				for _, term := range v.Terms {
					f.addWord(term, n)
				}
			case single && !seen[term]:
				seen[term] = true
				f.addWord(term, n)
			case !single && len(v.Slots) > 0 && !seen["\x00"+l.Text]:
				seen["\x00"+l.Text] = true
				run := slotRun{leaf: n, slots: v.Slots}
				if v.Slop > 0 {
					run.slop = span.NewSloppy(v.Slots, v.Slop)
				}
				f.runs = append(f.runs, run)
				for term := range span.Terms(v.Slots) {
					f.inRun[f.id(term)] = true
				}
			}
		}
	}
	for p := range f.prefixes {
		f.initials.Add(p)
		if !slices.Contains(f.lengths, len(p)) {
			f.lengths = append(f.lengths, len(p))
		}
	}
	f.table = newTermTable(f.ids)
	f.spans = make([][]schema.Span, len(f.ids))
	return f
}

// id returns the number of a term, and numbers a new one.
func (f *finder) id(term string) int {
	id, ok := f.ids[term]
	if !ok {
		id = len(f.ids)
		f.ids[term] = id
		f.initials.Add(term)
		f.words = append(f.words, nil)
		f.inRun = append(f.inRun, false)
	}
	return id
}

// mostLeaves is the number of leaves to which a word of a text belongs at most: the first.
// Hundreds of fuzzy words may all match it, and each would be a match wherever it stands.
const mostLeaves = 8

// addWord adds a term that is a match of a leaf by itself.
func (f *finder) addWord(term string, leaf int) {
	if id := f.id(term); len(f.words[id]) < mostLeaves {
		f.words[id] = append(f.words[id], leaf)
	}
}

// find returns the matches of the leaves in a text, by ascending start and, among
// those with the same start, by descending end. They are valid until the next call.
// The error is ctx's when that is done.
func (f *finder) find(ctx context.Context, text string) ([]match, error) {
	f.matches, f.runTokens = f.matches[:0], f.runTokens[:0]
	for id := range f.spans {
		f.spans[id] = f.spans[id][:0]
	}
	if len(f.ids) == 0 && len(f.prefixes) == 0 {
		return nil, nil
	}
	looked := 0
	for t := range f.lang.TokensWith(&f.initials, text) {
		if t.Start-looked > watchedBytes {
			if looked = t.Start; ctx.Err() != nil {
				return nil, ctx.Err()
			}
		}
		if len(f.prefixes) > 0 {
			f.findPrefixes(&t)
		}
		id, ok := f.table.find(&t)
		if !ok {
			continue
		}
		for _, leaf := range f.words[id] {
			f.matches = append(f.matches, match{t.Start, t.End, leaf})
		}
		if f.inRun[id] {
			at := schema.Span{Pos: t.Position, End: t.Position + t.Width}
			f.spans[id] = append(f.spans[id], at)
			f.runTokens = append(f.runTokens, runToken{at, t.Start, t.End})
		}
	}
	for _, r := range f.runs {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		for _, at := range r.spans(func(term string) []schema.Span { return f.spans[f.ids[term]] }) {
			start, end := f.bytes(at)
			f.matches = append(f.matches, match{start, end, r.leaf})
		}
	}
	slices.SortFunc(f.matches, func(a, b match) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end), cmp.Compare(a.leaf, b.leaf))
	})
	return f.matches, ctx.Err()
}

// watchedBytes is the length of text that is read between two looks at the context.
const watchedBytes = 16 << 10

// findPrefixes adds matches of the prefixes of a token.
func (f *finder) findPrefixes(t *analyze.Token) {
	for _, n := range f.lengths {
		if n > len(t.Term) {
			continue
		}
		if leaf, ok := f.prefixes[t.Term[:n]]; ok {
			f.matches = append(f.matches, match{t.Start, t.End, leaf})
		}
	}
}

// bytes returns the start and end of the run tokens within a span.
func (f *finder) bytes(s schema.Span) (start, end int) {
	i, _ := slices.BinarySearchFunc(f.runTokens, s.Pos, func(k runToken, pos int) int { return k.span.Pos - pos })
	start = f.runTokens[i].start
	for _, k := range f.runTokens[i:] {
		if k.span.Pos >= s.End {
			break
		}
		if k.span.End <= s.End {
			start, end = min(start, k.start), max(end, k.end)
		}
	}
	return start, end
}

// A termTable numbers terms. It is an open-addressing hash table that is sparse
// enough for most tokens of a text to meet an empty slot.
type termTable struct {
	slots []termSlot // a power of two, of which at most an eighth is used
}

type termSlot struct {
	hash uint32 // 0 for an empty slot
	id   int32
	term string
}

// newTermTable returns the table of numbered terms.
func newTermTable(ids map[string]int) termTable {
	size := 16
	for size < 8*len(ids) {
		size *= 2
	}
	t := termTable{make([]termSlot, size)}
	for term, id := range ids {
		s := termSlot{analyze.TermHash(term), int32(id), term}
		at := t.at(s.hash)
		for t.slots[at].hash != 0 {
			at = (at + 1) % len(t.slots)
		}
		t.slots[at] = s
	}
	return t
}

// at returns the first slot of a hash. The lowest bit of a hash is always set.
func (t *termTable) at(hash uint32) int { return int(hash>>1) & (len(t.slots) - 1) }

// find returns the number of a token's term, and whether it has one.
func (t *termTable) find(token *analyze.Token) (int, bool) {
	for at := t.at(token.Hash); t.slots[at].hash != 0; at = (at + 1) & (len(t.slots) - 1) {
		if s := &t.slots[at]; s.hash == token.Hash && s.term == token.Term {
			return int(s.id), true
		}
	}
	return 0, false
}
