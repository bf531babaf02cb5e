package analyze

import (
	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/registry"
)

// BlevePrefix and a language's code make the name under which Bleve knows its
// analyzer: "newsdex_en". Importing this package registers them all, for the
// index mapping of any program that uses Bleve.
const BlevePrefix = "newsdex_"

func init() {
	for _, r := range rows {
		l := Language{r.code, r.name, r}
		err := registry.RegisterAnalyzer(BlevePrefix+l.Code, func(map[string]any, *registry.Cache) (analysis.Analyzer, error) {
			// The language is loaded when there is a text: a mapping names them
			// all and needs few.
			return bleveAnalyzer{l}, nil
		})
		if err != nil {
			panic(err) // the table has a code twice, or another package took the name
		}
	}
}

// A bleveAnalyzer gives a language's tokens to Bleve. Alternatives share a
// position; Bleve has no place for the width of a token.
type bleveAnalyzer struct{ lang Language }

// Analyze implements analysis.Analyzer. The tokens and their terms are cut out
// of one piece of memory each.
func (a bleveAnalyzer) Analyze(input []byte) analysis.TokenStream {
	text := string(input)
	// English news has a token for every 5.6 bytes and 0.75 bytes of terms for
	// each byte of text.
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

// bleveType returns the nearest of Bleve's types of token.
func bleveType(k Kind) analysis.TokenType {
	switch k {
	case Number, Money:
		return analysis.Numeric
	case CJK:
		return analysis.Double
	}
	return analysis.AlphaNumeric
}
