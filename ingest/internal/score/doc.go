// Package score rates how much each line of a text reads like an article, from the
// line's contents and from the lines around it.
//
//	s := score.LineScorer()
//	var f score.Features
//	f.Look(lines, s.LogOddsOf) // of all lines of a text
//
// The program in the folder train makes the tables scorer.txt, surroundings.txt and
// words.txt.
//
// # The scorers
//
// The rules page-furniture and stray-line use two scorers of how likely a line is not
// the article. The first scorer has 160 small decision trees (scorer.txt). Its features
// (features.go) are the contents of the line, the marks of the phrase tables on it and
// on its neighbours, its position, the distance to prose, the share of its words that
// the prose has too, and the log-odds of its words. The table of log-odds (words.txt)
// has some thousands of words that are more frequent in the articles of many sites, or
// more frequent around them. The second scorer has 60 trees (surroundings.txt). Its
// features (surroundings.go) are the first scores of the line, of its neighbours, and
// of all lines above and below. For example, a teaser below the article reads like a
// heading within it, but no line after the teaser reads like the article.
//
// A text is a page if the first scorer expects at least four in ten of its unknown
// lines not to be the article. On a page, the block with the best sum of scores is the
// article. Lines outside the block are removed. Lines inside it are hardly ever
// removed, because lists and tables look like menus. In other texts, few lines between
// the paragraphs are removed, and none that ends in a full stop. Above the first
// paragraph and below the last, every line is removed that the second scorer is sure
// of. Lists that a line announces are kept. Long lists at the end of a text are kept
// unless the scorer is sure of them (ingest/sparedlines.go). A lower score suffices for
// a line that the tables also know as an ordinary word ("Gallery"), and for a date or a
// byline on a page. testdata/clean/kept.txtar checks that poems, recipes, interviews,
// results, live blogs and short texts in eight languages stay whole.
//
// The program in train reports how accurate the tables are on sites that they were not
// trained on.
package score
