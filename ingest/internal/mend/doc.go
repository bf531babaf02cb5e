// Package mend finds where a text is damaged, and says what it was.
//
// Only what is certain is mended; of the rest each file says what it leaves. In
// the order in which they are done:
//
//	mojibake       UTF-8 that was decoded as Windows-1252 or Latin-1, once or
//	               more often: "donâ€™t", "MÃ¼ller"   (mojibake.go)
//	entity         "&amp;", "&#8217;", "&amp;#8217;"  (entities.go)
//	wrapped-lines  the lines of paragraphs that were wrapped to a width, and
//	               words divided at their ends        (wrapped.go, hyphens.go)
//	missing-space  "It ended.The next"                (sentencespace.go)
//
// Titles, decks and names are mended too, as far as one line goes.
// NoRepair of the options of ingest leaves all damage in. How sure each is, ingest/repair.go says.
package mend
