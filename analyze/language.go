package analyze

import "iter"

// A Language analyses text of one language. Its methods are safe for
// concurrent use. Get one with [For].
type Language struct {
	// Code is the ISO 639 code in lower case: "en"; "und" for the fallback.
	Code string
	// Name is the language's English name.
	Name string

	row *row
}

// Tokens returns the terms that an index holds for text, in the order of their
// positions. Alternatives for one place follow each other, the most specific
// first.
func (l Language) Tokens(text string) iter.Seq[Token] { panic("contract") }

// Query returns what the words of text ask an index for, in their order.
func (l Language) Query(text string) []QueryWord { panic("contract") }

// For returns the language with the given ISO 639 code ("en", "EN", "en-GB"
// and "en_GB" are the same), or the fallback "und". It never fails.
func For(code string) Language { panic("contract") }

// Languages returns every language of the table, in the order of their codes,
// with "und" last.
func Languages() []Language { panic("contract") }

// Detect names the language of text by its script and a vote of its stop words.
// declared is the code that the text came with, or ""; it decides where the
// text alone is unsure. The answer is a code of [Languages], "und" where
// unsure, with a confidence from 0 to 1.
func Detect(text, declared string) (code string, confidence float64) { panic("contract") }

// Fold returns s in lower case with diacritics, ligatures and the variants of
// apostrophes folded away, as in every term of an index.
func Fold(s string) string { panic("contract") }

type row struct{}
