package score

import (
	"math"
)

// A forest holds the trees of a scorer in a layout for fast evaluation: full, and all
// of one depth. So the path of a line is computed without branches, which halves the
// cost; and 200 trees take 32 kB, which fits the processor's first-level cache.
type forest []fullTree

// deepest is the greatest number of inner nodes on the way to a leaf. In a fullTree
// every path has as many.
const deepest = 4

// MostFeatures is an upper limit of the number of features of any scorer.
const MostFeatures = 256

// A fullTree is a full binary tree. Its root is node 1. The children of node i are 2i+1
// to the left and 2i to the right.
type fullTree struct {
	features [1 << deepest]uint8
	bounds   [1 << deepest]float32
	leaves   [1 << deepest]float32 // of the nodes from 1<<deepest on
}

// newForest lays out trees. No tree may be deeper than deepest.
func newForest(trees [][]TreeNode) forest {
	f := make(forest, len(trees))
	for i, tree := range trees {
		f[i].fill(tree, 0, 1)
	}
	return f
}

func depthOf(tree []TreeNode, at int16) int {
	n := tree[at]
	if n.Feature < 0 {
		return 0
	}
	return 1 + max(depthOf(tree, n.Left), depthOf(tree, n.Right))
}

// fill copies the node of tree at index at to index to, with all nodes below it. All
// leaves below a copied leaf are equal to it.
func (t *fullTree) fill(tree []TreeNode, at int16, to int) {
	n := tree[at]
	if to >= 1<<deepest {
		t.leaves[to-1<<deepest] = n.Value
		return
	}
	left, right := at, at
	if n.Feature >= 0 {
		t.features[to], t.bounds[to] = uint8(n.Feature), n.Value
		left, right = n.Left, n.Right
	}
	t.fill(tree, left, 2*to+1)
	t.fill(tree, right, 2*to)
}

// sum returns sum plus the leaves that the features in v lead to, added in the order of
// the trees. v has room for MostFeatures so that every possible index is within bounds.
func (f forest) sum(sum float32, v *[MostFeatures]float32) float32 {
	for i := range f {
		t := &f[i]
		sum += t.leaves[t.below(v, t.below(v, t.below(v, t.below(v, 1))))-1<<deepest]
	}
	return sum
}

// below returns the child of node at that the features lead to: the left child if the
// difference is negative. (A comparison would do as well, but the processor treats the
// byte that it sets as dependent on the previous tree.) The compiler can prove that all
// indexes are within bounds, from the root on, and checks none.
func (t *fullTree) below(v *[MostFeatures]float32, at uint) uint {
	difference := v[t.features[at]] - t.bounds[at]
	return 2*at + uint(math.Float32bits(difference)>>31)
}
