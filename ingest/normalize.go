package ingest

import (
	"iter"

	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// Normalize returns s in the normal form that the rules and the index use: Unicode NFC
// (UAX #15). Every line end becomes "\n", and every kind of space " ". No space is
// doubled or stands at either end of a line, and the text does not end in blank lines.
// Soft hyphens, zero-width and control characters are removed, except the joiners that
// Arabic, Indic scripts and emoji are spelled with, and a soft hyphen that divides a
// word at the end of a line, which a [Repair] mends. Quotes and dashes stay as they
// are. Invalid UTF-8 becomes U+FFFD. Blank lines stay, so lines keep their numbers.
//
// Normalize(Normalize(s)) == Normalize(s). Text in normal form is returned as it is, at
// some 2 GB/s for English.
func Normalize(s string) string { return plain.NormalForm(s) }

// Sentences returns the byte offsets of the start and the end of each sentence
// of s, a line of normalized text, in order and without the spaces between them.
//
// A sentence ends at . ! ? … or their East Asian forms, with any closing quotes and
// brackets, where a space and then something other than a lower-case letter follows; it
// does not end after an initial ("J. Smith") or a common abbreviation.
func Sentences(s string) iter.Seq2[int, int] { return plain.EachSentence(s) }
