// Package index keeps articles in an index that is safe to lose a writer on: readers
// see one whole generation at a time, and what is damaged is found before it is used.
//
//	news, stats, err := index.Ingest(ctx, "news.idx", ingest.Files("articles/"), index.IngestOptions{})
//	if err != nil {
//		return err
//	}
//	defer news.Close()
//	log.Printf("%d articles, %d of them new", stats.Articles, stats.Added)
//
//	article, err := news.Get("2025/02/musk.txt") // or search it: package query
//
// [Ingest] reads, cleans and indexes, and does what the command newsdex index does.
// [Build] makes an index of a sequence of clean articles and [Index.Update] changes
// one; [Index.Put] and [Index.Delete] change single articles. [Open] opens an index for
// reading, beside a writer in any process. [Verify], [Repair] and [Rebuild] are for an
// index whose disk or whose newsdex has changed.
//
// The rooms below this package, from the ground up:
//
//	internal/disk       how bytes reach the disk, and whether they are still the same
//	schema              which fields an article has in an index, and their terms
//	internal/record     the document that an article becomes, and its stored form
//	internal/segment    how a segment's file is written, and what its bytes mean
//	internal/originals  what the articles were made of
//	postings            which articles hold a word, where, and how often: for engines
//
// # How an article gets in
//
//	iter.Seq2[ingest.Article, error]
//	      │  by the hash of its ID, to one of a few workers
//	      ▼
//	  compare     with the stored article of that ID: the same is skipped
//	  analyze     title, deck and body in the article's language, and the
//	              fields that filter: outlet, authors, url, date, file
//	      ▼
//	  batch       as much as memory allows ([Options]): one immutable segment of
//	      │       Bleve's scorch, whose file newsdex writes itself, byte for byte
//	      │       as zapx does (internal/segment)
//	      ▼
//	  finish      what only the end of the sequence could tell, such as which text
//	      │       of a page is the newest ([Options], Finish)
//	      ▼
//	  templates   what was learned of outlets' pages goes from articles that came
//	      ▼       before it was known too, if that is wanted (templates.go)
//	  merge       of a new index: to one segment, or one for each 500,000
//	      ▼       articles (merge.go)
//	  publish     manifest, then one rename of the pointer
//
// # The folder
//
//	news.idx/
//	  CURRENT             the name of the generation that readers open
//	  LOCK                held by the one writer
//	  gen-000007/         never changed once CURRENT has named it
//	    manifest.json     format, fingerprints, totals, and a checksum of each file
//	    bleve/            a scorch index; bleve.Open reads it too
//	    originals/        what the articles were made of (internal/originals)
//	    templates.json    the lines that outlets put on all pages (templates.go)
//	    blocks            checksums of the parts of large files (internal/disk)
//
// [Build] fills a new generation from nothing, [Index.Update] one that starts
// as hard links to the segments of the last. Both publish by renaming a new
// CURRENT over the old one, with files and folders synced; until then nothing
// that a reader could open has changed, so a writer may be stopped at any
// moment, and the next one removes what it left. A reader keeps the generation that
// it has open, whose files go when it lets go of them; with [Index.Refresh] it
// takes the next one.
//
// # What is kept
//
// What a returned Build or Update acknowledged survives a kill and a loss of power:
// all is synced, files before the names of them, and names before the pointer. A
// run with a name ([Options]) keeps what it has done every minute as a generation
// that nobody reads, which the file RESUME names; after a kill the next run of that
// name begins there (checkpoint.go).
//
// Tests hold that: one kills a writer at random moments, one takes away what was
// not synced after each change (power_test.go, with two kinds of disks: one that
// does nothing before it must, one that does names before contents), one has each
// change of newsdex itself fail, and one fills the disk while Bleve writes.
//
// # What is trusted
//
// Nothing: a disk, a copy or a program may change a byte, and Bleve opens what it
// finds, answers from it, or panics. So the pointer has a checksum of its own and
// one of the manifest, and the manifest has one of every other file (CRC-32C).
// What a file was linked from keeps the checksum that it had when its bytes were
// written: a generation never vouches for bytes that went wrong after the one before.
//
// Segments and originals are large, and most of them is not read by one search. Of
// each block of 16 KB they have another checksum (disk/blocks.go), which is looked at when
// the first of its bytes is used; [Open] looks at the small files, at the sizes of all,
// and at those blocks that Bleve reads when it opens a segment (segment/opencheck.go). So
// opening 10,000 articles (in the memory of the system) takes 0.9 ms, and
// 100,000 (.7 GB) as long (BenchmarkOpen): of the size of the index it reads but 4
// bytes for each block. With all checksums it took 14 and 130. What a
// search takes does not change measurably, whether it is the first of its words or
// not. A block is checked once for an open index: what goes wrong with it later is
// not seen before it is opened again. A block that the disk does not give is an error
// too, and not the end of the program (disk/readfaults.go).
//
// An update begins with the checksums of all segments that it goes on from, because
// Bleve merges them without looking, and what it made of a damaged one would bear a
// right checksum. That is 20 ms for each 100 MB in memory on one processor, and what
// an update of the same [Index] checked is not checked again. [Verify] looks at all,
// and analyses the stored articles again: what the index holds of them must be what
// they come to (verifyterms.go).
//
// Of an index that is refused [Repair] saves the stored articles, one by one
// (segment/storedscan.go).
//
// The manifest also has the versions of the analysis, the schema and the cleaning
// ([Fingerprints]): constants, and a test with outputs that fails when one comes
// out otherwise and its constant is the same. An index of another analysis or
// schema is refused, because its answers would be wrong; one of other cleaning is
// not.
//
// An index of an older [Format] is refused too. [Rebuild] makes one of today's format
// and analysis of the articles in it, as far back as articles, originals and templates
// are kept in the form of today, which one constant says; a test does it with an index
// of each such format, as the newsdex of then wrote it (testdata/format).
//
// # The schema
//
// An article has one language, and each of its three text fields is one Bleve
// field for that language: title.en, deck.en, body.en (schema.TextField). A query
// looks a word up in every language of the index, as that language analyses it.
// Beside them a field for each language says which forms words had, for
// prefixes and fuzzy words (record/forms.go). The stored article is one stored field
// (record/record.go).
// Fields that filter are listed in schema/fields.go; nothing has docvalues, and there
// is no composite field.
//
// # Size
//
// 12,000 articles with 71.3 MB of titles, decks and bodies take 89.4 MB on disk, 1.25
// times as much ([Snapshot.Sizes]):
//
//	41.2 MB  the stored articles, with what was removed from them
//	33.5     the words of English bodies: which articles hold them, and where
//	 8.3     the forms of words
//	 2.1     the parts of URLs
//	 4.3     all else
//
// What the articles were made of comes on top, where it is kept: of text in JSON
// Lines some half of its size, of pages a fifth.
//
// In format 3, with a location for each place and with stored articles as zapx
// compresses them, it was 172.8 MB: 56.5 of articles and 99 of the words of bodies.
//
// # Building
//
// 100,000 articles with 658 MB of text, on two cores, beside Bleve with the mapping
// that it makes itself and with one that is static and has no docvalues and no _all
// (query/speedbuild_test.go, with NEWSDEX_BUILD=100000; Bleve is given batches of
// 1,000):
//
//	                        wall      CPU   memory     disk
//	newsdex                 61 s     87 s   0.7 GB   0.69 GB
//	Bleve, default         211      312     2.2      2.20
//	Bleve, static          109      168     1.4      1.25
//	newsdex, 1 % changed   1.0      1.7     0.4
//
// So Bleve's default takes 3.5 times as long, 3.6 times as much of the processor and 3.2
// times as much disk, and its static mapping 1.9 times as much of the processor. On
// another day it was 3.2 and 3.2 times, and 1.7.
//
// A batch is as large as [Options].Memory allows, some 50 MB of text for each of two
// workers. newsdex writes a segment's file itself, which takes a third of the time
// that zapx takes, and has nothing merged before the end, and then all at once: of
// the time of the processor analysis is a third, compression of what is stored a
// fifth, segments a quarter, and merging an eighth. With less memory there is more
// to merge: of 20,000 articles, 250 MB take a third more time than the default. Three
// times the articles take three times the time: 300,000 took 3.3 times as long as
// 100,000, 3.2 times as much of the processor, and 1.0 GB of memory.
//
// A million short articles (NEWSDEX_BUILD=1000000 NEWSDEX_BUILD_PARAGRAPHS=2), 606 MB of
// text, take 190 s of the processor, 1.1 GB of memory and as much disk; a process that
// opens the index and searches a thousand times takes 1.2 GB, files among them.
//
// Token totals per field, which BM25 needs for its average length and Bleve
// does not have, stand in the manifest ([Totals]); they are published with the
// generation and are exact after any updates and deletions.
package index
