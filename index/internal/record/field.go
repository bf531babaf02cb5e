package record

import (
	"context"
	"slices"

	bleveindex "github.com/blevesearch/bleve_index_api"

	"github.com/newsdex/newsdex/analyze"
)

// A Field is one field of an article: the terms it holds, each once, or what is
// stored of it.
type Field struct {
	Name    string
	Options bleveindex.FieldIndexingOptions
	Terms   []FieldTerm
	Length  int // positions, of a text field
	Value   []byte
}

// A FieldTerm is a term of a field.
type FieldTerm struct {
	Text string
	Hash uint32 // [analyze.TermHash]
	// number stands where Bleve has a frequency: it says where the term is, or has
	// a meaning of the field's own. Of terms that are there and no more it is 0.
	Number uint64
	// at are the places, where they do not fit into the number, which is how many
	// they are.
	At []Occurrence
}

// StoredField returns a field that is kept and not searched.
func StoredField(name string, value []byte) Field {
	return Field{Name: name, Options: bleveindex.StoreField, Value: value}
}

// TermField returns a field that holds terms as they are, without frequencies.
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

// Mark adds a term that stands at no position and has a number.
func (f *Field) Mark(term string, number int) {
	f.Terms = append(f.Terms, FieldTerm{Text: term, Hash: analyze.TermHash(term), Number: uint64(number)})
}

// valueGap is the number of positions between two values of one field, so that
// no phrase runs from one author into the next.
const valueGap = 100

// TextField returns a field with the terms of its values in a language, and where
// each is (occurrences.go). Its length is the number of positions. The forms of the
// words are noted, unless forms is nil. The terms are c's, and may be used until it
// is reset. When ctx is done it may lack some.
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
		c.makeRoom()
		f.Length = c.Walk(ctx, lang, nil, values, c.place)
	}
	f.Terms = c.Take()
	return f
}

// Walk calls visit for all tokens of a field's values, whose positions begin behind
// base, and returns the number of positions.
func (c *Counter) Walk(ctx context.Context, lang analyze.Language, forms *Forms, values []string, visit func(base int, tokens []analyze.Token)) (length int) {
	base := 0
	for i, text := range values {
		if i > 0 {
			base += valueGap
		}
		last := 0
		for tokens := range c.tokensOf(ctx, lang, text) {
			if forms != nil {
				forms.note(text, tokens)
			}
			for i := range tokens {
				last = max(last, tokens[i].Position)
			}
			visit(base, tokens)
		}
		base += last
		length += last
	}
	return length
}
