module github.com/newsdex/newsdex

// The go line is that of golang.org/x/text v0.43.0, whose NFC composes sequences that
// older releases left apart, and of x/net and x/term. The code of this module builds
// with go 1.25.0, as Bleve does.
go 1.26.0

require (
	github.com/RoaringBitmap/roaring/v2 v2.14.5 // sets of documents: postings, deletions, filters
	github.com/andybalholm/brotli v1.2.8 // pages of WARC files packed by Brotli
	github.com/blevesearch/bleve/v2 v2.6.1 // the index (scorch) and the analysis of text
	github.com/blevesearch/bleve_index_api v1.4.1 // the interfaces of Bleve's index
	github.com/blevesearch/scorch_segment_api/v2 v2.4.10 // the interfaces of its segments
	github.com/blevesearch/vellum v1.2.0 // the dictionaries of segments, and words within some edits
	github.com/blevesearch/zapx/v17 v17.2.3 // the format of segments, which index writes and reads itself
	github.com/go-shiori/go-readability v0.0.0-20241012063810-92284fa8a71f // an extractor of articles from pages
	github.com/gofrs/flock v0.13.0 // the lock of an index
	github.com/golang/snappy v1.0.0 // stored articles, as zapx compresses them
	github.com/klauspost/compress v1.20.3 // Zstandard, of inputs and originals, and the decoder (S2) of stored articles
	github.com/kljensen/snowball v0.10.0 // stemmers
	github.com/markusmobius/go-domdistiller v0.0.0-20240926050704-25b8d046ffb4 // the trainer of the scorers: an extractor to agree with; go-trafilatura needs it too
	github.com/markusmobius/go-trafilatura v1.12.2 // an extractor of articles from pages
	github.com/rogpeppe/go-internal v1.16.0 // tests: scripts of the command
	github.com/spf13/cobra v1.10.2 // the command: subcommands and completion
	github.com/spf13/pflag v1.0.9 // the command: flags
	golang.org/x/net v0.61.0 // the parser of HTML
	golang.org/x/term v0.47.0 // the command: whether it writes to a terminal, and how wide
	golang.org/x/text v0.43.0 // charsets, normalization (NFC), languages, widths of characters
	golang.org/x/tools v0.52.0 // tests: txtar files
)

require (
	github.com/RadhiFadlillah/whatlanggo v0.0.0-20240916001553-aac1f0f737fc // indirect
	github.com/andybalholm/cascadia v1.3.2 // indirect
	github.com/araddon/dateparse v0.0.0-20210429162001-6b43995a97de // indirect
	github.com/bits-and-blooms/bitset v1.24.4 // indirect
	github.com/blevesearch/geo v0.2.6 // indirect
	github.com/blevesearch/go-faiss v1.1.5 // indirect
	github.com/blevesearch/go-porterstemmer v1.0.3 // indirect
	github.com/blevesearch/gtreap v0.1.1 // indirect
	github.com/blevesearch/mmap-go v1.2.0 // indirect
	github.com/blevesearch/segment v0.9.1 // indirect
	github.com/blevesearch/snowballstem v0.9.0 // indirect
	github.com/blevesearch/stempel v0.2.0 // indirect
	github.com/blevesearch/upsidedown_store_api v1.0.2 // indirect
	github.com/blevesearch/zapx/v11 v11.4.3 // indirect
	github.com/blevesearch/zapx/v12 v12.4.3 // indirect
	github.com/blevesearch/zapx/v13 v13.4.3 // indirect
	github.com/blevesearch/zapx/v14 v14.4.3 // indirect
	github.com/blevesearch/zapx/v15 v15.4.3 // indirect
	github.com/blevesearch/zapx/v16 v16.3.4 // indirect
	github.com/elliotchance/pie/v2 v2.9.0 // indirect
	github.com/forPelevin/gomoji v1.2.0 // indirect
	github.com/go-shiori/dom v0.0.0-20230515143342-73569d674e1c // indirect
	github.com/gogs/chardet v0.0.0-20211120154057-b7413eaefb8f // indirect
	github.com/hablullah/go-hijri v1.0.2 // indirect
	github.com/hablullah/go-juliandays v1.0.0 // indirect
	github.com/inconshreveable/mousetrap v1.1.0 // indirect
	github.com/jalaali/go-jalaali v0.0.0-20210801064154-80525e88d958 // indirect
	github.com/json-iterator/go v0.0.0-20171115153421-f7279a603ede // indirect
	github.com/markusmobius/go-dateparser v1.2.3 // indirect
	github.com/markusmobius/go-htmldate v1.9.1 // indirect
	github.com/mattn/go-colorable v0.1.13 // indirect
	github.com/mattn/go-isatty v0.0.20 // indirect
	github.com/mschoch/smat v0.2.0 // indirect
	github.com/rivo/uniseg v0.4.7 // indirect
	github.com/rs/zerolog v1.33.0 // indirect
	github.com/tetratelabs/wazero v1.8.1 // indirect
	github.com/wasilibs/go-re2 v1.7.0 // indirect
	github.com/wasilibs/wazero-helpers v0.0.0-20240620070341-3dff1577cd52 // indirect
	github.com/yosssi/gohtml v0.0.0-20201013000340-ee4748c638f4 // indirect
	go.etcd.io/bbolt v1.4.0 // indirect
	golang.org/x/exp v0.0.0-20241009180824-f66d83c29e7c // indirect
	golang.org/x/sys v0.49.0 // indirect
	google.golang.org/protobuf v1.36.6 // indirect
)
