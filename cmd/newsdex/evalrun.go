package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/newsdex/newsdex/cmd/newsdex/internal/terminal"
	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/query"
	"github.com/newsdex/newsdex/query/trec"
)

// An evalRun holds the results of one ranking, by query.
type evalRun struct {
	ranking               query.Ranking
	feedback              *query.Feedback // or nil
	ndcg, ap, mrr, recall []float64
	latencies             []time.Duration
	queries               []string
	hits                  [][]trec.Result
}

// search runs one query twice: once timed, with a user's limit, and once to the depth
// that the measures need.
func (r *evalRun) search(ctx context.Context, s *index.Snapshot, q trec.Query, j trec.Judgements) error {
	words := query.Words(q.Text)
	o := query.DefaultOptions()
	o.Ranking, o.Feedback, o.Copies = &r.ranking, r.feedback, true
	res, err := query.SearchSnapshot(ctx, s, words, o)
	if err != nil {
		return err
	}
	r.latencies = append(r.latencies, res.Elapsed)
	res, err = query.SearchSnapshot(ctx, s, words, query.Options{Ranking: &r.ranking, Feedback: r.feedback, IDsOnly: true, Limit: evalDepth})
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

// percentile returns the latency in milliseconds that a share p of the queries does not
// exceed.
func (r *evalRun) percentile(p float64) float64 {
	sorted := slices.Clone(r.latencies)
	slices.SortFunc(sorted, cmp.Compare)
	i := min(int(p*float64(len(sorted))), len(sorted)-1)
	return float64(sorted[i].Microseconds()) / 1000
}

// figures are the output of newsdex eval --json.
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
func printEvaluation(out *terminal.Output, runs []*evalRun) error {
	a := runs[0].figures()
	rows := terminal.Table{{"", "newsdex"}}
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
		rows = terminal.Table{{"", "newsdex", "against", "difference", "p"}}
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
	out.PrintTable(rows)
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
	return terminal.Grouped(n) + " queries"
}
