package ingest

import (
	"iter"

	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// Normalize returns s in the one form that the rules and the index see: Unicode
// NFC (UAX #15); lines end in "\n", whatever ended them before; every kind of
// space is " ", none doubled, none at either end of a line, no blank line at the
// end; soft hyphens, zero-width and control characters are gone, except the
// joiners that Arabic, Indic scripts and emoji are spelled with, and a soft hyphen
// that divides a word at the end of a line, which a [Repair] mends. Quotes and
// dashes stay as they are. Invalid UTF-8 becomes U+FFFD. Lines keep their
// numbers: blank ones stay.
//
// Normalize(Normalize(s)) == Normalize(s). Text that is in this form already
// is returned as it is, at some 2 GB/s if it is English.
func Normalize(s string) string { return plain.NormalForm(s) }

// Sentences returns the byte offsets of the start and the end of each sentence
// of s, a line of normalized text, in order and without the spaces between them.
//
// A sentence ends at . ! ? … or their East Asian forms, with any closing
// quotes and brackets, where a space and then something other than a lower-case
// letter follows; not after an initial ("J. Smith") or a common abbreviation.
func Sentences(s string) iter.Seq2[int, int] { return plain.EachSentence(s) }
