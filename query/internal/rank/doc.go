// Package rank runs plans in an index: it finds the articles that match, scores those
// that can get among the best, and counts all of them.
//
// [Bind] looks up the leaves of a plan in every segment of a snapshot, since the number
// of articles that hold a leaf must be known before the first one is scored. A [Search]
// then goes from segment to segment:
//
//	search.go        a plan bound to a snapshot; the best of all segments
//	leafwords.go     the postings of a leaf
//	phrase.go        the frequencies of a phrase, which make its postings
//	flat.go          plans of groups of leaves and filters, the form that most have
//	eval.go          plans of any form, every match scored
//	disjunction.go   alternatives, by MaxScore with the bounds of blocks
//	window.go        alternatives with long lists, bounds added up in windows
//	conjunction.go   several groups, all of which must match
//	cursor.go        the postings of a leaf, walked and scored
//	score.go         BM25F: the score of a posting, of a phrase as of a word
//	near.go          the score of two words that stand near each other
//	sum.go           the score of an article from those of its leaves and pairs
//	recency.go       the factor of an article's age
//	top.go           the best so far
//	order.go         orders by date and title
//	columns.go       counts by the values of columns
//	explain.go       why an article has its score
//
// # How little is looked at
//
// What a search needs of a word in a segment is decoded for the first search that asks
// for it, straight out of the bytes of the segment's file, and kept in a cache of the
// index (64 MB by default), which drops what was not used for longest: its postings, and
// the most that each of them scores under this ranking, one of 255 steps, with the
// greatest of each 64. Where other words or a filter leave few articles, only the
// postings in these are decoded, and kept for the second search. Words of 10,000 postings
// and more are decoded at once, as many as there are processors. For the second search
// more is prepared:
//
//   - of a word that is part of a pair, its positions, two bytes for each occurrence;
//   - of a pair, a list of the articles in which it counts, as if it were a word.
//
// Phrases, prefixes and fuzzy words are kept as the lists of articles that they come to.
// Segments never change, so a list that is kept of one stays right.
//
// Words that are alternatives run MaxScore with the bounds of blocks, and skip articles
// that cannot get among the hits. Where most postings are those of words that matter,
// their bounds are added up in windows of 4,096 articles instead, and only articles whose
// sum is high enough are scored; ANDs of frequent words do the same. Where many articles
// have both words of a pair that has no list yet, a search without such pairs goes first:
// the worst of its hits is a score that the others must reach, and positions are read only
// in articles that could get among the hits by them. Totals come from bitmaps.
//
// A search that skips returns the same as one that scores everything, to the last bit:
// scores are added up in the order of the query wherever an article lies.
package rank
