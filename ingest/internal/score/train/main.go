// Train makes the scorers of lines: the three tables that package score embeds.
//
//	go run ./ingest/internal/score/train -data FOLDER [-news FILE] [-o DIR] [-check]
//
// It is run in the repository, for it writes into ingest/internal/score where -o names no
// other folder, and asks the go command for the pages that modules come with.
//
// # What is made
//
//	words.txt         the log-odds of words: how much oftener a word stands in lines
//	                  that are not the article (wordodds.go)
//	scorer.txt        the first scorer, 160 trees over what a line is and what stands
//	                  around it (score/features.go)
//	surroundings.txt  the second scorer, 60 trees over what the first says of a line
//	                  and of its neighbours (score/surroundings.go)
//
// The trees are grown by gradient boosting on histograms (boost.go).
//
// # From which data
//
//	FOLDER/lines/docs.jsonl.gz        what 16 extractors made of pages, line by line the
//	                                  article or junk; the development half, by a hash
//	                                  of the page's name
//	FOLDER/pages/cases.jsonl.gz       those pages; read for their sites alone
//	FOLDER/languages/europarl.tsv.gz  sentences of many languages: a code, a tab and
//	                                  the sentence
//	FOLDER/news/articles.jsonl.gz     articles of many outlets, or the file of -news. A
//	                                  line that no rule takes out and no other article
//	                                  of the outlet has is the article
//	modules' pages                    the pages in many languages that go-trafilatura,
//	                                  go-htmldate and go-readability are tested with,
//	                                  labelled by three extractors that agree
//	                                  (otherpages.go, voices.go)
//
// From all of these more texts are made (augment.go): the furniture of pages around other
// articles, with lists, tables, poems and interviews put in. Without these twice as many
// lines of articles were lost. The log-odds of a line's words are learned without the
// line's site, and the second scorer from scores that the first gives to sites that it
// has not seen.
//
// All data come in by words.txt; scorer.txt is grown with its log-odds, and
// surroundings.txt with scorers of that kind. So the three are made together.
//
// # Cross-validation
//
// The sites are split into five folds. Of each the lines are cleaned with scorers that
// were trained on the other four, and it is reported, by level of cleaning and kind of
// text, how many lines of junk go and how many of the article with them. By these
// figures it was chosen how sure the scorers must be (ingest/scorelines.go):
//
//	normal   14 extractors   62.2 %  .15 %    html-text   89.7 %  .41 %    other pages   90.4 % 2.79 %
//	strict   14 extractors   64.3 %  .22 %    html-text   93.1 % 1.35 %    other pages   93.2 % 4.10 %
//
// Most lines that are lost of the other pages are none of the article, though extractors
// take them: dates, bylines, menus between its parts.
//
// # Time
//
// Five and a half minutes of processor time, on one core of a shared EPYC of 2.6 GHz, and
// 1.8 GB of memory.
//
// The same data, modules and rules give the same bytes on the same kind of processor:
// others may round sums of products differently.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
)

const usage = `Usage: go run ./ingest/internal/score/train -data FOLDER [-news FILE] [-o DIR] [-check]

Train makes the tables of the line scorers, words.txt, scorer.txt and
surroundings.txt, from labelled texts, and reports how well scorers made in the
same way do with sites that they have not seen. Run it in the repository.

FOLDER holds lines/docs.jsonl.gz, pages/cases.jsonl.gz,
languages/europarl.tsv.gz and news/articles.jsonl.gz. More pages come from
modules that newsdex depends on: go mod download fetches them.

`

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
	news := flags.String("news", "", "`file` of articles (default: news/articles.jsonl.gz in the folder of the data)")
	out := flags.String("o", filepath.FromSlash("ingest/internal/score"), "`folder` in which the tables are written")
	check := flags.Bool("check", false, "cross-validate only, and write nothing")
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return 2
	case *folder == "" || flags.NArg() > 0:
		flags.Usage()
		return 2
	}
	if *news == "" {
		*news = filepath.Join(*folder, "news", "articles.jsonl.gz")
	}
	if *check {
		*out = ""
	}
	err := train(ctx, source{folder: *folder, news: *news, pages: modulePages}, shipped, *out, stdout, stderr)
	switch {
	case err != nil && ctx.Err() != nil:
		fmt.Fprintln(stderr, "train: interrupted, nothing was written")
		return 1
	case err != nil:
		fmt.Fprintln(stderr, "train:", err)
		return 1
	}
	return 0
}

// train reads the data, cross-validates and writes the tables into the folder out, none if
// that is "".
func train(ctx context.Context, from source, p plan, out string, stdout, stderr io.Writer) error {
	if out != "" {
		if err := checkFolder(out); err != nil {
			return err
		}
	}
	fmt.Fprintln(stderr, "train: reading the data")
	set, err := newTrainingSet(ctx, from, p)
	if err != nil {
		return err
	}
	fmt.Fprintf(stderr, "train: %d labelled texts, %d of them other pages, and %d articles\n", len(set.docs), set.others, len(set.news))
	texts, err := set.crossValidate(ctx, stdout, stderr)
	if err != nil || out == "" {
		return err
	}
	fmt.Fprintln(stderr, "train: training on all sites")
	t, err := set.tables(ctx, texts)
	if err != nil {
		return err
	}
	if err := t.write(out); err != nil {
		return err
	}
	fmt.Fprintf(stderr, "train: wrote %v into %s\n", tableNames, out)
	return nil
}
