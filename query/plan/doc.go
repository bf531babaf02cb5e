// Package plan holds queries as search engines run them: with their words analysed
// in each language of an index, and without anything of an index in them.
//
// query.Compile makes a [Plan], and every engine behind query.Engine runs one. A plan
// can be run by several engines and any number of times.
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
// An engine goes down the tree from [Plan].Root. Nodes say which articles match:
//
//   - [And], [Or] and [Not] join others, [All] matches every article;
//   - a [*Leaf] matches the articles that hold its words, and scores them;
//   - a [Filter], an [Exact] or a [Between] matches articles by a field that is not
//     ranked, and scores 0;
//   - an [Optional] matches what its node does, and scores some leaves besides.
//
// The score of an article is the sum of the scores of its leaves and pairs, as package
// query defines them. What a [Not] holds has no score.
package plan
