package main

import (
	"context"
	"errors"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/newsdex/newsdex/cmd/newsdex/internal/render"
	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/ingest"
	"github.com/newsdex/newsdex/query"
	"github.com/newsdex/newsdex/query/trec"
)

func evalCommand(s *session) *cobra.Command {
	e := &evaluation{reader: newArticleReader(s)}
	var ranking, against string
	var feedback, asJSON bool
	c := &cobra.Command{
		Use:   "eval DIR",
		Short: "measure the ranking on judged queries",
		Long: `Eval indexes the articles of a folder in memory, runs its queries and measures the
hits against its judgements, as trec_eval does. The folder holds

  docs.jsonl     the articles, as newsdex reads them (or docs.jsonl.gz)
  queries.tsv    query ID, tab, text; read as words, not as the query language
  qrels.tsv      query ID, 0, article ID, grade; 1 and more is relevant

newsdex eval cleaning measures the cleaning instead.

Queries without judgements are left out. Texts are taken as they are; --clean
cleans them first, as the index command does. Articles that do not say their language
and are too short to tell are taken to be in that of most, unless --lang names one.

A ranking is written as its parameters, those that are to differ from the default:
'k1=1.2 b=0.6 title=2 deck=1 body=1'.`,
		Example: `newsdex eval collection/
newsdex eval collection/ --against 'k1=0.9 b=0.4 title=1'
newsdex eval collection/ --feedback --against ''
newsdex eval collection/ --run newsdex.run --json`,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) != 1 {
				return misused(c, "give one folder with docs.jsonl, queries.tsv and qrels.tsv")
			}
			settings := []string{ranking}
			if c.Flags().Changed("against") {
				settings = append(settings, against)
			}
			var runs []*evalRun
			for _, s := range settings {
				r, err := parseRanking(s)
				if err != nil {
					return misused(c, "%v", err)
				}
				runs = append(runs, &evalRun{ranking: r})
			}
			if feedback {
				f := query.DefaultFeedback()
				runs[0].feedback = &f
			}
			if err := e.measure(c.Context(), args[0], runs); err != nil {
				return err
			}
			if asJSON {
				for _, r := range runs {
					if err := render.JSON(s.stdout, r.figures()); err != nil {
						return err
					}
				}
				return nil
			}
			return printEvaluation(s.stdout, runs)
		},
	}
	c.Flags().StringVar(&ranking, "ranking", "", "`PARAMETERS` of the ranking to measure")
	c.Flags().StringVar(&against, "against", "", "`PARAMETERS` of a ranking to compare with")
	c.Flags().BoolVar(&feedback, "feedback", false, "measure with the feedback of newsdex search --feedback; --against is without")
	c.Flags().StringVar(&e.docs, "docs", "", "a `FILE` of articles in the place of the folder's")
	c.Flags().BoolVar(&e.untitled, "no-title", false, "leave the titles out")
	e.reader.languageFlag(c)
	c.Flags().BoolVar(&e.clean, "clean", false, "clean the texts before indexing")
	c.Flags().StringVar(&e.runFile, "run", "", "write the hits to a `FILE`, as trec_eval reads them")
	c.AddCommand(evalCleaningCommand(s))
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON object for each ranking: ndcg@10, map, mrr@10, recall@100, queries, p50_ms, p95_ms, p99_ms")
	return c
}

// An evaluation measures rankings on one collection.
type evaluation struct {
	reader   *articleReader
	docs     string
	untitled bool
	clean    bool
	runFile  string
}

// evalDepth is the number of hits that are measured, as in trec_eval's runs.
const evalDepth = 1000

// measure runs the queries and fills in the runs.
func (e *evaluation) measure(ctx context.Context, dir string, runs []*evalRun) (err error) {
	queries, qrels, err := readCollection(dir)
	if err != nil {
		return err
	}
	x, err := e.index(ctx, dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, x.Close()) }()
	s, err := x.Snapshot()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	for _, r := range runs {
		for _, q := range queries {
			if err := r.search(ctx, s, q, qrels[q.ID]); err != nil {
				return err
			}
		}
	}
	if e.runFile == "" {
		return nil
	}
	return runs[0].write(e.runFile)
}

func readCollection(dir string) ([]trec.Query, trec.Qrels, error) {
	var queries []trec.Query
	var qrels trec.Qrels
	err := readFile(filepath.Join(dir, "queries.tsv"), func(f *os.File, name string) (err error) {
		queries, err = trec.ReadQueries(f, name)
		return err
	})
	if err == nil {
		err = readFile(filepath.Join(dir, "qrels.tsv"), func(f *os.File, name string) (err error) {
			qrels, err = trec.ReadQrels(f, name)
			return err
		})
	}
	if err != nil {
		return nil, nil, err
	}
	queries = slices.DeleteFunc(queries, func(q trec.Query) bool { return qrels[q.ID] == nil })
	if len(queries) == 0 {
		return nil, nil, failed("%s: no query of queries.tsv is judged in qrels.tsv", dir)
	}
	return queries, qrels, nil
}

func readFile(name string, read func(f *os.File, name string) error) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	return errors.Join(read(f, name), f.Close())
}

// index makes an index of the collection's articles.
func (e *evaluation) index(ctx context.Context, dir string) (*index.Index, error) {
	docs := e.docs
	if docs == "" {
		for _, name := range []string{"docs.jsonl", "docs.jsonl.gz"} {
			if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
				docs = filepath.Join(dir, name)
			}
		}
	}
	if docs == "" {
		return nil, failed("%s has neither docs.jsonl nor docs.jsonl.gz; name the articles with --docs FILE", dir)
	}
	o := ingest.Options{Detect: e.reader.detect}
	if !e.clean {
		o.Level = ingest.Off
	}
	if e.reader.lang == "" {
		e.reader.lang = languageFlag(mainLanguage(ingest.Read(ctx, ingest.Files(docs), o)))
	}
	read := ingest.Read(ctx, ingest.Files(docs), o)
	articles := func(yield func(ingest.Article, error) bool) {
		for art, err := range read {
			if e.untitled || art.TitleDerived {
				art.Title = ""
			}
			if !yield(art, err) {
				return
			}
		}
	}
	bad := newProblems(e.reader.stderr)
	x, _, err := index.Memory(ctx, articles, index.Options{OnError: bad.tell})
	bad.sum()
	return x, err
}

// mainLanguage returns the language of most articles, "" if none is known. The language
// of a title of ten words is mostly unknown, and without a main language such articles
// in a collection of one language would be analysed without a language. Errors are
// ignored, because they come again when the articles are read again.
func mainLanguage(articles iter.Seq2[ingest.Article, error]) string {
	counts := map[string]int{}
	for a, err := range articles {
		if err == nil && a.Language != "" && a.Language != "und" {
			counts[a.Language]++
		}
	}
	best := ""
	for _, code := range slices.Sorted(maps.Keys(counts)) {
		if best == "" || counts[code] > counts[best] {
			best = code
		}
	}
	return best
}
