// Package page finds the article on an HTML page and reads the metadata that the page
// states.
//
//	doc, err := page.Parse(html)
//	facts, articleBody := page.Read(doc, address)     // title, date, authors, all candidates
//	text, extractor := page.Extract(doc, facts.Title) // the lines of the article
//
// read.go walks a page once and collects its metadata; title.go, dates.go, authors.go and
// metadata.go choose among the candidates; blocks.go, choose.go and junk.go find the
// text.
//
// # The text
//
// Two extractors look at a page, go-trafilatura and go-readability. The text that both
// found shows which element holds the article. The lines inside that element are kept or
// dropped by the extractors that took them, by the names of the elements around them
// ("related") and by their links. So a list that one extractor dropped stays, and a
// teaser that both took goes. The lead that stands by itself below the headline is kept
// (lead.go). Each block that a browser shows is a line. If the extractors find too
// little, the text is that of one of them, then the densest text, then the articleBody of
// the JSON-LD, then all text; the candidate "text" of an article names the choice.
// Invisible elements and readers' comments are removed first. The extractors are not run
// on pages that are nested more than 512 elements deep, have more than 500,000 tags, or
// are ten times larger than news pages are; reading these takes time linear in their
// length.
//
// # Metadata
//
// The table MetadataSources lists the places where pages state their metadata, field by
// field, the most trusted place first: JSON-LD (schema.org's articles, also in graphs and
// lists, with references resolved), microdata, OpenGraph, Twitter cards, Dublin Core,
// Parse.ly, Sailthru and other <meta> names, <time>, classes and lines by the headline,
// the address. A value that cannot be right is refused, with a reason: an author that is
// an address, a role or the outlet; a canonical address that is the front page; a
// description that is the first paragraph. The outlet's name is split off titles. Of
// several dates of one day, the most precise is chosen.
//
// Found of an article lists every candidate, its source, whether it was chosen, and why
// it was refused. A date in any format is refused if it is in year 1, is the first second
// of 1970, or lies more than a day ahead of the clock of Read.
//
// # Measured
//
// The 181 pages of the public article extraction benchmark, scored as the benchmark does
// (F1 of the mean precision and recall in 4-grams):
//
//	                          all    looked at   not looked at
//	go-trafilatura 1.12.2    .960      .953         .966
//	extracted                .978      .980         .976
//	extracted and cleaned    .983      .987         .979
//
// The pages are halved by a hash of their names, and rules were made on one half only.
// (One rule came from the other half: a page may hold its text twice.) Reading and
// cleaning takes three quarters of the time of go-trafilatura with its fallbacks, and as
// long as go-trafilatura without them. Most of the remaining errors are choices of the
// benchmark. It counts as article text: headlines of other articles, a video's caption, a
// shop's prices and one outlet's deck. It does not count: the part of a press release
// about the company, and nine of ten messages on a page of them. Our own errors are cards
// of products inside articles, tables whose rows are links, and lines in capitals that
// lead to other articles.
//
// 939 other pages, most of them German, with text pieces labelled by hand, on which
// go-trafilatura is measured (half of them looked at; the halves differ by .02 at most):
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
