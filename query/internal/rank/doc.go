// Package rank runs plans in an index: it finds the articles that match, scores those
// that can get among the best, and counts all of them.
//
// [Bind] looks up the leaves of a plan in every segment of a snapshot, since the number
// of articles that hold a leaf must be known before the first one is scored. A [Search]
// then goes from segment to segment:
//
//	search.go        a plan bound to a snapshot; the best of all segments
//	flat.go          plans of groups of leaves and filters, the form that most have
//	eval.go          plans of any form, every match scored
//	disjunction.go   alternatives, by MaxScore with the bounds of blocks
//	window.go        alternatives with long lists, bounds added up in windows
//	conjunction.go   several groups, all of which must match
//	sum.go           the score of an article from the parts of its leaves and pairs
//	score.go         BM25F: the formula of a part
//	phrase.go        the lists of phrases
//	near.go          what the nearness of two words adds
//	top.go           the best so far
//
// What is computed for an article does not depend on its segment or on what was skipped:
// scores are the same to the last bit.
package rank
