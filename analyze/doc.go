// Package analyze turns text into the tokens that a news search needs: the same
// term for "Musk’s" and "musk", for "$97.4 billion" and "$97.4bn", for
// "non-profit" and "nonprofit", with exact positions and byte offsets into the
// text as it was given.
//
// # How text moves
//
//	text ─▶ segment ─▶ combine ─▶ stem ─▶ fold ─▶ tokens     Language.Tokens
//	          │          │          │       └ case, diacritics, ligatures, apostrophes
//	          │          │          └ the language's stemmer, with guards
//	          │          └ numbers and money, hyphen compounds, acronyms
//	          └ words of UAX #29, with an ASCII fast path
//
// A text is read once. A scanner finds the next unit (scan.go, piece.go): mostly one word,
// but also an amount with its currency (amount.go, amountsuffix.go) or words that
// signs join (compound.go, acronym.go). What a raw word becomes is worked out once and kept in
// a cache (word.go, cache.go), so that a token costs a look-up and no memory. A
// language is a row of a table (table.go). Stemming comes before folding,
// because é, ö and й mean something to the stemmers of their languages; only
// English, which writes none, folds first.
//
// # What becomes of what
//
// Term@position; /2 is a token of width 2, | divides the alternatives of a query.
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
// Stop words are indexed and marked, so that a phrase can ask for them. Capitals
// that make an acronym of a word (US, WHO, IT) count only where text is not all
// capitals. In text of scripts without spaces each two signs are a token.
// Testdata/analyze holds several hundred such rows, one file per language.
//
// An index should take the number of positions as the length of a field, and
// not the number of tokens: alternatives make no text longer.
//
// # What it rests on
//
// Segments are those of Unicode 15 (every line of WordBreakTest passes), but
// that a point or a colon between letters divides them: scraped text lacks the
// space behind a full stop. The stemmers are those of kljensen/snowball for en,
// es, fr, hu, no, ru and sv, and Bleve's own for ar, ckb, da, de, fa, fi, hi,
// hr, it, nl, pl, pt, ro and tr. They agree with the vocabularies of Snowball 3:
//
//	en 99.92 %   es 99.97 %   fr 99.40 %   hu 99.82 %   no 99.35 %   ru 99.98 %   sv 98.20 %
//
// English has exceptions where Porter2 makes one term of words that news must
// tell apart (organization and organ), and names that are left alone (Paris,
// Boeing).
//
// [Detect] is right on 11,999 of 12,000 bodies of English news, and on 97.2 % of
// single sentences of parliament in 21 languages; most of the others are too
// short to tell and come out as "und".
//
// nDCG@10 (MRR@10 for the headlines) of BM25F over these terms, against words in
// lower case without stop words and with Porter2 stems, from TestQuality of package
// query, whose documentation has the command and the other systems:
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
// English news on one core of a shared machine, in MB/s of text: the bare split
// of ASCII into words runs at 450, Tokens at 110 (2 allocations per 2 KB, on words
// seen before), Detect at 60. A third of the time of Tokens goes into the look-up
// of words, most of it waiting for memory. Through Bleve's interface it is 60,
// where Bleve's own English analyzer reaches 23; with Bleve's count of terms added
// 41 and 20, most of which is the count. As the fields of package index, which
// count the terms themselves in 2 to 4 allocations, it is 90 to 105 in articles
// whose words are all known and 62 to 72 over 2,000 texts of all sorts, where a
// text field of Bleve's makes 17 to 18: 5.5 and 3.5 to 4 times as much.
//
//	NEWSDEX_NEWS=/path/to/articles.jsonl go test -run '^$' -bench Field -benchtime 4s ./index
//
// These figures come from, with the development data in place:
//
//	NEWSDEX_DATA=/path/to/data go test -v -run 'WordBreak|Stem|Detect' ./analyze
//	NEWSDEX_DATA=/path/to/data go test -run '^$' -bench . ./analyze
//
// # Use
//
// [For] gives a language by its code and never fails: a language that has no
// row in the table is "und", which segments and folds but does not stem. A
// query is analysed by [Language.Query]: each of its words asks for the most
// specific term only, or for one of a few alternatives. Programs that use Bleve
// alone find an analyzer under [BlevePrefix] and the code, "newsdex_en".
package analyze
