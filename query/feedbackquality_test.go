package query

import (
	"fmt"
	"os"
	"testing"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/query/trec"
)

// TestFeedbackQuality measures feedback on judged collections. It wants the
// folder with them in NEWSDEX_DATA; its table stands in the package's
// documentation.
func TestFeedbackQuality(t *testing.T) {
	data := os.Getenv("NEWSDEX_DATA")
	if data == "" {
		t.Skip("NEWSDEX_DATA names no folder with judged collections")
	}
	feedbacks := []*Feedback{nil, defaultFeedback()}
	collections := readCollections(t, data)
	precision, recall := make([][]float64, len(feedbacks)), make([][]float64, len(feedbacks))
	for _, c := range collections {
		x, _, err := index.Memory(t.Context(), articleSeq(c.docs), index.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for i, f := range feedbacks {
			var p, r []float64
			for _, q := range c.queries {
				res, err := Search(t.Context(), x, Words(q.Text), Options{Feedback: f, IDsOnly: true, Limit: 100})
				if err != nil {
					t.Fatal(err)
				}
				ids, judged := hitIDs(res.Hits), c.qrels[q.ID]
				if c.name == "headlines" {
					p = append(p, trec.ReciprocalRank(ids, judged, 10))
				} else {
					p = append(p, trec.NDCG(ids, judged, 10))
				}
				r = append(r, trec.Recall(ids, judged, 100))
			}
			precision[i], recall[i] = append(precision[i], trec.Mean(p)), append(recall[i], trec.Mean(r))
		}
		if err := x.Close(); err != nil {
			t.Fatal(err)
		}
	}

	table := fmt.Sprintf("%-30s", "")
	for _, c := range collections {
		table += fmt.Sprintf("%11s", c.name)
	}
	table += fmt.Sprintf("%11s\n", "mean")
	row := func(name string, values []float64) {
		table += fmt.Sprintf("%-30s", name)
		for _, v := range append(values, trec.Mean(values)) {
			table += fmt.Sprintf("%11.4f", v)
		}
		table += "\n"
	}
	row("nDCG@10 (headlines: MRR@10)", precision[0])
	row("with feedback", precision[1])
	row("Recall@100", recall[0])
	row("with feedback", recall[1])
	t.Log("\n" + table)

	if trec.Mean(recall[1]) <= trec.Mean(recall[0]) {
		t.Error("feedback finds no more than a search without")
	}
}
