// Package analyze turns text into the tokens of a news search. It makes the same term
// of "Musk’s" and "musk", of "$97.4 billion" and "$97.4bn", of "non-profit" and
// "nonprofit". Each token has its exact position and its byte offsets into the original
// text.
//
// # How text is processed
//
//	text ─▶ segment ─▶ combine ─▶ stem ─▶ fold ─▶ tokens     Language.Tokens
//	          │          │          │       └ case, diacritics, ligatures, apostrophes
//	          │          │          └ the language's stemmer, with guards
//	          │          └ numbers and money, hyphen compounds, acronyms
//	          └ words of UAX #29, with an ASCII fast path
//
// A text is read once. A scanner finds the next unit (scan.go, piece.go). A unit is
// mostly one word, but may be an amount with its currency (amount.go, amountsuffix.go)
// or words that signs join (compound.go, acronym.go). The analysis of a raw word is
// done once and kept in a cache (word.go, cache.go), so that a token costs a look-up
// and no memory. A language is a row of a table (table.go). Stemming comes before
// folding, because é, ö and й matter to the stemmers of their languages. Only English,
// which does not use them, folds first.
//
// # Examples
//
// The notation is term@position. /2 is a token of width 2, and | separates the
// alternatives of a query.
//
//	text                  an index holds                          a query asks for
//	Musk’s, Musk          musk@1                                  musk
//	$97.4 billion         usd97400000000@1/2 97400000000@1/2      usd97400000000
//	                      97.4@1 billion@2
//	$97.4bn, US$97.4bn    usd97400000000@1 97400000000@1 97.4@1   usd97400000000
//	97,400,000,000        97400000000@1                           97400000000
//	$40-50 billion        usd40000000000@1 … usd50000000000@2/2 … both
//	5%, 5 percent         5pct@1 5@1                              5pct
//	non-profit            nonprofit@1/2 non@1 profit@2            nonprofit | non profit
//	nonprofit             nonprofit@1                             nonprofit
//	Covid-19              covid19@1/2 covid@1 19@2                covid19 | covid 19
//	U.S., US              u.s.@1 us@1                             u.s.
//	us                    us@1                                    us
//	AT&T                  at&t@1                                  at&t
//	J. K. Rowling         jk@1 rowling@2                          jk, rowling
//	can’t                 cant@1                                  cant
//	O’Brien               obrien@1 brien@1                        obrien
//	X’i                   xi@1 x@1                                xi
//	reuters.com           reuters.com@1/2 reuters@1 com@2         reuters.com | reuters com
//	satın, São, Straße    satin, sao, strass                      the same
//	東京都                東京@1 京都@2                           東京 京都
//	no thank you          no@1 thank@2 you@3                      the same; no and you are stop words
//
// Stop words are indexed and marked, so that a phrase query can contain them. Capitals
// that turn a word into an acronym (US, WHO, IT) are significant only in text that is
// not all capitals. In scripts without spaces, each two adjacent signs are a token.
// Testdata/analyze holds several hundred such examples, one file per language.
//
// An index should take the number of positions as the length of a field, and not the
// number of tokens, because alternatives make no text longer.
//
// # Sources and accuracy
//
// Segments are those of Unicode 15 (every line of WordBreakTest passes), with one
// exception: a point or a colon between letters divides them, because scraped text
// lacks the space after a full stop. The stemmers are those of kljensen/snowball for
// en, es, fr, hu, no, ru and sv, and Bleve's own for ar, ckb, da, de, fa, fi, hi, hr,
// it, nl, pl, pt, ro and tr. They agree with the vocabularies of Snowball 3:
//
//	en 99.92 %   es 99.97 %   fr 99.40 %   hu 99.82 %   no 99.35 %   ru 99.98 %   sv 98.20 %
//
// English has exceptions where Porter2 makes one term of words that news must
// distinguish (organization and organ). Some names are not stemmed (Paris, Boeing).
//
// [Detect] is right on 11,999 of 12,000 bodies of English news, and on 97.2 % of single
// sentences of parliament in 21 languages. Most of the other sentences are too short to
// identify and yield "und".
//
// This table has the nDCG@10 (for the headlines, the MRR@10) of BM25F over these terms,
// compared with words in lower case without stop words and with Porter2 stems.
// TestQuality of package query measures it; the documentation of query has the command
// and the other systems.
//
//	            plain   these
//	cranfield   .5263   .5250
//	cisi        .4024   .4078
//	cacm        .5016   .5150
//	headlines   .6318   .6318
//	topics      .4161   .4181
//	average     .4956   .4995
//
// # Speed
//
// These are figures for English news on one core of a shared machine, in MB/s of text.
// The bare split of ASCII into words runs at 450, Tokens at 110 (2 allocations per 2
// KB, on words seen before), Detect at 60. A third of the time of Tokens is the look-up
// of words, which mostly waits for memory. Through Bleve's interface it is 60, and
// Bleve's own English analyzer reaches 23. With Bleve's count of terms added, these are
// 41 and 20, and most of the time is the count. The fields of package index count the
// terms themselves in 2 to 4 allocations. They reach 90 to 105 on articles whose words
// are all known, and 62 to 72 over 2,000 texts of all sorts. A text field of Bleve's
// reaches 17 to 18: they are 5.5 and 3.5 to 4 times as fast.
//
//	NEWSDEX_NEWS=/path/to/articles.jsonl go test -run '^$' -bench Field -benchtime 4s ./index
//
// These commands measure the figures, with the development data in place:
//
//	NEWSDEX_DATA=/path/to/data go test -v -run 'WordBreak|Stem|Detect' ./analyze
//	NEWSDEX_DATA=/path/to/data go test -run '^$' -bench . ./analyze
//
// # Use
//
// [For] returns a language by its code and never fails: for a language without a row in
// the table it returns "und", which segments and folds but does not stem.
// [Language.Query] analyses a query: for each word it returns only the most specific
// term, or a few alternatives. Programs that use Bleve alone find an analyzer under
// [BlevePrefix] and the code, such as "newsdex_en".
package analyze
