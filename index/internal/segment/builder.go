package segment

import (
	"context"
	"encoding/binary"
	"slices"
	"strings"

	bleveindex "github.com/blevesearch/bleve_index_api"

	"github.com/newsdex/newsdex/index/internal/record"
)

// A Builder makes a segment's file out of documents: the same that zapx makes
// of them, in a third of the time (BenchmarkSegment), and what it is made of is in a
// tenth of the memory. zapx wants a map of terms for each field of each document,
// goes through all of them twice, and looks each term up in maps of all; here each
// field of the segment numbers its terms as they come, and what is kept of a posting
// is 16 bytes. The file is made at the end (segmentfile.go).
//
// Documents are numbered in the order in which they come.
type Builder struct {
	docs   []builtDocument
	byID   map[string]uint32 // the document that stands
	fields map[string]*builtField
	Size   int64
}

// A builtDocument is what is stored of a document.
type builtDocument struct {
	id    string
	gone  bool   // another of this ID came
	name  string // of the field
	value []byte
}

// A builtField is a field of the segment.
type builtField struct {
	name     string
	options  bleveindex.FieldIndexingOptions
	terms    record.Interner
	postings [][]posting // in blocks, so that what is there stays where it is
	apart    []byte      // what does not fit into a posting
}

// A posting is a term in a document. Its number is that of [FieldTerm], or, with
// the bit postingApart, a place in apart: there stand the number, the bytes of the
// location, and the location (occurrences.go).
type posting struct {
	term, doc uint32
	number    uint64
}

const postingApart = 1 << 63

// Blocks are of 1 KB of postings at first, and of 1 MB in the end.
const (
	firstBlock = 1 << 6
	lastBlock  = 1 << 16
)

// keep adds a posting.
func (f *builtField) keep(p posting) {
	last := len(f.postings) - 1
	if last < 0 || len(f.postings[last]) == cap(f.postings[last]) {
		size := firstBlock
		if last >= 0 {
			size = min(2*cap(f.postings[last]), lastBlock)
		}
		f.postings = append(f.postings, make([]posting, 0, size))
		last++
	}
	f.postings[last] = append(f.postings[last], p)
}

// count returns the number of postings.
func (f *builtField) count() (n int) {
	for _, block := range f.postings {
		n += len(block)
	}
	return n
}

func NewBuilder() *Builder {
	return &Builder{byID: make(map[string]uint32), fields: make(map[string]*builtField)}
}

// Len returns the number of documents.
func (b *Builder) Len() int { return len(b.byID) }

// Add takes a document in. One that has the same ID goes. Nothing of d is kept.
func (b *Builder) Add(d *record.Document) {
	doc := uint32(len(b.docs))
	if before, ok := b.byID[d.ID]; ok {
		b.docs[before] = builtDocument{gone: true}
	}
	b.byID[d.ID] = doc
	built := builtDocument{id: d.ID}
	for i := range d.Fields {
		f := &d.Fields[i]
		of := b.fields[f.Name]
		if of == nil {
			of = &builtField{name: f.Name}
			b.fields[f.Name] = of
		}
		of.options |= f.Options
		if f.Options.IsStored() {
			built.name, built.value = f.Name, f.Value
		}
		b.Size += int64(len(f.Terms))*postingSize + int64(len(f.Value))
		b.Size += of.add(doc, f.Terms)
	}
	b.docs = append(b.docs, built)
	b.Size += documentSize
}

// add adds the terms of a document and returns about how much memory they take
// apart from their postings.
func (f *builtField) add(doc uint32, terms []record.FieldTerm) (size int64) {
	for i := range terms {
		t := &terms[i]
		n, isNew := f.terms.Number(t.Text, t.Hash)
		if isNew {
			f.terms.Strings[n] = strings.Clone(t.Text) // and not the text that it is a part of
			size += int64(len(t.Text)) + termSize
		}
		number := t.Number
		if t.At != nil {
			number = postingApart | uint64(len(f.apart))
			f.apart = binary.AppendUvarint(f.apart, t.Number)
			start := len(f.apart)
			f.apart = record.AppendLocation(f.apart, t.At)
			length := len(f.apart) - start
			f.apart = slices.Insert(f.apart, start, binary.AppendUvarint(nil, uint64(length))...)
			size += int64(len(f.apart) - start)
		}
		f.keep(posting{uint32(n), doc, number})
	}
	return size
}

