// Package score says how much a line reads like an article, by what it consists of and
// by the lines around it.
//
//	s := score.LineScorer()
//	var f score.Features
//	f.Look(lines, s.LogOddsOf) // of all lines of a text
//
// The program in train makes the tables scorer.txt, surroundings.txt and words.txt.
//
// # The scorers
//
// page-furniture and stray-line ask two scorers how likely a line is not the
// article. The first, 160 small decision trees (scorer.txt), sees what the line
// consists of, what the tables said of it and of those around it, where it stands,
// how far the prose is and whether it has the same words (features.go), and the
// odds of its words, of some thousands that stand more often in the articles of many
// sites or more often around them (words.txt). The second, 60 trees (surroundings.txt),
// sees what the first says of the line, of its neighbours, and of all above and
// below (surroundings.go): a teaser after the article reads like a heading in it,
// but after it comes nothing that reads like the article.
//
// A text is a page if the first scorer expects four in ten of its unknown lines not
// to be the article. Of a page the block with the best sum of scores is the
// article, and what is outside goes; inside hardly anything does, for lists and
// tables look like menus. In other texts few lines between the paragraphs go, and
// none that ends in a full stop; above the first and below the last, whatever the
// second scorer is sure of. Lists that a line announces stay, and long ones that end
// a text if it is not sure of them (ingest/sparedlines.go). It need be less sure of a line that
// the tables know as an ordinary word too ("Gallery"), and on a page of a date or a
// byline. testdata/clean/kept.txtar holds that poems, recipes, interviews, results,
// live blogs and short texts in eight languages stay whole.
//
// The program says how sure the tables are of sites that they have not seen.
package score
