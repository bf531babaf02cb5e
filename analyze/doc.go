// Package analyze turns text into the tokens that a news search needs: the same
// term for "Musk’s" and "musk", for "$97.4 billion" and "$97.4bn", for
// "non-profit" and "nonprofit", with exact positions and byte offsets into the
// text as it was given.
//
// # How text moves
//
//	text ─▶ segment ─▶ combine ─▶ fold ─▶ stem ─▶ tokens     Language.Tokens
//	          │          │          │        └ the language's stemmer, with guards
//	          │          │          └ case, diacritics, ligatures, apostrophes
//	          │          └ numbers and money, hyphen compounds, acronyms
//	          └ words of UAX #29, with an ASCII fast path
//
// An index holds several terms for one word where news spells a thing in
// several ways: they share one Position, and a term that covers several
// positions has a Width above 1. "non-profit" is nonprofit (width 2) and non at
// one position and profit at the next.
//
// A query is analysed differently ([Language.Query]): each of its words asks
// for the most specific term only, or for one of a few alternatives.
//
// [For] gives a language by its code and never fails: a language that has no
// row in the table is "und", which segments and folds but does not stem.
// [Detect] names the language of a text.
package analyze
