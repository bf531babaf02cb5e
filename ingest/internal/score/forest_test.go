package score

import (
	"math/rand/v2"
	"testing"
)

// TestForest checks that a forest reaches the same leaves as its trees.
func TestForest(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	value := func() float32 { return float32(r.IntN(9)) }
	var tree []TreeNode
	var grow func(depth int) int16
	grow = func(depth int) int16 {
		at := len(tree)
		tree = append(tree, TreeNode{Feature: -1, Value: r.Float32()})
		if depth > 0 && r.IntN(5) > 0 {
			tree[at].Feature, tree[at].Value = int16(r.IntN(6)), value()
			left := grow(depth - 1)
			right := grow(depth - 1)
			tree[at].Left, tree[at].Right = left, right
		}
		return int16(at)
	}
	s := &Scorer{Bias: .5}
	for range 50 {
		tree = nil
		grow(deepest)
		s.Trees = append(s.Trees, tree)
	}
	for range 200 {
		var v [MostFeatures]float32
		for i := range v {
			v[i] = value()
		}
		want := s.Bias
		for _, tree := range s.Trees {
			n := tree[0]
			for n.Feature >= 0 {
				if v[n.Feature] < n.Value {
					n = tree[n.Left]
				} else {
					n = tree[n.Right]
				}
			}
			want += n.Value
		}
		if got := s.Score(&v); got != want {
			t.Fatalf("%v, want %v", got, want)
		}
	}
	if got := (&Scorer{Bias: 2}).Score(new([MostFeatures]float32)); got != 2 {
		t.Errorf("of no trees: %v", got)
	}
}

func BenchmarkScore(b *testing.B) {
	s := LineScorer()
	r := rand.New(rand.NewPCG(1, 2))
	var v [64][MostFeatures]float32
	for i := range v {
		for j := range v[i] {
			v[i][j] = r.Float32() * 10
		}
	}
	i := 0
	for b.Loop() {
		s.Score(&v[i%len(v)])
		i++
	}
}