// Join takes in the documents of another builder, of other IDs, which is not used any
// more.
func (b *Builder) Join(o *Builder) {
	if len(b.docs) == 0 {
		*b = *o
		return
	}
	first := uint32(len(b.docs))
	b.docs = append(b.docs, o.docs...)
	for id, doc := range o.byID {
		b.byID[id] = first + doc
	}
	for name, f := range o.fields {
		if into := b.fields[name]; into != nil {
			into.join(f, first)
			continue
		}
		b.fields[name] = f
		for _, block := range f.postings {
			for i := range block {
				block[i].doc += first
			}
		}
	}
	b.Size += o.Size
}

func (f *builtField) join(o *builtField, first uint32) {
	f.options |= o.options
	terms := make([]uint32, len(o.terms.Strings))
	for i, text := range o.terms.Strings {
		n, _ := f.terms.Number(text, o.terms.Hashes[i])
		terms[i] = uint32(n)
	}
	for _, block := range o.postings {
		for _, p := range block {
			if p.number&postingApart != 0 {
				p.number += uint64(len(f.apart))
			}
			f.keep(posting{terms[p.term], first + p.doc, p.number})
		}
	}
	f.apart = append(f.apart, o.apart...)
}

// What the parts of a builder take in memory, in bytes.
const (
	postingSize  = 32 // with what sorts it, and with its bytes in the file
	termSize     = 80
	documentSize = 300
)

// fileSize returns about how large the file will be.
func (b *Builder) fileSize() (size int) {
	for i := range b.docs {
		size += len(b.docs[i].value) + 200
	}
	for _, f := range b.fields {
		size += 5*f.count() + 20*len(f.terms.Strings) + len(f.apart)
	}
	return size
}

// Stored returns what is stored of the document with an ID.
func (b *Builder) Stored(id string) (value []byte, ok bool) {
	doc, ok := b.byID[id]
	if !ok {
		return nil, false
	}
	return b.docs[doc].value, true
}

// numbers returns the numbers of the documents in the file, which lacks those that
// are gone; nil where none is.
func (b *Builder) numbers() []uint32 {
	if len(b.byID) == len(b.docs) {
		return nil
	}
	numbers := make([]uint32, len(b.docs))
	next := uint32(0)
	for i := range b.docs {
		numbers[i] = goneDocument
		if !b.docs[i].gone {
			numbers[i] = next
			next++
		}
	}
	return numbers
}

const goneDocument = 1<<32 - 1

// A postingList is the postings of all terms of a field, term by term.
type postingList struct {
	order   []uint32 // the terms, in byte order
	ends    []uint32 // by term, where its postings end; they begin at the end of the term before
	docs    []uint32
	numbers []uint64
}

// sort puts the postings of a field in order, without those of documents that are
// gone.
func (l *postingList) sort(ctx context.Context, f *builtField, numbers []uint32) error {
	terms := len(f.terms.Strings)
	l.order = slices.Grow(l.order[:0], terms)[:terms]
	l.ends = slices.Grow(l.ends[:0], terms)[:terms]
	clear(l.ends)
	for n := range l.order {
		l.order[n] = uint32(n)
	}
	slices.SortFunc(l.order, func(a, b uint32) int { return strings.Compare(f.terms.Strings[a], f.terms.Strings[b]) })
	for _, block := range f.postings {
		for i := range block {
			p := &block[i]
			if numbers == nil || numbers[p.doc] != goneDocument {
				l.ends[p.term]++
			}
		}
	}
	sum := uint32(0)
	for n, count := range l.ends {
		l.ends[n] = sum
		sum += count
	}
	l.docs = slices.Grow(l.docs[:0], int(sum))[:sum]
	l.numbers = slices.Grow(l.numbers[:0], int(sum))[:sum]
	for _, block := range f.postings {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		for i := range block {
			p := &block[i]
			doc := p.doc
			if numbers != nil {
				if doc = numbers[doc]; doc == goneDocument {
					continue
				}
			}
			at := l.ends[p.term]
			l.docs[at], l.numbers[at] = doc, p.number
			l.ends[p.term]++
		}
	}
	return nil
}

// of returns the postings of a term.
func (l *postingList) of(term uint32) (docs []uint32, numbers []uint64) {
	start := uint32(0)
	if term > 0 {
		start = l.ends[term-1]
	}
	return l.docs[start:l.ends[term]], l.numbers[start:l.ends[term]]
}
