// Package ingest reads scraped news articles and makes them clean: it decodes
// and normalizes their text, takes out what is not the article, finds their
// metadata and gives each a stable ID. It knows nothing of analysis, of
// indexes or of Bleve.
//
// # How an article moves
//
//	files, folders, globs, "-"        a Go program's own articles
//	        │ Files                          │ any Source
//	        ▼                                ▼
//	  iter.Seq2[Article, error]   raw: text as the source had it
//	        │
//	        ▼ Read
//	  decode      valid UTF-8; what was not is replaced and recorded as a Repair
//	  normalize   NFC, line ends, odd spaces, zero-width characters
//	  clean       the rules, in the order of the table: each names what it takes
//	              out as Cuts, and every cut becomes a Removal
//	  identify    ID, canonical URL, fingerprint of the cleaned text
//	        │
//	        ▼
//	  iter.Seq2[Article, error]   clean: Title, Deck, Body, metadata, Removed
//
// [Read] is those stages, in that order, in one function. An error is an
// element of the sequence: it belongs to one input and the sequence goes on.
//
// # Nothing is lost
//
// Normalized text is a list of lines, numbered from 1, with no space at either
// end of a line and single spaces within. A rule never edits a line: it
// returns Cuts, places in that text, and the engine takes them out and writes
// a [Removal] for each: which rule, why, the exact text, its line and its byte
// column. What stays keeps the number of the line it stood on ([Article.Lines]).
// So the kept text and the removals, put back in order, are the normalized
// input again, blank lines apart: [Article.Original] does that, and a fuzz
// test holds it for every rule.
package ingest
