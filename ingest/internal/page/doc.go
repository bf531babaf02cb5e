// Package page answers which part of a page is its article, and what the page says of
// itself.
//
//	doc, err := page.Parse(html)
//	facts, articleBody := page.Read(doc, address)     // title, date, authors, all candidates
//	text, extractor := page.Extract(doc, facts.Title) // the lines of the article
//
// read.go walks a page once and collects what it states; title.go, dates.go, authors.go
// and metadata.go choose among the candidates; blocks.go, choose.go and junk.go find the
// text.
//
// # The text
//
// Two extractors look at a page, go-trafilatura and go-readability. What both found
// tells in which element the article is; the lines of the page inside it are sorted
// by who found them, by the names of the elements they stand in ("related") and by
// their links. So a list that one extractor dropped stays, a teaser that both took goes,
// the lead that stands by itself below the headline is taken (lead.go), and each block
// that a browser shows is a line. Where they find too little, one of them, then the
// densest text, then the articleBody of the JSON-LD, then all text is taken; the
// candidate "text" of an article says which. What readers do not see, and what other readers wrote
// below, goes before. Pages nested more than 512 elements deep, of more than 500,000
// tags, or of ten times the size that news has, are read without the extractors, in
// time that grows with their length.
//
// # Metadata
//
// What a page says of its article is looked for by the table metadataSources,
// field by field and the most trusted place first: JSON-LD (schema.org's articles,
// also in graphs and lists, with references resolved), microdata, OpenGraph,
// Twitter cards, Dublin Core, Parse.ly, Sailthru and other <meta> names, <time>,
// classes and lines by the headline, the address. A value is refused, with a reason,
// where it cannot be right: an author that is an address, a role or the outlet; a
// canonical address that is the front page; a description that is the first paragraph.
// The outlet's name is split off titles; of dates of one day the most precise counts.
//
// Found of an article has every candidate, where it was found, which was chosen and why
// others were refused. A date is refused, of every form, if it is in year 1, is the
// first second of 1970, or lies more than a day ahead of the clock of Read.
//
// # Measured
//
// Of the 181 pages of the public article extraction benchmark, scored as it does
// (F1 of the mean precision and recall in 4-grams):
//
//	                          all    looked at   not looked at
//	go-trafilatura 1.12.2    .960      .953         .966
//	extracted                .978      .980         .976
//	extracted and cleaned    .983      .987         .979
//
// The halves are by a hash of the page's name; rules were made on the one. (One was
// not: that a page may hold its text twice came from the other.) Reading and
// cleaning takes three quarters of the time of go-trafilatura with its fallbacks, and
// as long as without them. Of the pages that are still read wrong most are choices
// of the benchmark: headlines of other articles, a video's caption, a shop's prices
// and one outlet's deck count as the article, what press releases say of the company
// does not, nor do nine of ten messages on a page of them. What is ours: cards of
// products inside articles, tables whose rows are links, lines in capitals that lead
// to other articles.
//
// Of 939 other pages, most of them German, on which go-trafilatura is measured with
// pieces that were written down by hand (half of them looked at; the halves differ by
// .02 at most):
//
//	                                   HTML    go-trafilatura    flat text, as it is
//	pieces of the article that stay    .931         .923            .946       .972
//	pieces of the rest                 .075         .108            .260       .866
//	pieces of comments                 .027         .123            .162       .691
//	day right, wrong                 .865 .08     .863 .14        .373 .03
//	authors right                      .634         .582            .134
//	title right                        .889         .840            .750
//
//	NEWSDEX_DATA=… go test -run 'MeasurePages|MeasureOthers' -v ./ingest
//	NEWSDEX_DATA=… go test -run '^$' -bench Pages ./ingest
package page
