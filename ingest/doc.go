// Package ingest reads scraped news articles and makes them clean: it decodes
// and normalizes their text, takes out what is not the article, finds their
// metadata and gives each a stable ID. It knows nothing of analysis, of
// indexes or of Bleve.
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
// An article that was cleaned can be cleaned anew, by other rules, without its source
// ([Article.Raw]), and text that was taken out can be put back, for good
// ([Article.Restore]).
//
// Normalized text is a list of lines, numbered from 1, with no space at either
// end of a line and single spaces within. A rule never edits a line: it
// returns Cuts, places in that text, and the engine takes them out and writes
// a [Removal] for each: which rule, why, the exact text, its line and its byte
// column. What stays keeps the number of the line it stood on ([Article.Lines]).
//
// Rules see the text as it was repaired, and a [Repair] lists its [Edit]s: the
// line, the column, what stood there and what stands there now. All line numbers
// count the lines of the normalized input, which are those of the file; a
// paragraph that was wrapped has the number of its first line. Columns count the
// bytes of the line as it was when that was done: those of removals after all
// repairs, those of an edit after its own. So the kept text and the removals, put
// back in order, and then the edits, taken back from the last to the first, are
// the normalized input again: [Article.Original] does that, and a fuzz test holds
// it for every rule and every repair.
//
// # Repairs
//
// Only what is certain is mended; of the rest each file says what it leaves. In
// the order in which they are done:
//
//	mojibake       UTF-8 that was decoded as Windows-1252 or Latin-1, once or
//	               more often: "donâ€™t", "MÃ¼ller"   (mojibake.go)
//	entity         "&amp;", "&#8217;", "&amp;#8217;"  (entities.go)
//	wrapped-lines  the lines of paragraphs that were wrapped to a width, and
//	               words divided at their ends        (wrapped.go, hyphens.go)
//	missing-space  "It ended.The next"                (sentencespace.go)
//
// Most texts need none of them, and that is seen at some 1.5 GB/s. Titles, decks
// and names are mended too, as far as one line goes. [Options].NoRepair leaves
// all damage in.
//
// In 12,000 articles of 490 English outlets a space was missing 1,740 times in
// 270 of them, and 132 places in 92 titles had been decoded wrongly, most of them
// twice; of 100 of these drawn at random none was wrong. Of 5,250 sentences of
// the European Parliament in 21 languages five were changed, all of them damaged;
// each decoded as Windows-1252, 17 of 4,700 were not mended exactly. Of 2,400
// articles wrapped to 60, 66, 72 and 80 columns some 87 % were joined exactly and
// no two paragraphs became one; without blank lines between paragraphs, lines
// that end with a sentence stay as they are.
//
// # Forms
//
// The extension names the form; without one, as on standard input, the content
// does.
//
//	plain text   .txt .text                       a file is an article
//	WARC, WET    .warc .wet                       a response of status 200 that is
//	                                              HTML is an article, and a text
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
// to disk by its name. A file may unpack to 300 times its size and 64 MiB more:
// beyond is a zip bomb. What is cut short or damaged is one error that says at
// which byte; the articles before it stay.
//
// Files of other forms are passed over in folders and archives, and counted
// ([FileSource].OnSkipped); one that is named by itself is an error.
//
// A record's fields go by the names that scrapers use; of several the first that
// says something counts, in any case of letters. [FileSource].Fields names others:
//
//	id         id, _id, uuid, guid, article_id, story_id, stories_id, doc_id,
//	           docid, document_id, identifier
//	url        url, canonical_url, canonical_link, link, permalink, href,
//	           web_url, weburl, article_url, story_url, page_url,
//	           mainentityofpage, warc-target-uri, target_uri, documentidentifier,
//	           source, guid
//	title      title, headline, article_title, story_title, webtitle, title_page,
//	           title_rss, og_title, og:title
//	deck       deck, dek, subtitle, subheadline, sub_title, standfirst,
//	           description, meta_description, abstract, excerpt, teaser, summary
//	text       text, body, content, maintext, article, articlebody, article_body,
//	           article_text, main_text, body_text, bodytext, fields.bodytext,
//	           full_text, fulltext, story_text, story, plaintext, plain_text,
//	           clean_text, cleaned_text, text_content, content_text,
//	           page_content, raw_content, raw_text
//	html       content_html, body_html, html_content, html_body, article_html,
//	           content:encoded, content_encoded, fields.body, html, raw_html,
//	           rawhtml, page_html, source_html, page_source
//	outlet     outlet, source, site, publisher, sitename, site_name, source_name,
//	           source-hostname, meta_site_name, og_site_name, og:site_name,
//	           publication, newspaper, media_name, media, feed_title, hostname,
//	           domain, source_domain
//	authors    authors, author, byline, creator, dc:creator, dc_creator, writers,
//	           article_author, author_name, fields.byline
//	published  published, date, date_publish, publish_date, pubdate,
//	           published_at, publication_date, datepublished, date_published,
//	           publishing_date, publishedat, published_date, published_time,
//	           publish_time, published_on, pub_date, pub_time, datetime,
//	           article:published_time, webpublicationdate, issued
//	retrieved  retrieved, retrieved_at, date_download, download_date, crawl_date,
//	           crawled_at, crawl_time, date_crawled, fetched_at, fetch_time,
//	           scraped_at, scrape_date, collect_date, indexed_date, seendate,
//	           warc_date, warc-date, filedate, timestamp
//	updated    updated, updated_at, date_modify, date_modified, datemodified,
//	           modified, modified_at, last_modified, lastmod, update_time,
//	           article:modified_time, fields.lastmodified
//	section    section, category, categories, articlesection, sectionname,
//	           section_name, news_desk, channel, rubric
//	tags       tags, keywords, topics, meta_keywords, news_keywords, labels
//	language   language, lang, meta_lang, language_code, inlanguage,
//	           content_language, warc-identified-content-language
//
// An object needs one of the fields of text or html; the text may be "" for an
// article that is only a title. Where only HTML is given, it is read as a page is;
// HTML in a text becomes text. A source, guid or mainEntityOfPage is the URL if it
// is one; a summary is the deck up to 400 bytes, for longer ones were made by
// programs; C4's timestamp is when it was crawled. A date may be seconds,
// milliseconds or microseconds since 1970; 03-04-2025, which is two days, is none.
// A record may stand in _source, doc, document, article, attributes or data. An article may have 16 MiB ([FileSource].MaxArticle) and
// 262,144 lines.
//
// # HTML
//
// Two extractors look at a page, go-trafilatura and go-readability. What both
// found tells in which element the article is; the lines of the page inside that
// element are then sorted by who found them, by the names of the elements they
// stand in ("related", "caption", "newsletter") and by their links. So a list, a
// heading or a quoted post that one extractor dropped stays, a teaser that both
// took goes, and the text is the page's own, a line for each block that a browser
// shows. Where the extractors find too little, one of them, then the densest text,
// then the articleBody of the JSON-LD, then all text is taken; the candidate "text"
// of [Article.Found] says which. What readers do not see, and what other readers
// wrote below, is taken out of the page before. Pages nested more than 512
// elements deep, of more than 500,000 tags, or of ten times the size that news
// has, are read without the extractors, in time that grows with their length.
//
// Of the 181 pages of the public article extraction benchmark, scored as it does
// (F1 of the mean precision and recall in 4-grams):
//
//	                          all    looked at   not looked at
//	go-trafilatura 1.12.2    .960      .953         .966
//	extracted                .978      .981         .975
//	extracted and cleaned    .982      .986         .979
//
// The halves are by a hash of the page's name; rules were made on the one. (One was
// not: that a page may hold its text twice came from the other.) Reading and
// cleaning takes two thirds of the time of go-trafilatura with its fallbacks, and
// as long as without them. Of the
// pages that are still read wrong most are choices of the benchmark: headlines of
// other articles and a video's caption count as the article, prices and "Buy now"
// of a shop, the deck of one outlet and not of others; the last paragraphs of press
// releases, about the company, do not, nor do nine of ten messages on a page of
// them; and in Japanese it has spaces where a link begins. What is ours: cards of
// products inside articles, tables whose rows are links, lines in capitals that
// lead to other articles without being links.
//
//	NEWSDEX_DATA=… go test -run MeasurePages -v ./ingest
//	NEWSDEX_DATA=… go test -run '^$' -bench Pages ./ingest
//
// # Metadata
//
// What a page says of its article is looked for by the table metadataSources,
// field by field and the most trusted place first: JSON-LD (schema.org's articles,
// also in graphs and lists, with references resolved), microdata, OpenGraph,
// Twitter cards, Dublin Core, Parse.ly, Sailthru and other <meta> names, <time>,
// classes, the address. A value is refused, with a reason, where it cannot be
// right: an author that is an address, a role or the outlet; a canonical address
// that is the front page; a description that is the first paragraph again. The
// outlet's name is split off titles; of dates of one day the most precise counts.
//
// [Article.Found] has every candidate, where it was found, which was chosen and
// why others were refused; of other forms too, where fields of a record contradict
// each other or a line of the text became metadata. newsdex clean --json shows it.
//
// A date is refused, of every form, if it is in year 1, is the first second of
// 1970, or lies more than a day ahead of [Options].Now; the next candidate takes
// its place.
//
// # Charsets
//
// Files and pages are decoded to UTF-8 by, in this order: a byte order mark; the
// zeros of UTF-16 and UTF-32, the escape sequences of ISO-2022-JP and HZ; being
// valid UTF-8, whatever is declared; a declaration (Content-Type, XML, <meta>) by
// which the text makes sense; and a guess: 27 charsets are tried, and the one
// counts in which the text makes most sense, letter by letter of 35 languages
// (see scoreOf). What makes none in any is read as UTF-8 with U+FFFD for what is
// not. A [Repair] "charset" names what was decoded from and how it was told.
//
// Of 107 texts in 30 charsets all are decoded to the right text, 77 by a
// declaration, and all too with their declarations taken away:
//
//	NEWSDEX_DATA=… go test -run MeasureCharsets -v ./ingest
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
// Articles with one URL are texts of one page. [Revisions] lets the newest stand
// and lists the earlier ones with it ([Article].Earlier): by when they were
// retrieved, else by when they were updated or published, else the one that was
// read last. It works while articles pass, and asks an index what it holds, so
// that the order of reading and of runs does not matter; newsdex index uses it
// unless told --every-revision. A text that is only cleaned otherwise is no
// revision: what counts then is the text before cleaning. Records that give one
// URL and IDs of their own are texts of one page too; those that come in
// different runs are not known to be.
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
//     a lone "Sports" stay. An opened comment section goes to its end. topics and
//     about-author look below the last paragraph only.
//  4. stray-line: what no table knows and does not read like the article.
//  5. call-to-action: sentence by sentence, where a paragraph says more than
//     "Share your thoughts below!".
//  6. repeated-headline, repeated-text: last, when nothing but the article is left
//     to be repeated. One copy stays: the headline as the title, the lead that
//     stands before the rest of the article. Only statements count: the lines of
//     lists and songs are repeated on purpose.
//
// Then the first line is the title if it looks like a headline, the next the deck
// if it does too; an article without a headline gets a title made from its first
// summary bullet or sentence, marked by TitleDerived.
//
// The rules work on lines and sentences and never drop a document: ratios of
// repeated text as in Gopher or FineWeb would drop articles that need one line
// less.
//
// # Levels
//
// [Options].Level says how far cleaning goes. At [Careful] only rules run that a
// fixed wording gives away; credits, copyright lines, promos, topics and
// biographies stay. [Normal] is what an index is for. At [Strict] the scorer is
// believed where it is less sure. [Options].Without leaves out single rules.
//
// # The scorer
//
// page-furniture and stray-line ask a scorer of 160 small decision trees
// (scorer.txt) how likely a line is not the article. It knows no words: it sees how
// long a line is, how it begins and ends, its capitals, digits and signs; what the
// tables said of it and of those around it; where it stands; how far the next
// paragraphs are; the block of lines in which most of the prose stands; which of
// its words stand in that block; and what the whole text is like (features.go).
// What it says of a line is weighed with what it says of the lines around it
// (scorer.go).
//
// A text is a page if the scorer expects four in ten of its unknown lines not to
// be the article. Of a page the block with the best sum of scores is the article,
// and what is outside goes; inside hardly anything does, for lists and tables look
// like menus. In other texts few lines go, and none that ends in a full stop. Poems,
// recipes, interviews, results, live blogs and short texts in eight languages are
// held to stay whole by testdata/clean/kept.txtar.
//
// TestTrain makes the table (boost_test.go is gradient boosting on histograms). It
// learns from one half of the pages of lines/, from news/, of which it takes for
// the article what no rule takes out, and from texts made of both: the furniture
// of pages around articles of other pages, of news/ and of sentences in 21
// languages, with lists, tables, poems and interviews put in. Without these made
// texts twice as much of the article was lost.
//
// # Templates by outlet
//
// What an outlet puts on all its pages, no table can know: a note on the column,
// an offer, the author's standing biography. [Templates] learns it from the
// articles that [Read] yields ([Templates.Observe]) and takes it out by a rule of
// its own, "template", that runs after all others ([Options].Templates). A line
// is one if it stands in many of the outlet's articles at its usual place; how
// many depends on what it says (templateplace.go). Most lines that repeat are
// none: standing headings, who speaks in an interview, a story's background told
// again. An article most of which stood in others is a copy or a revision and
// does not count.
//
// Learning and cleaning are two steps. If the templates grew while articles are
// cleaned by them, what becomes of an article would depend on what was read
// before it, and the first ones would keep what goes from the last. So Read takes
// those that are known when it begins and learns nothing; who wants both reads
// twice, as newsdex index --learn does, or learns from one day for the next. The
// templates are kept as JSON in a file beside the index, where the user can pin or
// refuse a line, and the same file gives the same articles.
//
// Of 12,000 articles 48 lines are learned, which stand in them 770 times; of 100
// drawn at random none was the article. Of the 741 lines of
// lines/repeated-lines.tsv, which stand eight times in a larger corpus, the other
// rules leave 136 in these articles, 63 of them in five or more; 21 of these are
// templates, and of the rest some 30 are headings, names and separators of the
// articles.
//
// # Rule files
//
// Rules of one's own are written in Go ([Rule], [MatchLines]) or as text, in a
// file that [ParseRules] reads. There a rule begins with a line that names it;
// each line after it, indented or not, is a word and its value:
//
//	# What only the pages of this paper have.
//	rule tide-table
//	  reason    gives the day's tides, on every page
//	  line      ^High water: \d\d:\d\d
//	  equal     Tides by the harbour office
//	  place     head 4
//	  host      harbour.example
//
//	rule weather-ship
//	  reason    advertises the outlet's weather ship
//	  sentence  \bweather ship\b.*\blive\b
//	  outlet    The Harbour Gazette
//
// The words are
//
//	equal     a whole line, whatever its case, punctuation and quotes; "#"
//	          stands for a number
//	line      a regular expression: a line goes in which it matches
//	sentence  the same: a sentence goes in which it matches
//	reason    why, for those who read what went; each rule needs one
//	place     head, tail, each of 8 lines or as many as are given, or anywhere,
//	          as it is when nothing is said
//	outlet    the outlet that the rule is for, by name
//	host      the same by host: example.com is for news.example.com too
//	level     the least level of cleaning: careful, as it is when nothing is
//	          said, normal or strict
//
// A rule needs at least one of the first three; these, outlet and host may stand
// more than once, and any of them will do. Regular expressions are RE2's
// (https://github.com/google/re2/wiki/Syntax): they take time in proportion to
// the text, and know no look-ahead and no back-references. Lines that begin with
// "#" are remarks. A file may have 1 MB and 1,000 rules, a regular expression
// 1,000 bytes.
//
// # Measured
//
// NEWSDEX_DATA=… go test -run Measure -v ./ingest reports these figures.
//
// Of 12,000 articles of 490 English outlets 22,400 pieces go: marks of
// advertisements, credits and captions, leads to other articles, notices,
// sign-ups, navigation and reporters' credits for the most part; 635 tags of
// agencies, 149 biographies, 69 lines of markup; the scorer takes 31 lines. Three articles lose more than 30 %: a gallery whose captions stand in it
// twice, a note under a stack of captions, a list of figures between players of
// videos.
//
// Of 300 removals drawn at random one was wrong, an item of a list ("— Spain: 1").
//
// Of texts that extractors made of 181 pages, labelled line by line, and of the
// pages as flat text (html-text), so many of the junk lines go, and with them of
// the article's. The rules and the scorer were made while looking at the
// development half of the pages. Of the check half no text was read, but counts
// by page and by rule were: how many stray lines a text may have, how many
// between its paragraphs, and that a line that is an address must be the only one,
// was settled by them. Lines that
// become headlines or decks count for nothing.
//
//	                         development       check             all
//	careful  14 extractors   39.9 %   .02 %    33.3 %   .07 %    36.3 %   .04 %
//	         html-text       39.6 %   .09 %    39.6 %   .27 %    39.6 %   .18 %
//	normal   14 extractors   60.4 %   .15 %    48.6 %   .30 %    54.0 %   .22 %
//	         html-text       91.6 %   .54 %    86.7 %  1.37 %    89.0 %   .95 %
//	strict   14 extractors   61.4 %   .15 %    49.1 %   .43 %    54.7 %   .29 %
//	         html-text       94.9 %  1.49 %    90.7 %  4.10 %    92.7 %  2.79 %
//
// Wrapped text with an extractor's marks (dom_smoothie) is hard to tell line by
// line: 22 % and .30 %. What is lost is for the most part what the labels count to
// the article and this package does not: credits of reporters and pictures,
// copyright lines. What stays of the junk is for the most part captions without a
// credit, teasers and decks that read like the article.
//
// # Speed
//
// On one core, read from JSON Lines and cleaned: 19 MB/s of news, 12 where every
// article has junk as the examples have. The scorer and the patterns are half of it;
// before the scorer it was 30 to 34.
//
//	NEWSDEX_DATA=folder go test ./ingest -run '^$' -bench Read -benchtime 2s
package ingest
