package segment

import (
	"encoding/binary"
	"slices"
	"strings"

	bleveindex "github.com/blevesearch/bleve_index_api"

	"github.com/newsdex/newsdex/index/internal/record"
	"github.com/newsdex/newsdex/index/schema"
)

// A Builder makes the file of a segment out of documents. It numbers the terms of a
// field as they come, and keeps 16 bytes for a posting. The file is made at the end
// (write.go). zapx wants a map of terms for each field of each document, walks all of
// them twice, and looks each term up in maps of all terms.
//
// Documents are numbered in the order in which they are added. A Builder is for one
// goroutine.
type Builder struct {
	docs   []builtDocument
	byID   map[string]uint32 // the last document with each ID
	fields map[string]*builtField
	Size   int64 // estimate of the memory that the Builder takes, in bytes
}

// A builtDocument is the ID, the stored field and the entries of the columns of a document.
type builtDocument struct {
	id       string
	replaced bool   // a later document has the same ID
	name     string // of the stored field
	value    []byte
	date     int64
	lengths  [schema.TextFields]uint32
}

// A builtField is a field of the segment.
type builtField struct {
	name     string
	options  bleveindex.FieldIndexingOptions
	terms    record.Interner
	postings [][]posting // in blocks, so that appending never moves postings
	overflow []byte      // numbers and locations that do not fit into a posting
}

// A posting is a term in a document. Its number is [record.FieldTerm.Number] or,
// with overflowBit, an offset in overflow. There stand the number, the length of the
// location in bytes, and the location (record/positions.go).
type posting struct {
	term, doc uint32
	number    uint64
}

const overflowBit = 1 << 63

// The capacities of the first block, 1 KB, and of the largest, 1 MB, in postings.
const (
	firstBlock = 1 << 6
	lastBlock  = 1 << 16
)

// appendPosting adds a posting.
func (f *builtField) appendPosting(p posting) {
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

// NewBuilder returns a Builder without documents.
func NewBuilder() *Builder {
	return &Builder{byID: make(map[string]uint32), fields: make(map[string]*builtField)}
}

// Len returns the number of documents, without replaced ones.
func (b *Builder) Len() int { return len(b.byID) }

// Add adds a document and replaces the one with the same ID. It keeps no part of d
// but its stored value.
func (b *Builder) Add(d *record.Document) {
	doc := uint32(len(b.docs))
	if before, ok := b.byID[d.ID]; ok {
		b.docs[before] = builtDocument{replaced: true}
	}
	b.byID[d.ID] = doc
	built := builtDocument{id: d.ID, date: schema.NoDate}
	if !d.Published.IsZero() {
		built.date = d.Published.Unix()
	}
	for i := range d.Fields {
		f := &d.Fields[i]
		of := b.fields[f.Name]
		if of == nil {
			of = &builtField{name: f.Name}
			b.fields[f.Name] = of
		}
		of.options |= f.Options
		if text, _, ok := schema.TextFieldOf(f.Name); ok {
			built.lengths[text] += uint32(f.Length)
		}
		if f.Options.IsStored() {
			built.name, built.value = f.Name, f.Value
		}
		b.Size += int64(len(f.Terms))*postingSize + int64(len(f.Value))
		b.Size += of.add(doc, f.Terms)
	}
	b.docs = append(b.docs, built)
	b.Size += documentSize
}

// add adds the terms of a document and returns an estimate of the memory that they
// take beside their postings, in bytes.
func (f *builtField) add(doc uint32, terms []record.FieldTerm) (size int64) {
	for i := range terms {
		t := &terms[i]
		n, isNew := f.terms.Number(t.Text, t.Hash)
		if isNew {
			f.terms.Strings[n] = strings.Clone(t.Text) // so that the article's text is not kept
			size += int64(len(t.Text)) + termSize
		}
		number := t.Number
		if t.At != nil {
			number = overflowBit | uint64(len(f.overflow))
			f.overflow = binary.AppendUvarint(f.overflow, t.Number)
			start := len(f.overflow)
			f.overflow = record.AppendLocation(f.overflow, t.At)
			length := len(f.overflow) - start
			f.overflow = slices.Insert(f.overflow, start, binary.AppendUvarint(nil, uint64(length))...)
			size += int64(len(f.overflow) - start)
		}
		f.appendPosting(posting{uint32(n), doc, number})
	}
	return size
}

// Join adds the documents of another builder, whose IDs must be others. The other
// builder must not be used again.
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

// join adds the postings of another builder's field, whose documents are numbered
// from first.
func (f *builtField) join(o *builtField, first uint32) {
	f.options |= o.options
	terms := make([]uint32, len(o.terms.Strings))
	for i, text := range o.terms.Strings {
		n, _ := f.terms.Number(text, o.terms.Hashes[i])
		terms[i] = uint32(n)
	}
	for _, block := range o.postings {
		for _, p := range block {
			if p.number&overflowBit != 0 {
				p.number += uint64(len(f.overflow))
			}
			f.appendPosting(posting{terms[p.term], first + p.doc, p.number})
		}
	}
	f.overflow = append(f.overflow, o.overflow...)
}

// The memory that the parts of a builder take, in bytes.
const (
	postingSize  = 32 // with the buffer that sorts it and its bytes in the file
	termSize     = 80
	documentSize = 300
)

// fileSize returns an estimate of the size of the file, in bytes.
func (b *Builder) fileSize() (size int) {
	for i := range b.docs {
		size += len(b.docs[i].value) + len(b.docs[i].id) + 230
	}
	for _, f := range b.fields {
		size += 6*f.count() + 24*len(f.terms.Strings) + len(f.overflow)
	}
	return size
}

// Stored returns the stored value of the document with an ID.
func (b *Builder) Stored(id string) (value []byte, ok bool) {
	doc, ok := b.byID[id]
	if !ok {
		return nil, false
	}
	return b.docs[doc].value, true
}

// numbers returns the document numbers in the file by index in docs, nil where no
// document was replaced.
func (b *Builder) numbers() []uint32 {
	if len(b.byID) == len(b.docs) {
		return nil
	}
	numbers := make([]uint32, len(b.docs))
	next := uint32(0)
	for i := range b.docs {
		numbers[i] = noDocument
		if !b.docs[i].replaced {
			numbers[i] = next
			next++
		}
	}
	return numbers
}

// noDocument is the number of a replaced document.
const noDocument = 1<<32 - 1
