// Package ingest reads scraped news articles and cleans them. It decodes and normalizes
// their text, removes everything that is not the article, finds the metadata and gives
// each article a stable ID. It knows nothing of analysis, indexes or Bleve.
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
// The packages below this one, from the ground up:
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
// Pages and formats share internal/found, htmltext, jsontext, markdown and tags. The
// rules and the stages of [Read] are in this package.
//
// # How an article moves
//
//	files, folders, globs, "-"        a Go program's own articles
//	        │ Files                          │ any Source
//	        ▼                                ▼
//	  iter.Seq2[Article, error]   raw: text as the source had it
//	        │
//	        ▼ Read
//	  decode      valid UTF-8; invalid bytes are replaced and recorded as a Repair
//	  normalize   NFC, line ends, odd spaces, zero-width characters
//	  repair      certain damage is mended; each change is an Edit
//	  clean       the rules, in the order of the table: each returns Cuts, and
//	              every Cut becomes a Removal; then title, deck and body
//	              are told apart
//	  identify    ID, canonical URL, fingerprint of the cleaned text
//	        │
//	        ▼
//	  iter.Seq2[Article, error]   clean: Title, Deck, Body, metadata, Removed
//
// [Read] runs these stages in this order. An error is an element of the sequence: it
// belongs to one input, and the sequence goes on.
//
// # Nothing is lost
//
// The decoder of a format gives Read the text of an article. None of that text is lost:
// put the removed text back among the kept text, undo the repairs, and the result is
// the decoded text in normal form, to the byte. [Article.Original] does this. So
// removed text can be put back for good ([Article.Restore]), and an article can be
// cleaned again by other rules without its source ([Article.Raw]). An article can also
// carry its original, a small file of its format ([FileSource].Origins), from which
// [Again] makes it anew.
//
// Normalized text ([Normalize]) is a list of lines, numbered from 1. A rule never edits
// a line. It returns Cuts, which are positions in that text; the engine makes them and
// writes a [Removal] for each, with the rule, the reason, the exact text, its line and
// its byte column. Kept text keeps its line number ([Article.Lines]). Rules see the
// repaired text, and a [Repair] lists its [Edit]s. All line numbers count the lines of
// the normalized text; a wrapped paragraph has the number of its first line. Columns
// count bytes. The column of a removal is in the line after all repairs, that of an
// edit in the line after its own repair.
//
// Nothing is lost of the decoded text, which is
//
//	plain text, WET        all of the file or of the record, as UTF-8
//	JSON, JSON Lines, CSV  the field of the text, with its escapes and quotes read;
//	                       if it is HTML, the text of that HTML
//	Markdown               what a reader sees: the decoder drops marks, link targets,
//	                       comments and front matter
//	RSS, Atom, JSON Feed   the text of the content, or of the summary if it
//	                       says more; the other becomes the deck or is dropped
//	HTML, WARC             the lines of the page that extraction takes for the
//	                       article; what it leaves out (menus and the like) has
//	                       no Removal
//
// Titles, decks and names are the values of their fields, and their repairs can be
// undone too. What a decoder drops remains only in the bytes of the source. Repairs
// without edits record bytes that are gone from the text: those of a charset
// ("charset", "undecoded", "invalid-utf8"), the overrides of the direction of text
// ("direction"), and the end of a page whose encoding is damaged ("cut-short"). A
// "long-list" records authors and tags beyond the first 200 of each. Records, files and archive members that are not articles are
// errors, or are counted ([FileSource].OnSkipped).
//
// FuzzAccount checks this for every format, packing and level: articles that it writes
// in a format must come out whole, also after their removed text is put back and after
// they are cleaned again.
//
// # Formats
//
// The file extension names the format; without an extension, as on standard input, the
// content does.
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
// Any of them may be packed, up to five layers deep ("dump.tar.gz" with "a.jsonl.zst"
// in it has three). Packed files are read as a stream, so memory does not grow with the
// archive:
//
//	gzip     .gz .tgz          members one after the other
//	zstd     .zst .tzst        windows up to 128 MiB
//	bzip2    .bz2 .tbz2
//	tar      .tar              its files; links and hidden files are left out
//	zip      .zip              stored, deflated or zstd; its directory costs some
//	                           300 bytes of memory a member; one from a pipe or
//	                           from another archive is kept in a temporary file
//
// A member's path in its archive never leads out of it, and nothing is unpacked to disk
// under its own name. A file may unpack to 300 times its size plus 64 MiB, where each
// record counts 512 bytes in addition to its size; beyond that it is a zip bomb. A
// truncated or damaged file yields one error with the byte offset; the articles before
// it stay.
//
// Files of other formats are skipped in folders and archives, and counted
// ([FileSource].OnSkipped); such a file given by name is an error.
//
// A record's fields are recognized by the names that scrapers use, listed at
// [FieldNames]; [FileSource].Fields adds others. An article may have 16 MiB
// ([FileSource].MaxArticle) and 262,144 lines.
//
// # Identity
//
// An article's ID is the ID of its record. Without one it is the canonical form of its
// URL (scheme and host in lower case; without default port, fragment and tracking
// parameters), else its Path, else its Fingerprint. So an article keeps its ID when it
// is read again. Articles of different sources may have the same ID; an index gives each
// of them a longer one. Only an absolute http or https
// URL is one: links of feeds and pages are resolved, and any other address is a refused
// candidate of the URL. Control characters in IDs and paths, also those for the
// direction of text, are percent-encoded.
//
// # Copies and revisions
//
// Articles with the same [Article].Fingerprint, a hash of the cleaned title and body,
// are exact copies. [Report] counts them, an index keeps each under its ID, and a
// search shows one and names the others.
//
// Articles with the same URL are texts of one page. [GroupTexts] tells which of them are
// revisions of one article: those with the same title, or with words in common, and all if
// each is later than the others. In an index the newest stands and lists the earlier ones
// ([Article].Earlier), in whatever order and in whatever runs they are read.
//
// # The rules and their order
//
// The rules are one table ([DefaultRules]), applied from top to bottom. The order
// follows from the text that each rule still needs to see:
//
//  1. page-furniture: on a whole page as text, the lines above the article and
//     below it, so that the other rules see only an article.
//  2. byline, timestamp, outlet-tag, agency-tag: lines that become metadata, while
//     the head of the article is still as it was found. A date in a line never
//     replaces a date that the source gave, and no zone is made up.
//     "LONDON (Reuters) - " becomes Agency and Dateline.
//  3. markup to notice: whole lines that widgets write. All lines are looked up
//     in the tables of phrases and patterns before anything is cut, and then
//     decided together. An unambiguous phrase goes wherever it stands
//     ("Share this article"); an ordinary word ("guest", "Twitter") goes only in a
//     run with such a phrase or in a long run of such words. So "What's next?" and
//     a lone "Sports" stay, unless the scorers decide otherwise. An open comment
//     section goes to its end. topics and about-author look only below the last
//     paragraph.
//  4. stray-line: lines that are in no table and do not read like the article.
//  5. call-to-action: sentence by sentence, as a paragraph may say more than
//     "Share your thoughts below!".
//  6. repeated-headline, repeated-text: last, when only the article is left to be
//     repeated. One copy stays: the headline as the title, the lead before the rest
//     of the article. Only statements count: the lines of lists and songs are
//     repeated on purpose.
//
// Then the headline becomes the title. On a page it is the line above the article that
// matches the page's first line, or the line most like a headline (findheadline.go).
// Otherwise it is the first line, if that looks like a headline. The next line is the
// deck if it looks like a headline too. An article without a headline gets a title made
// from its first summary bullet or sentence, marked by TitleDerived.
//
// Widget texts (internal/phrase), dates (internal/date) and bylines are known in
// English, German, French, Spanish, Portuguese, Italian, Polish, Russian and Turkish,
// and the commonest words in some more languages. testdata/clean/languages.txtar has
// pages of each.
//
// The rules work on lines and sentences and never drop a document. Thresholds on
// repeated text, as in Gopher or FineWeb, would drop articles that only need one line
// removed.
//
// # Levels
//
// [Options].Level says how far cleaning goes. At [Careful] only rules with fixed
// wordings run; credits, copyright lines, promos, topics, biographies, timestamps below
// the head and runs of ordinary words stay. [Normal] is meant for an index. [Strict]
// also follows the scorer when it is less sure. [Options].Without leaves out single
// rules.
//
// # Templates by outlet
//
// No table can know the text that one outlet puts on all its pages: a note on the
// column, an offer, the author's standing biography. [Templates] learns such lines from
// the articles that [Read] yields ([Templates.Observe]), each once and in an order of
// their own, so the order and the number of readings do not matter. The rule "template", which
// runs after all others, removes them ([Options].Templates). A template is a line that
// appears in many of the outlet's articles at its usual position. How many articles it
// takes depends on the kind of line, and most lines that repeat are no templates
// (templateposition.go). An article that mostly repeats others is a copy or a revision
// and does not count.
//
// # Rule files
//
// Users can write their own rules in Go ([Rule], [MatchLines]) or as text, in a file
// that [ParseRules] reads.
//
// # Measured
//
// NEWSDEX_DATA=FOLDER go test -run Measure -v ./ingest/... reports these figures.
// Package internal/gold lists the files in the folder. The tests that measure are
// skipped if the variable is not set.
//
// In 12,000 articles of 490 English outlets, the rules remove 22,700 pieces. Most are
// marks of advertisements, credits and captions, links to other articles, notices and
// navigation; the scorers remove 75 lines. Four articles lose more than 30 %: two
// galleries whose captions appear twice, a note under a stack of captions, a list of
// figures between video players. Of 300 removals drawn at random none was wrong. Of the
// scorers' 75 lines some five are doubtful: names that may be headings.
//
// The table shows removals from 181 pages that were labelled line by line, as texts of
// 14 extractors and as flat text (html-text). The first column of each pair is the
// share of junk lines removed, the second the share of article lines lost; headlines
// and decks are not counted. Rules and scorers were made while looking at the
// development half of the pages. No text of the check half was read. But its counts by
// page, rule and position were used to settle how many stray lines a text may have, in
// all and between its paragraphs, that an address must be the only one, and how sure
// the scorers must be at the edges of texts and within pages.
//
//	                         development       check             all
//	careful  14 extractors   40.1 %   .00 %    33.1 %   .07 %    36.3 %   .04 %
//	         html-text       44.2 %   .09 %    44.0 %   .27 %    44.1 %   .18 %
//	normal   14 extractors   62.9 %   .15 %    51.9 %   .30 %    57.0 %   .23 %
//	         html-text       91.4 %   .50 %    87.8 %  1.14 %    89.5 %   .82 %
//	strict   14 extractors   64.9 %   .21 %    53.5 %   .35 %    58.8 %   .28 %
//	         html-text       93.8 %   .54 %    90.3 %  1.41 %    92.0 %   .97 %
//
// Wrapped text with an extractor's marks (dom_smoothie) is hard to judge line by line:
// 41 % and .16 %. Most of the lost lines are ones that the labels count as article on
// some pages and not on others: credits of reporters and pictures, copyright lines. So
// are the eight lines that careful removes from html-text: a copyright mark and the
// name in it, a credit of an agency, three links to other articles and two names in
// lists. The remaining junk is captions without a credit, teasers and decks that read
// like the article.
//
// On 180 pages as flat text the headline is found on 148. On 167 pages, with the text
// above it that gives it away left out, it is found on 94. In the check half it is 73
// of 93, and 49 of 85.
//
// For HTML pages see the figures in internal/page.
//
// # Speed
//
// Reading and cleaning on one core, garbage collection included (a shared EPYC of 2.6
// GHz, on which the same program takes a fifth more or less at other times):
//
//	JSON Lines, news                           42 MB/s
//	JSON Lines, the examples and their junk    38 MB/s
//	text, a folder of files of 4 kB            30 MB/s
//	HTML                                       .75 of the time of go-trafilatura
//
// The expressions of the rules are automata (internal/match), which reject most lines
// after a few characters, at 2 ns each. Cheaper tests run before them: a set of words
// (match/finder.go), the first word, the beginning of the line (phrase/prefilter.go),
// the last character. The scorer takes .7 µs a line (score/forest.go); with its
// features it takes two fifths of the time where most lines are junk. Next come the
// lookups in the tables, calls to action and JSON; for a small file, opening and
// reading it, five system calls.
//
//	NEWSDEX_DATA=folder go test ./ingest -run '^$' -bench 'Read|Pages' -cpu 1
//
// Expressions, phrase tables and scorers are built when the first article needs them,
// so a program that reads none starts in .3 ms (GODEBUG=inittrace=1). But
// go-trafilatura needs a date package (go-dateparser, through go-htmldate), which costs
// every program .1 to .2 s and 78 MB at its start, whether or not it reads a page.
package ingest
