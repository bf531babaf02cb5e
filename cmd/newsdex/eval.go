package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/ingest"
	"github.com/newsdex/newsdex/query"
	"github.com/newsdex/newsdex/query/trec"
)

func evalCommand(a *app) *cobra.Command {
	e := &evaluation{app: a}
	var ranking, against string
	var asJSON bool
	c := &cobra.Command{
		Use:   "eval DIR",
		Short: "measure the ranking on judged queries",
		Long: `Eval indexes the articles of a folder in memory, runs its queries and measures the
hits against its judgements, as trec_eval does. The folder holds

  docs.jsonl     the articles, as newsdex reads them (or docs.jsonl.gz)
  queries.tsv    query ID, tab, text; read as words, not as the query language
  qrels.tsv      query ID, 0, article ID, grade; 1 and more is relevant

Queries without judgements are left out. Texts are taken as they are; --clean
cleans them first, as the index command does.

A ranking is written as its parameters, those that are to differ from the default:
'k1=1.2 b=0.6 title=2 deck=1 body=1'.`,
		Example: `newsdex eval collection/
newsdex eval collection/ --against 'k1=0.9 b=0.4 title=1'
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
			if err := e.measure(c.Context(), args[0], runs); err != nil {
				return err
			}
			if asJSON {
				for _, r := range runs {
					if err := a.stdout.json(r.figures()); err != nil {
						return err
					}
				}
				return nil
			}
			return printEvaluation(a.stdout, runs)
		},
	}
	c.Flags().StringVar(&ranking, "ranking", "", "`PARAMETERS` of the ranking to measure")
	c.Flags().StringVar(&against, "against", "", "`PARAMETERS` of a ranking to compare with")
	c.Flags().StringVar(&e.docs, "docs", "", "a `FILE` of articles in the place of the folder's")
	c.Flags().BoolVar(&e.untitled, "no-title", false, "leave the titles out")
	c.Flags().BoolVar(&e.clean, "clean", false, "clean the texts before indexing")
	c.Flags().StringVar(&e.runFile, "run", "", "write the hits to a `FILE`, as trec_eval reads them")
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON object for each ranking: ndcg@10, map, mrr@10, recall@100, queries, p50_ms, p95_ms, p99_ms")
	return c
}

// An evaluation measures rankings on one collection.
type evaluation struct {
	app      *app
	docs     string
	untitled bool
	clean    bool
	runFile  string
}

// evalDepth is how many hits are measured: as many as trec_eval's runs have.
const evalDepth = 1000

// measure fills in the runs.
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

// index makes the index of the collection's articles.
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
	read := ingest.Read(ctx, ingest.Files(docs), ingest.Options{Detect: detect, NoClean: !e.clean})
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
	bad := e.app.problems()
	x, _, err := index.Memory(ctx, articles, index.Options{OnError: bad.tell})
	bad.sum()
	return x, err
}

// An evalRun is what one ranking gave, by query.
type evalRun struct {
	ranking               query.Ranking
	ndcg, ap, mrr, recall []float64
	latencies             []time.Duration
	queries               []string
	hits                  [][]trec.Result
}

// search runs one query twice: as a user would, which is timed, and as deep as
// the measures look.
func (r *evalRun) search(ctx context.Context, s *index.Snapshot, q trec.Query, j trec.Judgements) error {
	words := query.Words(q.Text)
	res, err := query.SearchSnapshot(ctx, s, words, query.Options{Ranking: r.ranking, Copies: true})
	if err != nil {
		return err
	}
	r.latencies = append(r.latencies, res.Elapsed)
	res, err = query.SearchSnapshot(ctx, s, words, query.Options{Ranking: r.ranking, IDsOnly: true, Limit: evalDepth})
	if err != nil {
		return err
	}
	var ids []string
	var hits []trec.Result
	for _, h := range res.Hits {
		ids = append(ids, h.ID)
		hits = append(hits, trec.Result{ID: h.ID, Score: h.Score})
	}
	r.queries = append(r.queries, q.ID)
	r.hits = append(r.hits, hits)
	r.ndcg = append(r.ndcg, trec.NDCG(ids, j, 10))
	r.ap = append(r.ap, trec.AveragePrecision(ids, j))
	r.mrr = append(r.mrr, trec.ReciprocalRank(ids, j, 10))
	r.recall = append(r.recall, trec.Recall(ids, j, 100))
	return nil
}

// write writes the hits as a TREC run.
func (r *evalRun) write(name string) (err error) {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	w := bufio.NewWriter(f)
	for i, q := range r.queries {
		if err := trec.WriteRun(w, q, "newsdex", r.hits[i]); err != nil {
			return err
		}
	}
	return w.Flush()
}

// percentile returns the latency that a part p of the queries does not exceed, in
// milliseconds.
func (r *evalRun) percentile(p float64) float64 {
	sorted := slices.Clone(r.latencies)
	slices.SortFunc(sorted, cmp.Compare)
	i := min(int(p*float64(len(sorted))), len(sorted)-1)
	return float64(sorted[i].Microseconds()) / 1000
}

// figures are what newsdex eval --json prints.
type figures struct {
	NDCG    float64 `json:"ndcg@10"`
	MAP     float64 `json:"map"`
	MRR     float64 `json:"mrr@10"`
	Recall  float64 `json:"recall@100"`
	Queries int     `json:"queries"`
	P50     float64 `json:"p50_ms"`
	P95     float64 `json:"p95_ms"`
	P99     float64 `json:"p99_ms"`
}

func (r *evalRun) figures() figures {
	return figures{
		NDCG: trec.Mean(r.ndcg), MAP: trec.Mean(r.ap), MRR: trec.Mean(r.mrr), Recall: trec.Mean(r.recall),
		Queries: len(r.queries), P50: r.percentile(.5), P95: r.percentile(.95), P99: r.percentile(.99),
	}
}

// printEvaluation prints the figures of one run, or of two with their differences.
func printEvaluation(out *stdout, runs []*evalRun) error {
	a := runs[0].figures()
	rows := table{{"", "newsdex"}}
	measures := []struct {
		name   string
		mean   func(figures) float64
		values func(*evalRun) []float64
	}{
		{"nDCG@10", func(f figures) float64 { return f.NDCG }, func(r *evalRun) []float64 { return r.ndcg }},
		{"MAP", func(f figures) float64 { return f.MAP }, func(r *evalRun) []float64 { return r.ap }},
		{"MRR@10", func(f figures) float64 { return f.MRR }, func(r *evalRun) []float64 { return r.mrr }},
		{"Recall@100", func(f figures) float64 { return f.Recall }, func(r *evalRun) []float64 { return r.recall }},
	}
	if len(runs) == 2 {
		rows = table{{"", "newsdex", "against", "difference", "p"}}
	}
	for _, m := range measures {
		row := []string{m.name, fmt.Sprintf("%.4f", m.mean(a))}
		if len(runs) == 2 {
			b := runs[1].figures()
			p, err := trec.RandomizationTest(m.values(runs[0]), m.values(runs[1]))
			if err != nil {
				return err
			}
			row = append(row, fmt.Sprintf("%.4f", m.mean(b)), fmt.Sprintf("%+.4f", m.mean(a)-m.mean(b)), fmt.Sprintf("%.3f", p))
		}
		rows = append(rows, row)
	}
	for _, line := range rows.lines() {
		fmt.Fprintln(out, line)
	}
	fmt.Fprintf(out, "%s; a search takes %.2f ms (p50), %.2f ms (p95), %.2f ms (p99)\n",
		queriesOf(a.Queries), a.P50, a.P95, a.P99)
	if len(runs) == 2 {
		fmt.Fprintln(out, "p is how often chance alone would give such a difference (paired randomization test)")
	}
	return nil
}

func queriesOf(n int) string {
	if n == 1 {
		return "1 query"
	}
	return grouped(n) + " queries"
}
