package score

import (
	"math"
)

// A forest is the trees of a scorer in the form in which they are gone through:
// full, and all of one depth. So which way a line goes is reckoned and not
// jumped, which costs a processor half as much; and 200 trees are 32 kB, what its
// nearest memory holds.
type forest []fullTree

// deepest is how many inner nodes there may be on the way to a leaf, and in a
// fullTree are.
const deepest = 4

// MostFeatures is more than any scorer knows.
const MostFeatures = 256

// In a fullTree the root is 1, and below node i stand 2i+1 to the left and 2i to
// the right.
type fullTree struct {
	features [1 << deepest]uint8
	bounds   [1 << deepest]float32
	leaves   [1 << deepest]float32 // those from node 1<<deepest on
}

// newForest lays trees out, none of which may be deeper than deepest.
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

// fill writes the node of a tree at index at to index to. Below a leaf all
// leaves are that one.
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

// sum returns the sum of a number and the leaves that the features in v come to,
// in the order of the trees. So that no place of a feature is outside, v has room
// for more than there are.
func (f forest) sum(sum float32, v *[MostFeatures]float32) float32 {
	for i := range f {
		t := &f[i]
		sum += t.leaves[t.below(v, t.below(v, t.below(v, t.below(v, 1))))-1<<deepest]
	}
	return sum
}

// below returns the node below one to which features lead: the left one where
// the difference has a sign. (A comparison would do, but a processor takes the
// byte that it sets for one that depends on the last tree.) The compiler sees that
// no place is outside, from the root on, and checks none.
func (t *fullTree) below(v *[MostFeatures]float32, at uint) uint {
	difference := v[t.features[at]] - t.bounds[at]
	return 2*at + uint(math.Float32bits(difference)>>31)
}
