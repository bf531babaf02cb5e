package analyze

import (
	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/registry"
)

// BlevePrefix plus the code of a language is the name of its analyzer in Bleve:
// "newsdex_en". Importing this package registers all analyzers, so that index mappings
// of any program that uses Bleve can name them.
const BlevePrefix = "newsdex_"

func init() {
	for _, r := range rows {
		l := Language{r.code, r.name, r}
		err := registry.RegisterAnalyzer(BlevePrefix+l.Code, func(map[string]any, *registry.Cache) (analysis.Analyzer, error) {
			// Load the language on the first text: a mapping names all languages and
			// uses few.
			return bleveAnalyzer{l}, nil
		})
		if err != nil {
			panic(err) // a code is twice in the table, or another package uses the name
		}
	}
}

// A bleveAnalyzer passes a language's tokens to Bleve. Alternatives share a position.
// Bleve cannot represent the width of a token.
type bleveAnalyzer struct{ lang Language }

// Analyze implements analysis.Analyzer. It allocates all tokens in one block of memory,
// and all their terms in another.
func (a bleveAnalyzer) Analyze(input []byte) analysis.TokenStream {
	text := string(input)
	// English news has a token per 5.6 bytes, and 0.75 bytes of terms per byte of text.
	tokens := make([]analysis.Token, 0, len(text)/5+4)
	terms := make([]byte, 0, len(text)+16)
	for t := range a.lang.Tokens(text) {
		at := len(terms)
		terms = append(terms, t.Term...)
		tokens = append(tokens, analysis.Token{
			Term: terms[at:len(terms):len(terms)], Position: t.Position,
			Start: t.Start, End: t.End, Type: bleveType(t.Kind),
		})
	}
	stream := make(analysis.TokenStream, len(tokens))
	for i := range tokens {
		stream[i] = &tokens[i]
	}
	return stream
}

// bleveType returns the closest token type of Bleve.
func bleveType(k Kind) analysis.TokenType {
	switch k {
	case Number, Money:
		return analysis.Numeric
	case CJK:
		return analysis.Double
	}
	return analysis.AlphaNumeric
}
