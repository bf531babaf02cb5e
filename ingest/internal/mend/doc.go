// Package mend finds damaged passages of a text and their original form.
//
// It mends only what is certain. Each file says which damage it leaves. The repairs, in
// the order in which they run:
//
//	mojibake       UTF-8 that was decoded as Windows-1252 or Latin-1, once or
//	               more often: "donâ€™t", "MÃ¼ller"   (mojibake.go)
//	entity         "&amp;", "&#8217;", "&amp;#8217;"  (entities.go)
//	wrapped-lines  the lines of paragraphs that were wrapped to a width, and
//	               words divided at their ends        (wrapped.go, hyphens.go)
//	missing-space  "It ended.The next"                (sentencespace.go)
//
// Titles, decks and names are mended too, with the repairs that apply to a single line.
// NoRepair, an option of ingest, turns all repairs off. ingest/repair.go says how
// certain each repair is.
package mend
