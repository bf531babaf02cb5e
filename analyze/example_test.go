package analyze_test

import (
	"fmt"

	"github.com/newsdex/newsdex/analyze"
)

// The tokens of a sentence in an index. Alternatives share a position, and a term of
// several words has a width.
func ExampleLanguage_Tokens() {
	for t := range analyze.For("en").Tokens("Musk’s $97.4bn bid for the non-profit") {
		fmt.Printf("%-14s position %d, width %d, %s\n", t.Term, t.Position, t.Width, t.Kind)
	}
	// Output:
	// musk           position 1, width 1, word
	// usd97400000000 position 2, width 1, money
	// 97400000000    position 2, width 1, number
	// 97.4           position 2, width 1, number
	// bid            position 3, width 1, word
	// for            position 4, width 1, word
	// the            position 5, width 1, word
	// nonprofit      position 6, width 2, compound
	// non            position 6, width 1, word
	// profit         position 7, width 1, word
}

// A query asks only for the most specific term of each word, or for a few alternatives
// if the word has several spellings.
func ExampleLanguage_Query() {
	for _, w := range analyze.For("en").Query("the US non-profit's $97.4 billion") {
		fmt.Println(w.Any, w.Stop)
	}
	// Output:
	// [[the]] true
	// [[u.s.]] false
	// [[nonprofit] [non profit]] false
	// [[usd97400000000]] false
}

func ExampleDetect() {
	code, confidence := analyze.Detect("El gobierno anunció que no subirá los impuestos antes de las elecciones", "")
	fmt.Printf("%s %.1f\n", code, confidence)
	code, _ = analyze.Detect("12.02.2025", "de-AT") // no evidence: the declared language
	fmt.Println(code)
	// Output:
	// es 0.9
	// de
}

func ExampleFold() {
	fmt.Println(analyze.Fold("İstanbul’da Łódź, Straße, ﬁnance"))
	// Output: istanbulda lodz, strasse, finance
}
