package ingest

import (
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
	page   int // that it is of, for booster.byPage
}

// A booster trains a scorer: trees of some depth, one after the other, each to
// mend what the sum of those before it gets wrong, on histograms of the
// features.
type booster struct {
	trees, depth  int
	rate          float64 // what of a leaf counts
	least         float64 // weight of the samples of a leaf
	ridge         float64 // L2 penalty of a leaf
	seed          uint64
	rows, columns float64 // parts of the samples and features that a tree sees
	byPage        bool    // samples of a page are seen together
}

const bins = 48

func (b booster) train(samples []*example, names []string) *score.Scorer {
	rng := rand.New(rand.NewPCG(b.seed, 1))
	edges := featureEdges(samples, rng)
	binned := make([][score.FeatureCount]uint8, len(samples))
	var pos, all float64
	for i, s := range samples {
		for f := range s.v {
			k, _ := slices.BinarySearchFunc(edges[f], s.v[f], func(e, t float32) int {
				if e <= t {
					return -1
				}
				return 1
			})
			binned[i][f] = uint8(k)
		}
		all += float64(s.weight)
		if s.junk {
			pos += float64(s.weight)
		}
	}
	out := &score.Scorer{Names: names, Bias: float32(math.Log(pos / (all - pos)))}
	value := make([]float64, len(samples))
	for i := range value {
		value[i] = float64(out.Bias)
	}
	grad, hess := make([]float64, len(samples)), make([]float64, len(samples))
	for range b.trees {
		var rows []int32
		pages := map[int]bool{}
		for i, s := range samples {
			p := 1 / (1 + math.Exp(-value[i]))
			y := 0.0
			if s.junk {
				y = 1
			}
			grad[i] = float64(s.weight) * (y - p)
			hess[i] = float64(s.weight) * p * (1 - p)
			if b.byPage {
				on, ok := pages[s.page]
				if !ok {
					on = rng.Float64() < b.rows
					pages[s.page] = on
				}
				if on {
					rows = append(rows, int32(i))
				}
				continue
			}
			if rng.Float64() < b.rows {
				rows = append(rows, int32(i))
			}
		}
		var use []int
		for f := range score.FeatureCount {
			if rng.Float64() < b.columns {
				use = append(use, f)
			}
		}
		g := &grower{b, edges, binned, grad, hess, use, nil}
		g.grow(rows, b.depth)
		for i := range samples {
			value[i] += float64(evalBinned(g.tree, &samples[i].v))
		}
		out.Trees = append(out.Trees, g.tree)
	}
	return out
}

func evalBinned(tree []score.TreeNode, v *[score.FeatureCount]float32) float32 {
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

// featureEdges returns the borders of the bins of each feature: quantiles.
func featureEdges(samples []*example, rng *rand.Rand) [score.FeatureCount][]float32 {
	var edges [score.FeatureCount][]float32
	var vals []float32
	for f := range edges {
		vals = vals[:0]
		for range 20000 {
			vals = append(vals, samples[rng.IntN(len(samples))].v[f])
		}
		slices.Sort(vals)
		for k := 1; k < bins; k++ {
			e := vals[k*len(vals)/bins]
			if n := len(edges[f]); e > vals[0] && (n == 0 || e > edges[f][n-1]) {
				edges[f] = append(edges[f], e)
			}
		}
	}
	return edges
}

type grower struct {
	booster
	edges      [score.FeatureCount][]float32
	binned     [][score.FeatureCount]uint8
	grad, hess []float64
	use        []int
	tree       []score.TreeNode
}

func (g *grower) grow(rows []int32, depth int) int16 {
	at := int16(len(g.tree))
	g.tree = append(g.tree, score.TreeNode{Feature: -1})
	var hist [score.FeatureCount][bins][2]float64
	var sg, sh float64
	for _, i := range rows {
		sg += g.grad[i]
		sh += g.hess[i]
		bin := &g.binned[i]
		for _, f := range g.use {
			h := &hist[f][bin[f]]
			h[0] += g.grad[i]
			h[1] += g.hess[i]
		}
	}
	g.tree[at].Value = float32(sg / (sh + g.ridge) * g.rate)
	if depth == 0 || sh < 2*g.least {
		return at
	}
	best, bf, bk := 1e-3, -1, 0
	base := sg * sg / (sh + g.ridge)
	for _, f := range g.use {
		var lg, lh float64
		for k := range g.edges[f] {
			lg += hist[f][k][0]
			lh += hist[f][k][1]
			rg, rh := sg-lg, sh-lh
			if lh < g.least || rh < g.least {
				continue
			}
			if gain := lg*lg/(lh+g.ridge) + rg*rg/(rh+g.ridge) - base; gain > best {
				best, bf, bk = gain, f, k
			}
		}
	}
	if bf < 0 {
		return at
	}
	var left, right []int32
	for _, i := range rows {
		if int(g.binned[i][bf]) <= bk {
			left = append(left, i)
		} else {
			right = append(right, i)
		}
	}
	g.tree[at].Feature, g.tree[at].Value = int16(bf), g.edges[bf][bk]
	l := g.grow(left, depth-1)
	r := g.grow(right, depth-1)
	g.tree[at].Left, g.tree[at].Right = l, r
	return at
}
