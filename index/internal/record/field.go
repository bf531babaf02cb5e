package record

import (
	"context"
	"slices"

	bleveindex "github.com/blevesearch/bleve_index_api"

	"github.com/newsdex/newsdex/analyze"
	"github.com/newsdex/newsdex/index/schema"
)

// A Field is one field of an article: its distinct terms, or its stored value.
type Field struct {
	Name    string                          // the name of the Bleve field
	Options bleveindex.FieldIndexingOptions // Bleve's options
	Terms   []FieldTerm                     // distinct
	Length  int                             // in words, of a text field
	Value   []byte                          // of a stored field
}

// A FieldTerm is a term of a field.
type FieldTerm struct {
	Text string // the term
	Hash uint32 // analyze.TermHash of Text
	// Number holds the term's packed positions, their count if At is set, or a number
	// that the field defines. It is 0 for a term of a field with neither.
	Number uint64
	// At are the positions in ascending order, if they cannot be packed.
	At []Occurrence
}

// AppendSpans appends the positions of a term of a field that keeps them.
func (t *FieldTerm) AppendSpans(spans []schema.Span) ([]schema.Span, error) {
	if t.At == nil {
		return AppendPacked(spans, t.Number)
	}
	for _, o := range t.At {
		spans = append(spans, schema.Span{Pos: int(o.Position), End: int(o.Position + o.Width)})
	}
	return spans, nil
}

// StoredField returns a field that is stored and not indexed.
func StoredField(name string, value []byte) Field {
	return Field{Name: name, Options: bleveindex.StoreField, Value: value}
}

// TermField returns a field of terms without frequencies and positions.
func TermField(name string, terms ...string) Field {
	f := Field{Name: name, Options: bleveindex.IndexField | bleveindex.SkipFreqNorm}
	if len(terms) > 1 {
		terms = slices.Compact(slices.Sorted(slices.Values(terms)))
	}
	for _, term := range terms {
		f.Mark(term, 0)
	}
	return f
}

// Mark adds a term with a number and without positions. The term must be new.
func (f *Field) Mark(term string, number int) {
	f.Terms = append(f.Terms, FieldTerm{Text: term, Hash: analyze.TermHash(term), Number: uint64(number)})
}

// valueGap is the number of positions between two values of a field, so that no
// phrase runs from one author into the next.
const valueGap = 100

// TextField returns a field with the terms of its values in a language, and their
// positions (positions.go). Its length is the number of its positions without those of
// stop words, but at least 1. The forms of words are added to forms unless that is nil.
// The terms belong to c and are valid until [Counter.Reset]. Terms may be missing when
// ctx is done.
func (c *Counter) TextField(ctx context.Context, name string, lang analyze.Language, forms *Forms, values ...string) Field {
	f := Field{Name: name, Options: bleveindex.IndexField | bleveindex.IncludeTermVectors}
	size := 0
	for _, text := range values {
		size += len(text)
	}
	if size < LongText {
		f.Length = c.Walk(ctx, lang, forms, values, c.Add)
	} else {
		c.Walk(ctx, lang, forms, values, c.count)
		c.allocate()
		f.Length = c.Walk(ctx, lang, nil, values, c.addCounted)
	}
	f.Terms = c.Take()
	return f
}

// Walk calls visit for all tokens of a field's values, and returns the length of the field,
// as in [Counter.TextField]. The positions of the tokens are counted from base.
func (c *Counter) Walk(ctx context.Context, lang analyze.Language, forms *Forms, values []string, visit func(base int, tokens []analyze.Token)) (length int) {
	base := 0
	for i, text := range values {
		if i > 0 {
			base += valueGap
		}
		last, stops := 0, 0
		for tokens := range c.tokensOf(ctx, lang, text) {
			if forms != nil {
				forms.note(text, tokens)
			}
			for i := range tokens {
				t := &tokens[i]
				if t.Stop && t.Position > last {
					stops++
				}
				last = max(last, t.Position)
			}
			visit(base, tokens)
		}
		base += last
		length += last - stops
	}
	if base > 0 {
		length = max(length, 1)
	}
	return length
}
