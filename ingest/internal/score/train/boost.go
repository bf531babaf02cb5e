package main

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/newsdex/newsdex/ingest/internal/score"
)

// An example is one line to learn from.
type example struct {
	v      [score.FeatureCount]float32
	junk   bool
	weight float32
	page   int // the line's page, for booster.byPage
}

// A booster trains a scorer by gradient boosting (Friedman, Annals of Statistics 29, 2001):
// trees of some depth, one after the other, each of which mends the errors of the sum of
// those before it. The values of a feature are put into bins, and a tree splits at the
// borders of these.
type booster struct {
	trees, depth  int
	rate          float64 // part of a leaf that counts
	least         float64 // weight of the examples of a leaf
	ridge         float64 // L2 penalty of a leaf
	seed          uint64
	samples       int     // values of a feature of which the borders of its bins are quantiles
	rows, columns float64 // parts of the examples and features that a tree sees
	byPage        bool    // a tree sees all examples of a page or none
}

// bins is the number of bins of a feature.
const bins = 48

// train grows a scorer over features of these names.
func (b booster) train(ctx context.Context, examples []*example, names []string) (*score.Scorer, error) {
	rng := rand.New(rand.NewPCG(b.seed, 1))
	g := &grower{booster: b, edges: featureEdges(examples, b.samples, rng)}
	g.bin(examples)
	var junk, all float64
	for _, x := range examples {
		all += float64(x.weight)
		if x.junk {
			junk += float64(x.weight)
		}
	}
	out := &score.Scorer{Names: names, Bias: float32(math.Log(junk / (all - junk)))}
	value := make([]float64, len(examples))
	for i := range value {
		value[i] = float64(out.Bias)
	}
	g.grad, g.hess = make([]float64, len(examples)), make([]float64, len(examples))
	for range b.trees {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		for i, x := range examples {
			p := 1 / (1 + math.Exp(-value[i]))
			y := 0.0
			if x.junk {
				y = 1
			}
			g.grad[i] = float64(x.weight) * (y - p)
			g.hess[i] = float64(x.weight) * p * (1 - p)
		}
		rows := b.draw(examples, rng)
		g.use = g.use[:0]
		for f := range score.FeatureCount {
			if rng.Float64() < b.columns {
				g.use = append(g.use, f)
			}
		}
		g.tree = nil
		g.grow(rows, b.depth)
		for i, x := range examples {
			value[i] += float64(leafOf(g.tree, &x.v))
		}
		out.Trees = append(out.Trees, g.tree)
	}
	return out, nil
}

// draw returns the indexes of the examples that a tree sees.
func (b booster) draw(examples []*example, rng *rand.Rand) []int32 {
	var rows []int32
	pages := map[int]bool{}
	for i, x := range examples {
		on, ok := pages[x.page]
		if !ok || !b.byPage {
			on = rng.Float64() < b.rows
			pages[x.page] = on
		}
		if on {
			rows = append(rows, int32(i))
		}
	}
	return rows
}

// leafOf returns the value of the leaf of a tree to which features lead.
func leafOf(tree []score.TreeNode, v *[score.FeatureCount]float32) float32 {
	n := &tree[0]
	for n.Feature >= 0 {
		if v[n.Feature] < n.Value {
			n = &tree[n.Left]
		} else {
			n = &tree[n.Right]
		}
	}
	return n.Value
}

// edges are the borders of the bins of each feature.
type edges [score.FeatureCount][]float32

// featureEdges returns quantiles of so many examples, drawn at random.
func featureEdges(examples []*example, samples int, rng *rand.Rand) edges {
	var out edges
	var values []float32
	for f := range out {
		values = values[:0]
		for range samples {
			values = append(values, examples[rng.IntN(len(examples))].v[f])
		}
		slices.Sort(values)
		for k := 1; k < bins; k++ {
			e := values[k*len(values)/bins]
			if n := len(out[f]); e > values[0] && (n == 0 || e > out[f][n-1]) {
				out[f] = append(out[f], e)
			}
		}
	}
	return out
}

// binOf returns the bin of a value of a feature.
func (e *edges) binOf(feature int, value float32) uint8 {
	k, _ := slices.BinarySearchFunc(e[feature], value, func(edge, v float32) int {
		if edge <= v {
			return -1
		}
		return 1
	})
	return uint8(k)
}

// A grower grows one tree after the other on the same examples.
type grower struct {
	booster
	edges      edges
	binned     [][score.FeatureCount]uint8 // the bins of each example
	grad, hess []float64                   // of the loss, by example
	use        []int                       // the features that the tree sees
	tree       []score.TreeNode
}

// bin looks up the bins of all examples.
func (g *grower) bin(examples []*example) {
	g.binned = make([][score.FeatureCount]uint8, len(examples))
	for i, x := range examples {
		for f, v := range x.v {
			g.binned[i][f] = g.edges.binOf(f, v)
		}
	}
}

// A split is a border of a feature.
type split struct{ feature, bin int }

// A histogram holds the sums of gradients and Hessians by feature and bin.
type histogram [score.FeatureCount][bins][2]float64

// grow adds the node of some examples to the tree, and those below it, and returns its
// index.
func (g *grower) grow(rows []int32, depth int) int16 {
	at := int16(len(g.tree))
	g.tree = append(g.tree, score.TreeNode{Feature: -1})
	var h histogram
	var grad, hess float64
	for _, i := range rows {
		grad += g.grad[i]
		hess += g.hess[i]
		bin := &g.binned[i]
		for _, f := range g.use {
			sums := &h[f][bin[f]]
			sums[0] += g.grad[i]
			sums[1] += g.hess[i]
		}
	}
	g.tree[at].Value = float32(grad / (hess + g.ridge) * g.rate)
	if depth == 0 || hess < 2*g.least {
		return at
	}
	best, ok := g.bestSplit(&h, grad, hess)
	if !ok {
		return at
	}
	var left, right []int32
	for _, i := range rows {
		if int(g.binned[i][best.feature]) <= best.bin {
			left = append(left, i)
		} else {
			right = append(right, i)
		}
	}
	g.tree[at].Feature, g.tree[at].Value = int16(best.feature), g.edges[best.feature][best.bin]
	l := g.grow(left, depth-1)
	r := g.grow(right, depth-1)
	g.tree[at].Left, g.tree[at].Right = l, r
	return at
}

// leastGain is the gain that a split must exceed.
const leastGain = 1e-3

// bestSplit returns the split with the greatest gain. Ok is false if none has any.
func (g *grower) bestSplit(h *histogram, grad, hess float64) (best split, ok bool) {
	most := leastGain
	base := grad * grad / (hess + g.ridge)
	for _, f := range g.use {
		var lg, lh float64
		for k := range g.edges[f] {
			lg += h[f][k][0]
			lh += h[f][k][1]
			rg, rh := grad-lg, hess-lh
			if lh < g.least || rh < g.least {
				continue
			}
			if gain := lg*lg/(lh+g.ridge) + rg*rg/(rh+g.ridge) - base; gain > most {
				most, best, ok = gain, split{f, k}, true
			}
		}
	}
	return best, ok
}
