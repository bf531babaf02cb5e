package index

import (
	bleveindex "github.com/blevesearch/bleve_index_api"

	"github.com/newsdex/newsdex/analyze"
)

// A field is one field of a document with its postings already made. It is what
// Bleve's document.Field asks for; Analyze has nothing left to do.
type field struct {
	name    string
	options bleveindex.FieldIndexingOptions
	value   []byte
	freqs   bleveindex.TokenFrequencies
	length  int     // positions, of a text field
	tables  *tables // that freqs are made of; or nil
}

func (f *field) Name() string                                          { return f.name }
func (f *field) ArrayPositions() []uint64                              { return nil }
func (f *field) Options() bleveindex.FieldIndexingOptions              { return f.options }
func (f *field) Analyze()                                              {}
func (f *field) Value() []byte                                         { return f.value }
func (f *field) NumPlainTextBytes() uint64                             { return uint64(len(f.value)) }
func (f *field) EncodedFieldType() byte                                { return 't' }
func (f *field) AnalyzedLength() int                                   { return 1 } // it stands beside each posting: see lengthTerm
func (f *field) AnalyzedTokenFrequencies() bleveindex.TokenFrequencies { return f.freqs }
func (f *field) Size() int                                             { return len(f.name) + len(f.value) + f.freqs.Size() }

// storedField returns a field that is kept and not searched.
func storedField(name string, value []byte) *field {
	return &field{name: name, options: bleveindex.StoreField, value: value}
}

// termField returns a field that holds terms as they are, without frequencies.
func termField(name string, terms ...string) *field {
	freqs := make(bleveindex.TokenFrequencies, len(terms))
	for _, term := range terms {
		freqs[term] = &bleveindex.TokenFreq{Term: []byte(term)}
	}
	return &field{
		name:    name,
		options: bleveindex.IndexField | bleveindex.SkipFreqNorm,
		freqs:   freqs,
	}
}

// mark adds a term that stands at no position and has a number.
func (f *field) mark(term string, number int) {
	tf := &bleveindex.TokenFreq{Term: []byte(term)}
	tf.SetFrequency(number)
	f.freqs[term] = tf
}

// release gives back what the field is made of. It must not be used afterwards.
func (f *field) release() {
	if f.tables != nil {
		f.tables.release()
	}
	f.freqs, f.tables = nil, nil
}

// valueGap is the number of positions between two values of one field, so that
// no phrase runs from one author into the next.
const valueGap = 100

// textField returns a field with the postings of its values in a language: where
// each word is (occurrences.go). Its length is the number of positions. The forms of the words are noted, unless
// forms is nil.
func textField(name string, lang analyze.Language, forms *forms, values ...string) *field {
	c := counters.Get().(*counter)
	f := &field{name: name, options: bleveindex.IndexField | bleveindex.IncludeTermVectors}
	base := 0
	for i, text := range values {
		if i > 0 {
			base += valueGap
		}
		c.tokens = lang.AppendTokens(c.tokens[:0], text)
		if forms != nil {
			forms.note(text, c.tokens)
		}
		length := c.add(base, c.tokens)
		base += length
		f.length += length
	}
	f.tables = c.frequencies()
	f.freqs = f.tables.all
	c.reset()
	counters.Put(c)
	return f
}
