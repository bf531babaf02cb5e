package rank

import (
	"cmp"
	"context"
	"math"
	"slices"

	"github.com/newsdex/newsdex/index/postings/packed"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/query/internal/span"
	"github.com/newsdex/newsdex/query/plan"
)

// A phrase finds the documents in which the slots of a variant occur one after the other
// in a field, or as near to that as its slop allows. It finds the documents that hold all
// terms first, and reads positions only in these.
type phrase struct {
	watch
	slots  []plan.Slot
	fields []schema.TextField
	terms  map[string]*phraseTerm
	size   int // number of documents of the segment

	// Of a phrase without alternatives and slop:
	inOrder  []*phraseTerm // by slot; nil otherwise
	adjacent int           // index of the first of the two slots whose terms are rarest
	wanted   []uint32      // buffer: positions of the one that would meet the other

	sloppy *span.Sloppy // nil without slop
	field  schema.TextField
	err    error
}

// A phraseTerm is a term of a phrase, and its positions in the current document.
type phraseTerm struct {
	packed.Cursor
	spans  []schema.Span // once read
	counts [schema.TextFields]uint32
	read   uint32 // the document that spans are of, or noDoc
	here   uint32 // the document at which the cursor stands, or noDoc

	places   []uint32 // in the field placesIn of the document placesOf
	plain    bool
	placesOf uint32
	placesIn schema.TextField
}

// seek moves to a document, and reports whether the list has it.
func (t *phraseTerm) seek(doc uint32) bool {
	t.here = noDoc
	if t.Find(doc) {
		t.here = doc
	}
	return t.here == doc
}

// stepsOfPosition is the work of reading the positions of a word in a document and
// comparing them, in the steps of a [watch].
const stepsOfPosition = 64

// newPhrase returns the phrase of a variant in some fields of a segment of a number of
// documents, whose terms have the lists that listOf returns. It is nil if a term that every
// match needs has no list.
func newPhrase(ctx context.Context, v *plan.Variant, in []schema.TextField, size int, listOf func(term string) (*packed.List, error)) (*phrase, error) {
	p := &phrase{watch: watch{ctx: ctx}, slots: v.Slots, fields: in, size: size, terms: make(map[string]*phraseTerm)}
	for term := range span.Terms(p.slots) {
		if err := p.work(2 * stepsOfLookup); err != nil {
			return nil, err
		}
		list, err := listOf(term)
		if err != nil {
			return nil, err
		}
		if list == nil {
			continue
		}
		t := &phraseTerm{read: noDoc, here: noDoc, placesOf: noDoc}
		t.Reset(list)
		p.terms[term] = t
	}
	if v.Slop > 0 {
		p.sloppy = span.NewSloppy(p.slots, v.Slop)
	}
	return p, nil
}

// find calls f for each document with a match in ascending order, with the number of
// positions by field at which the phrase begins.
func (p *phrase) find(f func(doc uint32, freq [schema.TextFields]uint32)) error {
	if len(p.slots) == 0 {
		return nil
	}
	steps := stepsOfPosition * len(p.slots)
	if p.sloppy != nil {
		steps = watchedWork
	}
	visit := func(doc uint32) error {
		if err := p.work(steps); err != nil {
			return err
		}
		freq, found, err := p.countIn(doc)
		if found {
			f(doc, freq)
		}
		return err
	}
	if p.isPlain() {
		return p.eachHolder(visit)
	}
	docs, err := p.holders()
	if err != nil {
		return err
	}
	for doc := range docs.docs(0) {
		for _, t := range p.terms {
			t.seek(doc)
		}
		if err := visit(doc); err != nil {
			return err
		}
	}
	return p.readErr()
}

// isPlain reports whether all slots are single terms.
func (p *phrase) isPlain() bool {
	return !slices.ContainsFunc(p.slots, func(s plan.Slot) bool { return len(s) != 1 || len(s[0]) != 1 })
}

