// Package ingest reads scraped news articles and makes them clean: it decodes and
// normalizes their text, takes out what is not the article, finds their metadata and
// gives each a stable ID. It knows nothing of analysis, of indexes or of Bleve.
//
//	for a, err := range ingest.Read(ctx, ingest.Files("articles/"), ingest.Options{}) {
//		if err != nil {
//			log.Print(err) // about one input; the next article follows
//			continue
//		}
//		fmt.Println(a.Title, a.PublishedString())
//		for _, r := range a.Removed {
//			fmt.Printf("  line %d, %s: %s\n", r.Line, r.Reason, r.Text)
//		}
//	}
//
// The rooms below this package, from the ground up:
//
//	internal/plain     words, sentences, folded and normal forms of text
//	internal/match     many strings and expressions found in one pass
//	internal/charset   in which charset bytes are
//	internal/date      which day and time a text names, in any language
//	internal/mend      where a text is damaged, and what it was
//	internal/phrase    whether a line is one that sites put around articles
//	internal/score     how much a line reads like an article
//	internal/page      which part of a page is its article, and what the page says of it
//	internal/format    what a file says: one file of Go for each format
//	internal/source    where bytes come from: folders, patterns, archives, packing
//
// and internal/found, htmltext, jsontext, markdown and tags, which pages and formats
// share. The rules and the stages of [Read] are here.
//
// # How an article moves
//
//	files, folders, globs, "-"        a Go program's own articles
//	        │ Files                          │ any Source
//	        ▼                                ▼
//	  iter.Seq2[Article, error]   raw: text as the source had it
//	        │
//	        ▼ Read
//	  decode      valid UTF-8; what was not is replaced and recorded as a Repair
//	  normalize   NFC, line ends, odd spaces, zero-width characters
//	  repair      damage that is certain is mended, each place as an Edit
//	  clean       the rules, in the order of the table: each names what it takes
//	              out as Cuts, and every cut becomes a Removal; then title, deck
//	              and body are told apart
//	  identify    ID, canonical URL, fingerprint of the cleaned text
//	        │
//	        ▼
//	  iter.Seq2[Article, error]   clean: Title, Deck, Body, metadata, Removed
//
// [Read] is those stages, in that order, in one function. An error is an
// element of the sequence: it belongs to one input and the sequence goes on.
//
// # Nothing is lost
//
// The decoder of a form gives Read the text of an article, and of that text
// nothing is lost: what was kept and what was removed, each back in its place, and
// then the repairs taken back, are that text in normal form, to the byte.
// [Article.Original] puts it together. So text that was taken out can be put back
// for good ([Article.Restore]), and an article can be cleaned anew, by other rules,
// without its source ([Article.Raw]).
// Where articles carry what they were made of, each a small file of its form
// ([FileSource].Origins), they can be made of that again ([Again]).
//
// Normalized text ([Normalize]) is a list of lines, numbered from 1. A rule never
// edits a line: it returns Cuts, places in that text, and the engine takes them out
// and writes a [Removal] for each: which rule, why, the exact text, its line and its
// byte column. What stays keeps the number of the line it stood on ([Article.Lines]).
// Rules see the text as it was repaired, and a [Repair] lists its [Edit]s. All line
// numbers count the lines of the normalized text; a paragraph that was wrapped has
// the number of its first line. Columns count the bytes of the line as it was when
// that was done: those of removals after all repairs, those of an edit after its own.
//
// The decoded text, of which nothing is lost, is
//
//	plain text, WET        all of the file or of the record, as UTF-8
//	JSON, JSON Lines, CSV  the field of the text, with its escapes and quotes read;
//	                       where it is HTML, the text of that HTML
//	Markdown               what a reader sees: marks, targets of links, comments and
//	                       front matter are the decoder's
//	RSS, Atom, JSON Feed   the text of the content, or of the summary where that
//	                       says more; the other is the deck or goes
//	HTML, WARC             the lines of the page that are the article's, as extraction
//	                       finds them: what it leaves out is menus and the like, and
//	                       no removal tells of it
//
// and titles, decks and names are the fields' values with their repairs taken back.
// What a decoder leaves out is in the bytes of the source. Repairs without edits tell
// of bytes that are gone from the text: those of a charset ("charset", "undecoded",
// "invalid-utf8"), and the end of a page whose encoding is damaged ("cut-short").
// Records, files and members that are no articles are errors, or are counted
// ([FileSource].OnSkipped).
//
// FuzzAccount holds this for every form, packing and level: what it writes down in a
// form must be what comes out, whole, put back and cleaned anew.
//
// # Forms
//
// The extension names the form; without one, as on standard input, the content
// does.
//
//	plain text   .txt .text                       a file is an article
//	HTML         .html .htm .xhtml                a page is an article
//	WARC, WET    .warc .wet                       a response of status 200 that is
//	                                              HTML is an article, and a text; in
//	                                              gzip, deflate, brotli or zstd
//	Markdown     .md .markdown .mdown .mkd        a file is an article; front matter
//	                                              has its fields
//	RSS, Atom    .rss .atom .rdf .xml .feed       an item is an article: its content,
//	                                              else its summary
//	CSV, TSV     .csv .tsv .tab                   a row below the header is an article
//	JSON         .json                            an object of an array, or of a list
//	                                              in an object, is an article; or the
//	                                              file is one; JSON Feed, JSON Lines
//	JSON Lines   .jsonl .ndjson .jsonlines .jl    a line is an article
//
// Any of them may be packed, up to five layers deep ("dump.tar.gz" with
// "a.jsonl.zst" in it has three), and is read as it comes out, so memory does
// not grow with the archive:
//
//	gzip     .gz .tgz          members one after the other
//	zstd     .zst .tzst        windows up to 128 MiB
//	bzip2    .bz2 .tbz2
//	tar      .tar              its files; links and hidden files are left out
//	zip      .zip              stored, deflated or zstd; its directory costs some
//	                           300 bytes of memory a member; one from a pipe or
//	                           from another archive is kept in a temporary file
//
// A member's place in its archive never leads out of it, and nothing is unpacked
// to disk by its name. A file may unpack to 300 times its size and 64 MiB more,
// where each record counts for 512 bytes besides its own: beyond is a zip bomb.
// What is cut short or damaged is one error that says at which byte; the articles
// before it stay.
//
// Files of other forms are passed over in folders and archives, and counted
// ([FileSource].OnSkipped); one that is named by itself is an error.
//
// A record's fields go by the names that scrapers use, of which [FieldNames] has the
// table; [FileSource].Fields names others. An article may have 16 MiB
// ([FileSource].MaxArticle) and 262,144 lines.
//
// # Identity
//
// An article's ID is the one that its record gives, else the canonical form of
// its URL (scheme and host in lower case; without default port, fragment and
// tracking parameters), else its Path, else its Fingerprint. So an article is
// the same when it is read again, and another file is another article.
//
// # Copies and revisions
//
// Articles with one [Article].Fingerprint, which is of the cleaned title and body,
// are exact copies: [Report] counts them, an index keeps each under its ID, and a
// search shows one and names the others.
//
// Articles with one URL are texts of one page: [Revisions] lets the newest stand and
// lists the earlier ones with it ([Article].Earlier), whatever the order of reading
// and of runs.
//
// # The rules and their order
//
// The rules are one table ([DefaultRules]), applied from top to bottom. The
// order goes by what a rule must still see:
//
//  1. page-furniture: of a whole page as text, what stands above the article and
//     below it, so that the others see an article.
//  2. byline, timestamp, outlet-tag, agency-tag: what becomes metadata, while the
//     head of the article is as it was found. A date of a line never replaces one
//     that the source gave, and no zone is made up. "LONDON (Reuters) - " becomes
//     Agency and Dateline.
//  3. markup to notice: whole lines that widgets write. All lines are looked up
//     in the tables of phrases and patterns before anything is cut, and then
//     decided together: a phrase that means one thing goes wherever it stands
//     ("Share this article"), an ordinary word only in a run with such a phrase
//     or in a long run of such words ("guest", "Twitter"). So "What's next?" and
//     a lone "Sports" stay, unless the scorers say otherwise. An opened comment
//     section goes to its end. topics and about-author look below the last
//     paragraph only.
//  4. stray-line: what no table knows and does not read like the article.
//  5. call-to-action: sentence by sentence, where a paragraph says more than
//     "Share your thoughts below!".
//  6. repeated-headline, repeated-text: last, when nothing but the article is left
//     to be repeated. One copy stays: the headline as the title, the lead that
//     stands before the rest of the article. Only statements count: the lines of
//     lists and songs are repeated on purpose.
//
// Then the headline is the title: of a page the line above the article that says what
// the page's first line says, or the one most like a headline (findheadline.go), else the
// first line if it looks like one. The line after it is the deck if it does too. An
// article without a headline gets a title made from its first summary bullet or
// sentence, marked by TitleDerived.
//
// What widgets say (internal/phrase), dates (internal/date) and bylines are known
// in English, German, French, Spanish, Portuguese, Italian, Polish, Russian and Turkish, and
// the commonest words in some more; testdata/clean/languages.txtar has pages of each.
//
// The rules work on lines and sentences and never drop a document: ratios of
// repeated text as in Gopher or FineWeb would drop articles that need one line
// less.
//
// # Levels
//
// [Options].Level says how far cleaning goes. At [Careful] only rules run that a
// fixed wording gives away; credits, copyright lines, promos, topics, biographies,
// stamps below the head and runs of ordinary words stay. [Normal] is what an index is
// for. At [Strict] the scorer is believed where it is less sure. [Options].Without
// leaves out single rules.
//
// # Templates by outlet
//
// What an outlet puts on all its pages, no table can know: a note on the column, an
// offer, the author's standing biography. [Templates] learns it from the articles
// that [Read] yields ([Templates.Observe]) and takes it out by a rule of its own,
// "template", that runs after all others ([Options].Templates): lines that stand in
// many of the outlet's articles at their usual place. How many depends on what a line
// says, for most that repeat are none (templateposition.go). An article most of which
// stood in others is a copy or a revision and does not count.
//
// # Rule files
//
// Rules of one's own are written in Go ([Rule], [MatchLines]) or as text, in a
// file that [ParseRules] reads.
//
// # Measured
//
// NEWSDEX_DATA=FOLDER go test -run Measure -v ./ingest/... reports these figures; package
// internal/gold says which files the folder holds. The tests that measure are skipped
// where the variable is not set.
//
// Of 12,000 articles of 490 English outlets 22,700 pieces go, most of them marks of
// advertisements, credits and captions, leads to other articles, notices and
// navigation; the scorers take 75 lines. Four articles lose more than 30 %: two
// galleries whose captions stand in them twice, a note under a stack of captions, a
// list of figures between players of videos. Of 300 removals drawn at random none
// was wrong; of the 75 lines of the scorers some five, names that may be headings.
//
// Of texts that extractors made of 181 pages, labelled line by line, and of the
// pages as flat text (html-text), so many of the junk lines go, and with them of
// the article's; headlines and decks count for nothing. Rules and scorers were made
// while looking at the development half of the pages. Of the check half no text
// was read, but counts by page, rule and place were, and settled how many stray
// lines a text may have, within it and between its paragraphs, that an address must
// be the only one, and how sure the scorers must be at the edges of texts and
// within pages.
//
//	                         development       check             all
//	careful  14 extractors   40.1 %   .00 %    33.1 %   .07 %    36.3 %   .04 %
//	         html-text       44.2 %   .09 %    44.0 %   .27 %    44.1 %   .18 %
//	normal   14 extractors   62.9 %   .15 %    51.9 %   .30 %    57.0 %   .23 %
//	         html-text       91.4 %   .50 %    87.8 %  1.14 %    89.5 %   .82 %
//	strict   14 extractors   64.9 %   .21 %    53.5 %   .35 %    58.8 %   .28 %
//	         html-text       93.8 %   .54 %    90.3 %  1.41 %    92.0 %   .97 %
//
// Wrapped text with an extractor's marks (dom_smoothie) is hard to tell line by
// line: 41 % and .16 %. What is lost is for the most part what the labels of some
// pages count to the article and those of others do not: credits of reporters and
// pictures, copyright lines. So are the eight lines that careful takes of html-text: a
// copyright mark and the name in it, a credit of an agency, three leads to other
// articles and two names in lists. What stays of the junk are captions without a credit,
// teasers and decks that read like the article.
//
// Of 180 pages as flat text the headline is found of 148, and of 167 of which what says
// it above was left out, of 94; in the check half of 73 of 93, and of 49 of 85.
//
// Of HTML pages, internal/page has the figures.
//
// # Speed
//
// On one core, read and cleaned, memory collected (an EPYC of 2.6 GHz that is shared,
// on which the same program takes a fifth more or less at other times):
//
//	JSON Lines, news                           42 MB/s
//	JSON Lines, the examples and their junk    38 MB/s
//	text, a folder of files of 4 kB            30 MB/s
//	HTML                                       .75 of the time of go-trafilatura
//
// The expressions that rules ask are automata (internal/match): a line that does not
// begin like one is done after some characters, of 2 ns each. Before them stand
// what is cheaper: a set of words (match/finder.go), the first word, the beginning of the
// line (phrase/prefilter.go), the last sign. The scorer takes .7 µs for a line (score/forest.go),
// and with all that it sees of a line two fifths of the time where most lines are
// junk; what follows are looking lines up in the tables, calls to action and JSON, and
// of a small file to open and read it, five calls of the system.
//
//	NEWSDEX_DATA=folder go test ./ingest -run '^$' -bench 'Read|Pages' -cpu 1
//
// Expressions, tables of phrases and scorers are made when the first article wants
// them, so that a program that reads none starts in .3 ms (GODEBUG=inittrace=1). But
// go-trafilatura needs a package that reads dates (go-dateparser, by way of
// go-htmldate), which costs each program .1 to .2 s and 78 MB at its start, whether
// or not it reads a page.
package ingest
