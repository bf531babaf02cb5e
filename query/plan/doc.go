// Package plan defines queries as search engines run them: their words are analysed
// in each language of an index. A plan has no reference to an index.
//
// query.Compile makes a [Plan], and every query.Engine runs plans. Several engines
// can run a plan, any number of times.
//
//	musk bid -lang:de
//
//	and
//	  or
//	    leaf musk in title, deck, body
//	      en: musk
//	    leaf bid in title, deck, body
//	      en: bid
//	    near: musk, bid
//	  not
//	    lang is de
//
// # Running a plan
//
// An engine walks the tree from [Plan].Root. Each kind of node matches some
// articles:
//
//   - [And], [Or] and [Not] combine other nodes, and [All] matches every article.
//   - A [*Leaf] matches the articles that hold its words, and scores them.
//   - A [Filter], an [Exact] or a [Between] matches articles by a field that is not ranked,
//     and scores 0.
//   - An [Optional] matches as its node does, and adds the scores of optional leaves.
//
// The score of an article is the sum of the scores of its leaves and pairs, as
// package query defines them. Nodes beneath a [Not] have no score.
package plan
