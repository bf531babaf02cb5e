// Package rank runs plans in an index: it finds the articles that match, scores
// those that may be among the best, and counts all matches.
//
// [Bind] looks up the leaves of a plan in every segment of a snapshot, because the
// number of articles that hold a leaf must be known before the first is scored. A
// [Search] then goes from segment to segment:
//
//	search.go        a plan bound to a snapshot; the best of all segments
//	segment.go       a segment in a search
//	leaf.go          a leaf in all segments
//	word.go          the list of a leaf in a segment and a language
//	phrase.go        where a phrase matches and how often; its score is in score.go
//	phraseplain.go   the same for phrases of single terms, which most are
//	flat.go          plans of groups of leaves and filters, which most plans are
//	eval.go          plans of any other structure, every match scored
//	ranker.go        the best matches of a flat plan, window by window
//	windows.go       the windows of a segment and their bounds
//	collect.go       the matches of a window that may enter
//	waiting.go       matches that may enter by their pairs of words
//	rankone.go       the best matches of a single word, block by block
//	cursor.go        the postings of a leaf, walked and scored
//	tables.go        bounds of scores by frequency and length
//	score.go         BM25F: the score of a posting, of a word or a phrase
//	proximity.go     the score of two words that are near each other
//	sum.go           the score of an article from those of its leaves and pairs
//	recency.go       the factor of an article's age
//	top.go           the best candidates so far
//	after.go         the place behind which they stand, for pages
//	order.go         orders by date and title
//	columns.go       counts by the values of columns
//	bitset.go        a set of documents with a bit for each
//	watch.go         looks at a context between pieces of work
//	explain.go       the parts of an article's score
//
// # How little is read
//
// Lists are searched as they lie in the segment's file (package packed): a search decodes
// the blocks of 128 postings that may matter, and keeps nothing of them. So the first
// search for a word takes as long as the second. Lists that a search has to derive, of
// phrases, prefixes and fuzzy words, are kept in a cache of the index (64 MB by default),
// which drops the least recently used.
//
// A search first counts the matches, in a set with a bit for each document. The documents
// of several words are united, or those of one are kept that the others have too; of a word
// that few documents of the set have, most blocks are passed by.
//
// Then it ranks. Each block has an impact, an upper bound of its scores, and each window of
// some thousand documents the sum of those of its words. Windows come in the order of their
// bounds, so that the first few hold most hits, and the rest is left out once their worst
// score is above. In a window the documents come from the essential words, without which
// none may enter (MaxScore), and from those of their blocks whose impacts are high enough.
// Bounds of their scores come from a table of frequencies and lengths, without a division.
// Only documents whose sum of bounds is high enough are scored.
//
// Positions are read last. Pairs only add to scores, so the scores without pairs are a
// floor that the others must reach. A document that may reach it by its pairs waits, and
// the positions of those with the highest bounds are read first.
//
// A search that skips articles returns the same hits and scores as one that scores
// all of them, to the last bit: the score of an article is always summed in the
// order of the query.
package rank
