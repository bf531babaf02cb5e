package index

import (
	"context"
	"slices"

	bleveindex "github.com/blevesearch/bleve_index_api"

	"github.com/newsdex/newsdex/analyze"
)

// A field is one field of an article: the terms it holds, each once, or what is
// stored of it.
type field struct {
	name    string
	options bleveindex.FieldIndexingOptions
	terms   []fieldTerm
	length  int // positions, of a text field
	value   []byte
}

// A fieldTerm is a term of a field.
type fieldTerm struct {
	text string
	hash uint32 // [analyze.TermHash]
	// number stands where Bleve has a frequency: it says where the term is, or has
	// a meaning of the field's own. Of terms that are there and no more it is 0.
	number uint64
	// at are the places, where they do not fit into the number, which is how many
	// they are.
	at []occurrence
}

// storedField returns a field that is kept and not searched.
func storedField(name string, value []byte) field {
	return field{name: name, options: bleveindex.StoreField, value: value}
}

// termField returns a field that holds terms as they are, without frequencies.
func termField(name string, terms ...string) field {
	f := field{name: name, options: bleveindex.IndexField | bleveindex.SkipFreqNorm}
	if len(terms) > 1 {
		terms = slices.Compact(slices.Sorted(slices.Values(terms)))
	}
	for _, term := range terms {
		f.mark(term, 0)
	}
	return f
}

// mark adds a term that stands at no position and has a number.
func (f *field) mark(term string, number int) {
	f.terms = append(f.terms, fieldTerm{text: term, hash: analyze.TermHash(term), number: uint64(number)})
}

// valueGap is the number of positions between two values of one field, so that
// no phrase runs from one author into the next.
const valueGap = 100

// textField returns a field with the terms of its values in a language, and where
// each is (occurrences.go). Its length is the number of positions. The forms of the
// words are noted, unless forms is nil. The terms are c's, and may be used until it
// is reset. When ctx is done it may lack some.
func (c *counter) textField(ctx context.Context, name string, lang analyze.Language, forms *forms, values ...string) field {
	f := field{name: name, options: bleveindex.IndexField | bleveindex.IncludeTermVectors}
	size := 0
	for _, text := range values {
		size += len(text)
	}
	if size < longText {
		f.length = c.walk(ctx, lang, forms, values, c.add)
	} else {
		c.walk(ctx, lang, forms, values, c.count)
		c.makeRoom()
		f.length = c.walk(ctx, lang, nil, values, c.place)
	}
	f.terms = c.take()
	return f
}

// walk calls visit for all tokens of a field's values, whose positions begin behind
// base, and returns the number of positions.
func (c *counter) walk(ctx context.Context, lang analyze.Language, forms *forms, values []string, visit func(base int, tokens []analyze.Token)) (length int) {
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
