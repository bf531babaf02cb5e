package ingest

// A forest is the trees of a scorer in the form in which they are gone through:
// full, and all of one depth. So which way a line goes is reckoned and not
// jumped, which costs a processor half as much.
type forest struct {
	depth int
	trees []fullTree
}

// deepest is how many inner nodes there may be on the way to a leaf.
const deepest = 6

// In a fullTree the root is 1, and below node i stand 2i and 2i+1.
type fullTree struct {
	features [1 << deepest]uint8
	bounds   [1 << deepest]float32
	leaves   [1 << deepest]float32 // those of depth d from place 2^d on, less 2^d
}

// newForest lays trees out, none of which may be deeper than deepest.
func newForest(trees [][]node) *forest {
	f := &forest{trees: make([]fullTree, len(trees))}
	for _, tree := range trees {
		f.depth = max(f.depth, depthOf(tree, 0))
	}
	for i, tree := range trees {
		f.fill(&f.trees[i], tree, 0, 1)
	}
	return f
}

func depthOf(tree []node, at int16) int {
	n := tree[at]
	if n.feature < 0 {
		return 0
	}
	return 1 + max(depthOf(tree, n.left), depthOf(tree, n.right))
}

// fill writes what stands at a node of a tree to place to. Below a leaf all
// leaves are that one.
func (f *forest) fill(full *fullTree, tree []node, at int16, to int) {
	n := tree[at]
	if to >= 1<<f.depth {
		full.leaves[to-1<<f.depth] = n.value
		return
	}
	left, right := at, at
	if n.feature >= 0 {
		full.features[to], full.bounds[to] = uint8(n.feature), n.value
		left, right = n.left, n.right
	}
	f.fill(full, tree, left, 2*to)
	f.fill(full, tree, right, 2*to+1)
}

// sum returns the sum of a number and the leaves that the features come to, in
// the order of the trees.
func (f *forest) sum(sum float32, features []float32) float32 {
	var v [256]float32 // so that no place of a feature is outside
	copy(v[:], features)
	for i := range f.trees {
		t := &f.trees[i]
		at := uint(1)
		if f.depth == 4 { // as those of this build
			at = t.below(&v, t.below(&v, t.below(&v, t.below(&v, at))))
		} else {
			for range f.depth {
				at = t.below(&v, at)
			}
		}
		sum += t.leaves[(at-1<<f.depth)%(1<<deepest)]
	}
	return sum
}

// below returns the node below one to which features lead.
func (t *fullTree) below(v *[256]float32, at uint) uint {
	right := uint(1)
	if v[t.features[at%(1<<deepest)]] < t.bounds[at%(1<<deepest)] {
		right = 0
	}
	return 2*at + right
}
