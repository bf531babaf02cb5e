package main

import (
	"cmp"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/newsdex/newsdex/cmd/newsdex/internal/render"
	"github.com/newsdex/newsdex/cmd/newsdex/internal/terminal"
	"github.com/newsdex/newsdex/ingest"
)

func evalCleaningCommand(s *session) *cobra.Command {
	r := newArticleReader(s)
	var asJSON bool
	c := &cobra.Command{
		Use:   "cleaning DIR",
		Short: "measure the cleaning on labelled texts",
		Long: `Cleaning cleans texts of which it is known what in them is the article, and says
how much of the rest went, how much of the article went with it, and how well the
two were told apart (F1). The folder holds one of

  docs.jsonl     texts that extractors made of pages, each line labelled: 1 is the
                 article, 0 is not, null counts for nothing (or docs.jsonl.gz)
                 {"case": "a1", "extractor": "trafilatura", "lines": [["A line", 1]]}
  cases.jsonl    pages and the text of their articles (or cases.jsonl.gz)
                 {"id": "a1", "url": "…", "html": "html/a1.html.gz", "text": "…"}

Of lines F1 is that of the lines that stay; those that become headline or deck
count for nothing. Of pages it is that of groups of four words, averaged over the
pages, as the article extraction benchmark of Scrapinghub counts it; there
junk_removed is the part of the page's other text that went, article_lost that of
the article's.

All levels are measured, or the one of --level.`,
		Example: `newsdex eval cleaning lines/
newsdex eval cleaning pages/ --level normal --json`,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) != 1 {
				return misused(c, "give one folder with docs.jsonl or cases.jsonl")
			}
			levels := []ingest.Level{ingest.Off, ingest.Careful, ingest.Normal, ingest.Strict}
			if c.Flags().Changed("level") {
				levels = []ingest.Level{ingest.Level(r.cleaning.level)}
			}
			figures, err := evalCleaning(c.Context(), r, args[0], levels)
			if err != nil {
				return err
			}
			if !asJSON {
				return printCleaning(s.stdout, figures)
			}
			for _, f := range figures {
				if err := render.JSON(s.stdout, f); err != nil {
					return err
				}
			}
			return nil
		},
	}
	r.cleaningFlags(c)
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON object for each extractor and level: extractor, level, junk_removed, article_lost, f1, cases")
	return c
}

// cleaningFigures are the output of newsdex eval cleaning --json.
type cleaningFigures struct {
	Extractor   string  `json:"extractor"`
	Level       string  `json:"level"`
	JunkRemoved float64 `json:"junk_removed"` // part, 0 to 1
	ArticleLost float64 `json:"article_lost"` // part, 0 to 1
	F1          float64 `json:"f1"`
	Cases       int     `json:"cases"`
}

// evalCleaning measures the folder at each level.
func evalCleaning(ctx context.Context, reader *articleReader, dir string, levels []ingest.Level) ([]cleaningFigures, error) {
	for _, shape := range []struct {
		name string
		eval func(ctx context.Context, reader *articleReader, dir string, r io.Reader, levels []ingest.Level) ([]cleaningFigures, error)
	}{{"docs.jsonl", evalLines}, {"cases.jsonl", evalPages}} {
		for _, ext := range []string{"", ".gz"} {
			name := filepath.Join(dir, shape.name+ext)
			if _, err := os.Stat(name); err != nil {
				continue
			}
			var figures []cleaningFigures
			err := readUnzipped(name, func(r io.Reader) (err error) {
				figures, err = shape.eval(ctx, reader, dir, r, levels)
				return err
			})
			switch {
			case ctx.Err() != nil:
				return nil, ctx.Err()
			case err != nil:
				return nil, fmt.Errorf("%s: %w", name, err)
			case len(figures) == 0:
				return nil, failed("%s holds nothing to measure with", name)
			}
			return figures, nil
		}
	}
	return nil, failed("%s has neither docs.jsonl nor cases.jsonl, gzipped or not", dir)
}

// readUnzipped reads a file, through gzip if its name ends in .gz.
func readUnzipped(name string, read func(io.Reader) error) error {
	return readFile(name, func(f *os.File, _ string) error {
		if !strings.HasSuffix(name, ".gz") {
			return read(f)
		}
		zr, err := gzip.NewReader(f)
		if err != nil {
			return err
		}
		return errors.Join(read(zr), zr.Close())
	})
}

// evalLines measures labelled texts.
func evalLines(ctx context.Context, reader *articleReader, _ string, r io.Reader, levels []ingest.Level) ([]cleaningFigures, error) {
	type key struct {
		extractor string
		level     ingest.Level
	}
	scores := map[key]*ingest.CleaningScore{}
	for lt, err := range ingest.ReadLabelled(r) {
		if err = cmp.Or(err, ctx.Err()); err != nil {
			return nil, err
		}
		for _, l := range levels {
			k := key{lt.Extractor, l}
			if scores[k] == nil {
				scores[k] = new(ingest.CleaningScore)
			}
			o := reader.options()
			o.Level = l
			if err := scores[k].ScoreCleaning(lt, o); err != nil {
				return nil, err
			}
		}
	}
	keys := slices.SortedFunc(maps.Keys(scores), func(x, y key) int {
		return cmp.Or(cmp.Compare(x.extractor, y.extractor), cmp.Compare(x.level, y.level))
	})
	var figures []cleaningFigures
	for _, k := range keys {
		s := scores[k]
		figures = append(figures, cleaningFigures{k.extractor, k.level.String(), s.Removed(), s.Lost(), s.F1(), s.Cases})
	}
	return figures, nil
}

// printCleaning prints the figures as a table.
func printCleaning(out *terminal.Output, figures []cleaningFigures) error {
	rows := terminal.Table{{"extractor", "level", "junk removed", "article lost", "F1", "cases"}}
	for _, f := range figures {
		rows = append(rows, []string{f.Extractor, f.Level, fmt.Sprintf("%.1f %%", 100*f.JunkRemoved),
			fmt.Sprintf("%.2f %%", 100*f.ArticleLost), fmt.Sprintf("%.4f", f.F1), terminal.Grouped(f.Cases)})
	}
	out.PrintTable(rows)
	return nil
}
