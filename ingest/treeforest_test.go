package ingest

import (
	"math/rand/v2"
	"testing"
)

// TestForest holds that a forest comes to the leaves that the trees come to.
func TestForest(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	value := func() float32 { return float32(r.IntN(9)) }
	var tree []treeNode
	var grow func(depth int) int16
	grow = func(depth int) int16 {
		at := len(tree)
		tree = append(tree, treeNode{feature: -1, value: r.Float32()})
		if depth > 0 && r.IntN(5) > 0 {
			tree[at].feature, tree[at].value = int16(r.IntN(6)), value()
			left := grow(depth - 1)
			right := grow(depth - 1)
			tree[at].left, tree[at].right = left, right
		}
		return int16(at)
	}
	s := &scorer{bias: .5}
	for range 50 {
		tree = nil
		grow(deepest)
		s.trees = append(s.trees, tree)
	}
	for range 200 {
		var v [mostFeatures]float32
		for i := range v {
			v[i] = value()
		}
		want := s.bias
		for _, tree := range s.trees {
			n := tree[0]
			for n.feature >= 0 {
				if v[n.feature] < n.value {
					n = tree[n.left]
				} else {
					n = tree[n.right]
				}
			}
			want += n.value
		}
		if got := s.score(&v); got != want {
			t.Fatalf("%v, want %v", got, want)
		}
	}
	if got := (&scorer{bias: 2}).score(new([mostFeatures]float32)); got != 2 {
		t.Errorf("of no trees: %v", got)
	}
}

func BenchmarkScore(b *testing.B) {
	s := lineScorer()
	r := rand.New(rand.NewPCG(1, 2))
	var v [64][mostFeatures]float32
	for i := range v {
		for j := range v[i] {
			v[i][j] = r.Float32() * 10
		}
	}
	i := 0
	for b.Loop() {
		s.score(&v[i%len(v)])
		i++
	}
}