// eachHolder calls visit for each document that holds the terms of all slots. The cursors
// of all terms stand at it.
func (p *phrase) eachHolder(visit func(doc uint32) error) error {
	var all, distinct []*phraseTerm
	for _, s := range p.slots {
		t := p.terms[s[0][0]]
		if t == nil {
			return nil
		}
		if !slices.Contains(all, t) {
			distinct = append(distinct, t)
		}
		all = append(all, t)
	}
	if p.sloppy == nil {
		p.inOrder = all
		least := math.MaxInt
		for i := range all[1:] {
			if n := all[i].List.Len() + all[i+1].List.Len(); n < least {
				p.adjacent, least = i, n
			}
		}
	}
	slices.SortStableFunc(distinct, func(a, b *phraseTerm) int { return cmp.Compare(a.List.Len(), b.List.Len()) })
	lead, others := distinct[0], distinct[1:]
	for ok := lead.Seek(0); ok; ok = lead.Next() {
		if err := p.work(4 * len(distinct)); err != nil {
			return err
		}
		doc := lead.Doc()
		lead.here = doc
		holds := true
		for _, t := range others {
			if holds = t.seek(doc); !holds {
				break
			}
		}
		if holds {
			if err := visit(doc); err != nil {
				return err
			}
		}
	}
	return p.readErr()
}

// readErr returns an error of reading lists.
func (p *phrase) readErr() error {
	for _, t := range p.terms {
		if err := t.Err(); err != nil {
			return err
		}
	}
	return nil
}

// holders returns the documents that hold all terms of one alternative of every slot.
func (p *phrase) holders() (bitset, error) {
	var all bitset
	for _, s := range p.slots {
		some := newBitset(p.size)
		for _, seq := range s {
			both, err := p.holdersOf(seq)
			if err != nil {
				return nil, err
			}
			some.or(both)
		}
		if all == nil {
			all = some
		} else {
			all.and(some)
		}
	}
	return all, nil
}

// holdersOf returns the documents that hold some terms.
func (p *phrase) holdersOf(terms []string) (bitset, error) {
	var all bitset
	for _, term := range terms {
		set := newBitset(p.size)
		if t := p.terms[term]; t != nil {
			if err := p.work(t.List.Len()); err != nil {
				return nil, err
			}
			if err := t.List.Fill(set); err != nil {
				return nil, err
			}
		}
		if all == nil {
			all = set
		} else {
			all.and(set)
		}
	}
	return all, nil
}

// countIn returns the number of matches in a document by field, and whether there is one.
func (p *phrase) countIn(doc uint32) (freq [schema.TextFields]uint32, found bool, err error) {
	for _, f := range p.fields {
		p.field = f
		n, err := p.countInField(doc)
		if err = cmp.Or(p.err, err); err != nil {
			return freq, false, err
		}
		freq[f] = uint32(n)
		found = found || n > 0
	}
	return freq, found, nil
}

// countInField returns the number of matches in the current field.
func (p *phrase) countInField(doc uint32) (int, error) {
	if p.inOrder != nil {
		for _, t := range p.inOrder {
			if t.Freq(int(p.field), t.Index()) == 0 {
				return 0, nil
			}
		}
		if n, ok := p.countPlain(doc); ok {
			return n, nil
		}
	}
	spans := func(term string) []schema.Span { return p.spans(p.terms[term], doc) }
	if p.sloppy != nil {
		return p.sloppy.CountIn(spans)
	}
	return len(span.Find(p.slots, spans)), nil
}

// spans returns the positions of a term in the current field of a document. It sets err if
// they cannot be read.
func (p *phrase) spans(t *phraseTerm, doc uint32) []schema.Span {
	if t == nil || t.here != doc {
		return nil
	}
	if t.read != doc {
		t.read = noDoc
		var err error
		if t.spans, t.counts, err = t.Positions(t.spans[:0]); err != nil {
			p.err = err
			return nil
		}
		t.read = doc
	}
	from := uint32(0)
	for _, n := range t.counts[:p.field] {
		from += n
	}
	return t.spans[from : from+t.counts[p.field]]
}
