package main

// A plan says how many texts the scorers learn from and how their trees are grown.
type plan struct {
	everyNews   int // one article of the news in so many is a text of the first scorer…
	everyBody   int // …and one in so many an article to make texts of
	everySecond int // one in so many is for the second scorer, half of these to make texts of

	languageArticles int // made of the sentences of each language
	made             mix // texts made for the first scorer
	madeByFold       mix // and for the second, of each fold

	junkSites    int // a word has log-odds if it stands in junk of so many sites…
	articleSites int // …or in the article of so many

	first, around booster // of the two scorers
}

// A mix is how many texts of each kind are made.
type mix struct{ pages, alone, extracts int }

// shipped is the plan by which the tables of this build are made.
var shipped = plan{
	everyNews: 12, everyBody: 7, everySecond: 29,
	languageArticles: 40,
	made:             mix{pages: 800, alone: 300, extracts: 500},
	madeByFold:       mix{pages: 120, alone: 60, extracts: 120},
	junkSites:        3, articleSites: 20,
	first:  booster{trees: 160, depth: 4, rate: .1, least: 40, ridge: 20, seed: 1, samples: 20000, rows: .7, columns: .6},
	around: booster{trees: 60, depth: 4, rate: .1, least: 60, ridge: 20, seed: 7, samples: 20000, rows: .5, columns: .6, byPage: true},
}

// folds is the number of parts into which the sites are split.
const folds = 5

// The kinds of texts, by how much a line of each counts.
var kindWeights = map[string]float32{
	htmlText:    1,
	extractors:  1,
	otherPage:   .25,
	domSmoothie: .3,
	newsText:    .5,
	madePage:    1,
	madeAlone:   .5,
	madeExtract: .5,
}

// Names of kinds of texts: the Extractor of a labelled text, except extractors, which are
// all others.
const (
	htmlText    = "html-text"
	domSmoothie = "dom_smoothie" // wrapped text
	extractors  = "extractors"
	otherPage   = "other page"
	newsText    = "news"
	madePage    = "made page"
	madeAlone   = "made alone"
	madeExtract = "made extracted"
)

// What a line counts besides.
const (
	goneWeight      = .3  // a rule takes it out anyway
	otherJunkWeight = .25 // it is junk by the word of extractors
)
