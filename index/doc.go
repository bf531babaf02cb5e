// Package index keeps articles in an index that survives the loss of a writer: readers
// see one complete generation at a time, and damage is found before damaged data is
// used.
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
// [Ingest] reads, cleans and indexes, as the command newsdex index does. [Build] makes
// an index from a sequence of clean articles, and [Index.Update] changes an index.
// [Index.Put] and [Index.Delete] change single articles. [Open] opens an index for
// reading, beside a writer in any process. [Verify], [Repair] and [Rebuild] are for an
// index that may be damaged or that another version of newsdex made.
//
// The packages below this one, from the ground up:
//
//	internal/disk       how bytes reach the disk, and whether they are still the same
//	internal/bolt       the file in which Bleve lists its segments, without trust
//	schema              which fields an article has in an index, and their terms
//	internal/record     the document that an article becomes, and its stored form
//	internal/segment    how a segment's file is written, and what its bytes mean
//	internal/originals  the files that the articles were made from
//	postings/packed     how a posting list is encoded, so that it is searched as it lies
//	postings            which articles hold a word, where, and how often: for engines
//
// # An index is what its articles are
//
// The articles of an index, their IDs, texts, templates, counts and scores depend on its
// sources as they were last read, and on the options of reading, and on nothing else: not
// on how the sources were divided into runs, on the order or number of the runs, or on
// kills. A test compares random plans of runs with one run (query/plans_test.go; 5,000
// plans with NEWSDEX_PLANS=5000).
//
// A [Source] is a folder or a single file that was given to Ingest. It is known by the
// place where it was first read, or by a name from the user, and stays the same one when
// it is moved as a whole (placesources.go). Each text that was read is an entry, whose
// name is its source and its place there; of a record with a URL or an ID the name is its
// file, that URL or ID, and a digest of the text (internal/record/entry.go). So an entry
// never replaces one from another file, and what is read again is the entry it was. A
// file that is as it was, by its size, times and inode, or else by a hash of its bytes,
// is passed over. For 12,000 files this takes 2 % of the processor time of the first run.
//
// After the last entry the run settles what depends on several entries (settle.go):
//
//   - Of the texts with one URL or one declared ID, some are revisions of one article
//     ([ingest.GroupTexts]). The newest stands; the others are kept aside, as documents
//     without words, and are listed with it. Texts of different articles all stand.
//   - An article's ID is the one that its source gives. If several articles claim an ID,
//     each gets a longer one: [IngestOptions].OnSharedID tells of it.
//   - The templates of an outlet are learned from a sample of its articles that depends
//     on the articles alone ([ingest.TemplateSample]), and the articles that a change of
//     them concerns are cleaned again.
//
// Each of these is a function of the present entries, of a page, of an ID, of an outlet.
// So a run computes it again for those pages, IDs and outlets whose entries have changed.
//
// An article that is gone from its source stays until it is pruned ([IngestOptions].Prune),
// unless its place is its name and its file was read again. Articles that a program adds
// by [Build], [Index.Update] and [Index.Put] without a source are known by their IDs.
//
// # How an article gets in
//
//	iter.Seq2[ingest.Article, error]
//	      │  sources.go: its source and its place; by the hash of its ID to a worker
//	      ▼
//	  compare     with the stored state of the entry; unchanged ones are skipped
//	  analyze     title, deck and body in the article's language, and the
//	              fields that filter: outlet, authors, url, date
//	      ▼
//	  batch       as many articles as memory allows ([Options]): one immutable
//	      │       segment of Bleve's scorch, whose file newsdex writes itself,
//	      │       with lists and columns of its own (internal/segment)
//	      ▼
//	  gone        what is gone from its file, or from the sources to prune (gone.go)
//	  settle      the texts of pages, and IDs (settle.go)
//	  templates   learned, and the articles that they concern cleaned again (templates.go)
//	      ▼
//	  merge       a new index to one segment, or one for each 500,000 articles
//	      ▼       (merge.go)
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
//	    originals/        the files that the articles were made from (internal/originals)
//	    templates.json    the lines that outlets put on all pages (templates.go)
//	    sources           the sources of the articles (sources.go)
//	    files             the states in which their files were read
//	    blocks            checksums of the blocks of large files (internal/disk)
//
// [Build] fills a new generation from nothing. [Index.Update] fills one that starts as
// hard links to the segments of the last. Both publish by renaming a new CURRENT over
// the old one, with files and folders synced. Until then nothing that a reader could
// open has changed, so a writer may be stopped at any moment, and the next one removes
// its remains. A reader keeps the generation that it has open, whose files are removed
// when it closes them. [Index.Refresh] switches it to the newest one.
//
// # What is kept
//
// Once Build or Update has returned, its result survives a kill and a loss of power:
// everything is synced, files before their names, and names before the pointer. A run
// with a name ([Options]) saves its progress every minute as a generation that nobody
// reads and that the file RESUME names. After a kill the next run of that name
// continues from there (checkpoint.go).
//
// Tests check this. One kills a writer at random moments. One drops all unsynced data
// after each change (power_test.go), with two kinds of disks: one that writes nothing
// before it must, one that writes names before contents. One makes each change by
// newsdex itself fail, and one fills the disk while Bleve writes.
//
// # What is trusted
//
// No byte is trusted. A disk, a copy or a program may change a byte, and Bleve opens
// damaged files, answers from them, or panics. So the pointer has a checksum of itself
// and one of the manifest, and the manifest has one of every other file (CRC-32C). A
// linked file keeps the checksum from the time when its bytes were written: a
// generation never vouches for bytes that were damaged after the previous one.
//
// Segments and originals are large, and one search reads only a small part of them. So
// each block of 16 KB has another checksum (disk/blocks.go), which is checked when its
// first byte is used. [Open] checks the small files, the sizes of all files, and the
// blocks that zapx reads when it opens a segment (segment/opencheck.go). So opening
// 10,000 articles (in the system's file cache) takes 0.9 ms, and opening 100,000 (.6
// GB) takes as long (BenchmarkOpen): the only part that grows with the index is 4 bytes
// for each block. With all checksums it took 14 and 130 ms. The time of a search does
// not change measurably, not even the first search for a word. A block is checked once
// for an open index; later damage to it is not seen until the index is opened again. A
// block that the disk cannot read is an error too, and does not end the program
// (disk/readfaults.go).
//
// Checksums find damage but no forgery: an index from elsewhere may have been changed
// on purpose. Readers open segments without scorch and bbolt, which follow any number in
// a file: newsdex reads the list of segments and the dictionaries itself, and checks the
// structure of segments and bitmaps before zapx and roaring use them
// (segment/rootfile.go, segment/transducer.go, segment/opencheck.go, disk/bitmap.go).
// Opening, searching and verifying a forged index ends, without a panic and within 256
// MB (hostile_test.go). Its articles may be anything.
//
// All files are opened by package disk, which follows no link, waits for no pipe and
// bounds the sizes of small files. A writer removes and replaces only regular files with
// the names that newsdex and Bleve give (disk/strangers.go).
//
// An update first checks all segments that it starts from, because Bleve merges
// segments without checking, and the product of a damaged one would have a correct
// checksum. This takes 20 ms for each 100 MB in memory on one processor. A segment that
// an update checked is not checked again by later updates of the same [Index]. [Verify]
// checks all files, analyses the stored articles again and compares the result with the
// index (verifyterms.go): the documents of each term, and each bit of lists and columns.
//
// If an index is refused, [Repair] saves its stored articles, one by one
// (segment/storedscan.go). It recognizes segments by their bytes (segmentfiles.go), and
// makes unreadable articles again from their originals (remake.go).
//
// The manifest also has the versions of the analysis, the schema and the cleaning
// ([Fingerprints]). These are constants; a test with stored outputs fails if an output
// changes and its constant does not. An index of another analysis or schema is refused,
// because its answers would be wrong. An index of other cleaning is accepted.
//
// An index of format 9 is read and changed as it is. One of an older [Format] is refused
// too. [Rebuild] converts it to the current format and analysis from its articles. This
// works for all formats whose articles, originals and templates can be read; the constant
// oldestStored names the first of them. A test does it with an index of each such format,
// written by the newsdex of its time (testdata/format).
//
// # The schema
//
// An article has one language, and each of its three text fields becomes one Bleve
// field for that language: title.en, deck.en, body.en (schema.TextField). A query looks
// a word up in every language of the index, analysed for that language. One more field
// for each language holds the forms of words, for prefixes and fuzzy words
// (record/forms.go). The stored article is one stored field (record/record.go). Fields
// for filters are listed in schema/fields.go. No field has docvalues, and there is no
// composite field.
//
// # Size
//
// 12,000 articles with 71.3 MB of titles, decks and bodies take 80.3 MB on disk, 1.13
// times as much ([Snapshot.Sizes], newsdex status --sizes):
//
//	32.6 MB  the stored articles, with what was removed from them
//	35.7     the words of English bodies: which articles hold them, and where
//	 5.9     the forms of words
//	 2.1     the parts of URLs
//	 4.0     all else
//
// The files that the articles were made from, if they are kept, are not included: they
// add about half the size of text in JSON Lines, a fifth of the size of pages.
//
// In format 3 the total was 172.8 MB, of which articles took 56.5 and the words of
// bodies 99: each position had a location, and zapx compressed the stored articles. Since
// format 9 the words have lists of their own beside the documents that Bleve reads, and
// words in one article take less: both together change the total by less than 1 %. Since
// format 10 articles are compressed with dictionaries: before, they took 42.2 MB.
//
// # Building
//
// Indexing 100,000 articles with 658 MB of text, on two cores, compared with Bleve:
// once with its default mapping, once with a static mapping without docvalues and _all
// (query/speedbuild_test.go, with NEWSDEX_BUILD=100000; Bleve gets batches of 1,000):
//
//	                        wall      CPU   memory     disk
//	newsdex                 33 s     65 s   0.76 GB  0.62 GB
//	Bleve, default         211      312     2.2      2.20
//	Bleve, static          109      168     1.4      1.25
//	newsdex, 1 % changed   0.6      0.9     0.2
//
// The lines of Bleve are of an earlier day, on which newsdex, in format 9, took 61 s and
// 87 s of CPU time. The programs that other engines were driven with are not part of
// newsdex. On the same articles, in one run of all three, with one field of title and body:
//
//	                        wall      CPU   memory     disk
//	newsdex                 32 s     61 s   0.73 GB  0.62 GB
//	Lucene 10.6             38       71     1.2      0.63
//	Tantivy 0.27            21       38     0.7      0.64
//	newsdex index           64      120     0.92     0.93
//
// The last line is the command: it reads JSON Lines, cleans the articles, learns
// templates, and keeps the originals. Another run of it took 72 s and 134 s of CPU time.
//
// A batch is as large as [Options].Memory allows, some 50 MB of text for each of two
// workers. newsdex writes a segment's file itself, in a fifth of zapx's time, and merges
// nothing before the end, then everything at once, in half of zapx's time
// (BenchmarkMerge). Analysis takes two fifths of the CPU time, segments a quarter,
// compression a ninth, and merging a tenth. With less memory there is more to merge: on an
// earlier day 20,000 articles took a third more time with 250 MB than by default, and
// 300,000 took 3.3 times as long as 100,000, and 1.0 GB of memory.
//
// A million short articles (NEWSDEX_BUILD=1000000 NEWSDEX_BUILD_PARAGRAPHS=2), 606 MB
// of text, take 64 s, 122 s of CPU time, and 1.0 GB of memory and of disk; Lucene 40 s, 72 s,
// 1.4 GB and 0.67 GB; Tantivy 29 s, 49 s, 1.1 GB and 0.70 GB. A process that opens the index
// and searches a thousand times takes 0.44 GB, of which all but 0.08 are pages of files.
//
// The manifest holds token totals per field ([Totals]), which BM25 needs for its
// average length and Bleve does not have. They are published with the generation and
// stay exact after updates and deletions.
package index
