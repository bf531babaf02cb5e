package trec

import (
	"math"
	"strings"
	"testing"
)

// TestMeasures holds the measures to values worked out by hand.
func TestMeasures(t *testing.T) {
	j := Judgements{"a": 2, "b": 1, "c": 0, "d": -1, "e": 1}
	ranking := strings.Fields("x b c a d")
	for _, tt := range []struct {
		name      string
		got, want float64
	}{
		// 1/log2(3) + 2/log2(5), over 2 + 1/log2(3) + 1/2
		{"nDCG@10", NDCG(ranking, j, 10), (1/math.Log2(3) + 2/math.Log2(5)) / (2 + 1/math.Log2(3) + .5)},
		{"nDCG@2", NDCG(ranking, j, 2), (1 / math.Log2(3)) / (2 + 1/math.Log2(3))},
		{"nDCG of nothing relevant", NDCG(ranking, Judgements{"a": 0}, 10), 0},
		{"nDCG of the ideal", NDCG(strings.Fields("a b e"), j, 10), 1},
		{"AP", AveragePrecision(ranking, j), (1.0/2 + 2.0/4) / 3},
		{"RR", ReciprocalRank(ranking, j, 10), .5},
		{"RR@1", ReciprocalRank(ranking, j, 1), 0},
		{"Recall@100", Recall(ranking, j, 100), 2.0 / 3},
		{"Recall@2", Recall(ranking, j, 2), 1.0 / 3},
		{"Mean", Mean([]float64{1, 2, 6}), 3},
		{"Mean of none", Mean(nil), 0},
	} {
		if math.Abs(tt.got-tt.want) > 1e-12 {
			t.Errorf("%s = %v, want %v", tt.name, tt.got, tt.want)
		}
	}
}

func TestRandomizationTest(t *testing.T) {
	for _, tt := range []struct {
		name     string
		a, b     []float64
		min, max float64
	}{
		{"the same", []float64{1, 2, 3}, []float64{1, 2, 3}, 1, 1},
		// All of 8 signs equal: 2 of 256 assignments.
		{"always better", []float64{1, 1, 1, 1, 1, 1, 1, 1}, make([]float64, 8), 2.0/256 - .002, 2.0/256 + .002},
		{"even", []float64{1, 0, 1, 0}, []float64{0, 1, 0, 1}, 1, 1},
	} {
		p, err := RandomizationTest(tt.a, tt.b)
		if err != nil || p < tt.min || p > tt.max {
			t.Errorf("%s: p = %v, %v, want %v to %v", tt.name, p, err, tt.min, tt.max)
		}
	}
	if _, err := RandomizationTest([]float64{1}, nil); err == nil {
		t.Error("lengths that differ are no error")
	}
}

func TestRead(t *testing.T) {
	queries, err := ReadQueries(strings.NewReader("1\ta text\n\n2\tanother\n"), "q")
	if err != nil || len(queries) != 2 || queries[1] != (Query{"2", "another"}) {
		t.Errorf("queries %v, %v", queries, err)
	}
	qrels, err := ReadQrels(strings.NewReader("1\t0\ta\t2\n1 0 b 0\n"), "r")
	if err != nil || qrels["1"]["a"] != 2 || len(qrels["1"]) != 2 {
		t.Errorf("qrels %v, %v", qrels, err)
	}
	for _, bad := range []string{"1 0 a", "1 0 a x", "\n1 0 a 1 1"} {
		if _, err := ReadQrels(strings.NewReader(bad), "r.tsv"); err == nil || !strings.HasPrefix(err.Error(), "r.tsv:") {
			t.Errorf("qrels %q: error %v, want one that names the file", bad, err)
		}
	}
	if _, err := ReadQueries(strings.NewReader("1\ta\nno tab\n"), "q.tsv"); err == nil || !strings.HasPrefix(err.Error(), "q.tsv:2: ") {
		t.Errorf("error %v, want one that names the line", err)
	}
}

func TestWriteRun(t *testing.T) {
	var b strings.Builder
	if err := WriteRun(&b, "7", "newsdex", []Result{{"a", 2.5}, {"b", 1}}); err != nil {
		t.Fatal(err)
	}
	if want := "7 Q0 a 1 2.5 newsdex\n7 Q0 b 2 1 newsdex\n"; b.String() != want {
		t.Errorf("run %q, want %q", b.String(), want)
	}
}
