// Train makes the dictionaries with which stored articles are compressed: those in the
// folder dictionaries of package disk.
//
//	go run ./index/internal/disk/train -data FOLDER [-o DIR] [-check]
//
// It is run in the repository, for it writes into index/internal/disk/dictionaries where
// -o names no other folder. A dictionary that has been released never changes, because
// records need it: a new one gets a new name and number (disk/dictionaries.go).
//
// # From which data
//
//	FOLDER/news/articles.jsonl.gz     articles of many outlets, for English and for
//	                                  what all records have
//	FOLDER/languages/europarl.tsv.gz  sentences of other languages: a code, a tab and
//	                                  the sentence
//
// A dictionary has no text of a single article. Each 8 bytes in a row of the English one
// stand in articles of 10 outlets at least (cover.go), and its fragments have at most 64
// bytes: " of the United States", "said in a statement", ".com/". This bound costs less
// than .1 % of the articles' size. Each 8 bytes of another language stand in 2 of 10 parts
// of its sentences.
//
// # What is gained
//
// With -check nothing is written. A dictionary of one half of the outlets, by a hash of
// their names, compresses the articles and accounts of the other half, 6,621, to these
// shares of their size:
//
//	without a dictionary, default level    .466   .573
//	without a dictionary, fastest level    .485   .599
//	with it, fastest level                 .401   .298
//	with it, default level                 .394   .295
//	with it, better level                  .380   .287
//
// The dictionary of all outlets compresses them to .399, so it hardly knows them by heart.
// One by zstd --train, of the same size and the same half, is 1.5 % worse; 96 KB would
// save .5 %. Texts in other languages (pages of news) become 4 to 7 % smaller with theirs,
// for which there are only 250 sentences each; that of English saves 0 to 4 % of them.
//
// # Time
//
// A minute of processor time, and 1 GB of memory. The same data and rules give the same
// bytes.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"hash/fnv"
	"io"
	"maps"
	"os"
	"os/signal"
	"path/filepath"
	"slices"

	"github.com/klauspost/compress/zstd"
)

const usage = `Usage: go run ./index/internal/disk/train -data FOLDER [-o DIR] [-check]

Train makes the dictionaries with which stored articles are compressed. Run it in
the repository. FOLDER holds news/articles.jsonl.gz and languages/europarl.tsv.gz.

`

// The limits of the dictionary of English, and of the others.
var (
	english = limits{groups: 10, most: 50, size: 64 << 10}
	others  = limits{groups: 2, most: sentencesOfGroup, size: 16 << 10}
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run is the program. Its figures go to stdout, all else to stderr. It returns 0, 1 for a
// failure and 2 for arguments that make no sense.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("train", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprint(stderr, usage)
		flags.PrintDefaults()
	}
	folder := flags.String("data", "", "`folder` of the data to learn from (required)")
	out := flags.String("o", filepath.FromSlash("index/internal/disk/dictionaries"), "`folder` in which the dictionaries are written")
	check := flags.Bool("check", false, "measure dictionaries of half of the outlets, and write nothing")
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return 2
	case *folder == "" || flags.NArg() > 0:
		flags.Usage()
		return 2
	}
	outlets, err := readNews(ctx, filepath.Join(*folder, "news", "articles.jsonl.gz"))
	switch {
	case err != nil:
	case *check:
		err = measure(stdout, outlets)
	default:
		err = write(*folder, *out, outlets, stdout)
	}
	if err != nil {
		fmt.Fprintln(stderr, "train:", err)
		return 1
	}
	return 0
}

// write writes the dictionaries of all languages.
func write(folder, out string, outlets []outlet, stdout io.Writer) error {
	sentences, err := readSentences(filepath.Join(folder, "languages", "europarl.tsv.gz"))
	if err != nil {
		return err
	}
	dictionaries := map[string][]byte{"en": ofOutlets(outlets)}
	for code, groups := range sentences {
		if code != "en" {
			dictionaries[code] = newCover(groups, others).dictionary()
		}
	}
	for _, code := range slices.Sorted(maps.Keys(dictionaries)) {
		d := dictionaries[code]
		fmt.Fprintf(stdout, "%s %6d bytes\n", code, len(d))
		if err := os.WriteFile(filepath.Join(out, code), d, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// ofOutlets returns the dictionary of outlets.
func ofOutlets(outlets []outlet) []byte {
	var groups []group
	for _, o := range outlets {
		groups = append(groups, slices.Concat(o.articles, o.accounts))
	}
	return newCover(groups, english).dictionary()
}

// measure trains on half of the outlets, and reports how the articles of the others are
// compressed with it and without it.
func measure(stdout io.Writer, outlets []outlet) error {
	var train []outlet
	var articles, accounts group
	for _, o := range outlets {
		h := fnv.New32a()
		io.WriteString(h, o.name)
		if h.Sum32()>>16&1 == 0 {
			train = append(train, o)
		} else {
			articles, accounts = append(articles, o.articles...), append(accounts, o.accounts...)
		}
	}
	d := ofOutlets(train)
	fmt.Fprintf(stdout, "trained on %d of %d outlets; %d articles of the others:\n", len(train), len(outlets), len(articles))
	for _, c := range []struct {
		what    string
		options []zstd.EOption
	}{
		{"without a dictionary, default level", nil},
		{"without a dictionary, fastest level", []zstd.EOption{zstd.WithEncoderLevel(zstd.SpeedFastest)}},
		{"with it, fastest level", []zstd.EOption{zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderDictRaw(1, d)}},
		{"with it, default level", []zstd.EOption{zstd.WithEncoderDictRaw(1, d)}},
		{"with it, better level", []zstd.EOption{zstd.WithEncoderLevel(zstd.SpeedBetterCompression), zstd.WithEncoderDictRaw(1, d)}},
	} {
		e, err := zstd.NewWriter(nil, append(c.options, zstd.WithWindowSize(1<<20))...)
		if err != nil {
			return err
		}
		size := func(texts group) float64 {
			all, packed := 0, 0
			for _, t := range texts {
				all += len(t)
				packed += len(e.EncodeAll(t, nil))
			}
			return float64(packed) / float64(all)
		}
		fmt.Fprintf(stdout, "%-40s %.3f of the articles' size, %.3f of the accounts'\n", c.what, size(articles), size(accounts))
	}
	return nil
}
