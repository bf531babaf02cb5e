// Package rank runs plans in an index: it finds the articles that match, scores
// those that may be among the best, and counts all matches.
//
// [Bind] looks up the leaves of a plan in every segment of a snapshot, because the
// number of articles that hold a leaf must be known before the first is scored. A
// [Search] then goes from segment to segment:
//
//	search.go        a plan bound to a snapshot; the best of all segments
//	leafpostings.go  the postings of a leaf
//	phrasematch.go   where a phrase matches and how often; its score is in score.go
//	flat.go          plans of groups of leaves and filters, which most plans are
//	eval.go          plans of any other structure, every match scored
//	disjunction.go   alternatives, by MaxScore with bounds of blocks
//	window.go        alternatives with long lists, whose bounds are summed in windows
//	windowpairs.go   the bounds of many pairs, summed in windows
//	conjunction.go   several groups, all of which must match
//	cursor.go        the postings of a leaf, walked and scored
//	score.go         BM25F: the score of a posting, of a word or a phrase
//	proximity.go     the score of two words that are near each other
//	pairlist.go      the list of a pair, as if it were a word
//	threshold.go     a first search without pairs, for a score that others must reach
//	sum.go           the score of an article from those of its leaves and pairs
//	recency.go       the factor of an article's age
//	top.go           the best candidates so far
//	order.go         orders by date and title
//	columns.go       counts by the values of columns
//	bitset.go        a set of documents with a bit for each
//	bycost.go        work on lists in parallel, the longest first
//	watch.go         looks at a context between pieces of work
//	explain.go       the parts of an article's score
//
// # How little is read
//
// A search decodes the postings of a word in a segment at its first use, straight
// from the bytes of the segment's file. With them it computes the impacts: upper
// bounds of the postings' scores under the ranking, in 255 steps, and the greatest
// of each 64. Both are kept in a cache of the index (64 MB by default), which drops
// the least recently used. Where other words or a filter leave few articles, the
// first search decodes only the postings in these. The second decodes and keeps all.
// Words of 10,000 postings and more are decoded in parallel, on all processors. The
// second search that uses a word or a pair also prepares and keeps
//
//   - the positions of a word that is part of a pair, two bytes for each occurrence;
//   - the list of the articles in which a pair scores, as if the pair were a word.
//
// The lists of phrases, prefixes and fuzzy words are kept like those of words.
// Segments never change, so their lists stay valid.
//
// Alternatives are searched by MaxScore with bounds of blocks, which skips articles
// that cannot be among the hits. Where most postings are those of essential words,
// their bounds are summed in windows of 4,096 articles instead, and only articles
// whose sum is high enough are scored. Conjunctions of frequent words do the same.
// Where many articles have both words of a pair without a list, a search without
// such pairs runs first. The score of its worst hit is a threshold for the others,
// and positions are read only in articles that may reach it by their pairs. Totals
// are counted in bitmaps.
//
// A search that skips articles returns the same hits and scores as one that scores
// all of them, to the last bit: the score of an article is always summed in the
// order of the query.
package rank
