package packed

import "math"

// A Norms has the lengths of a segment's fields and the parameters of its impacts. An
// impact is an upper bound of the saturation of BM25F under these parameters,
//
//	w / (K1 + w), where w is the sum over the fields of Weight · frequency / norm
//	and norm is 1 − B + B · length / Average
//
// in steps of 1/255. Bounds under other parameters follow from it: see [Scale].
type Norms struct {
	Parameters
	// Least and Most are the least and the greatest length of each field in the
	// documents that have it.
	Least, Most [Fields]uint32

	inverse [Fields][]float32 // by document: Weight / norm; or else
	classes [Fields][]uint8   // by document, and
	byClass [Fields][LengthClasses]float32
}

// With returns norms for an [Encoder] from the classes of the lengths of documents. Their
// impacts are those of the least length of a class.
func (n *Norms) With(classes [Fields][]uint8) *Norms {
	with := *n
	with.classes = classes
	for f := range Fields {
		for class, length := range LeastOfClass {
			with.byClass[f][class] = float32(n.perOccurrence(f, length))
		}
	}
	return &with
}

// Parameters are the parameters of BM25F.
type Parameters struct {
	K1      float64         // how slowly the score of a term saturates
	B       float64         // how much a long field lowers it, from 0 to 1
	Weights [Fields]float64 // of the fields
	Average [Fields]float64 // length of a field in words
}

// DefaultParameters are those of a search that has none, without averages.
var DefaultParameters = Parameters{K1: 1.2, B: .6, Weights: [Fields]float64{Title: 2.5, Deck: 1, Body: 1}}

// NewNorms returns the norms of a segment from the lengths of its fields in words by
// document, three for each.
func NewNorms(lengths []uint32) *Norms {
	n := &Norms{Parameters: DefaultParameters}
	docs := len(lengths) / Fields
	for f := range Fields {
		n.Least[f] = math.MaxUint32
		sum := uint64(0)
		for doc := range docs {
			length := lengths[doc*Fields+f]
			sum += uint64(length)
			n.Most[f] = max(n.Most[f], length)
			if length > 0 {
				n.Least[f] = min(n.Least[f], length)
			}
		}
		if n.Most[f] == 0 {
			n.Least[f] = 0
		}
		n.Average[f] = float64(sum) / float64(max(docs, 1))
		n.inverse[f] = make([]float32, docs)
		for doc := range docs {
			n.inverse[f][doc] = float32(n.perOccurrence(f, lengths[doc*Fields+f]))
		}
	}
	return n
}

// perOccurrence returns the weight of one occurrence in a field of a length.
func (p *Parameters) perOccurrence(f int, length uint32) float64 {
	if p.Average[f] == 0 {
		return 0
	}
	return p.Weights[f] / (1 - p.B + p.B*float64(length)/p.Average[f])
}

// weigh returns the sum w of a posting.
func (n *Norms) weigh(doc uint32, freq [Fields]uint32) float32 {
	if n == nil {
		return 0
	}
	w := float32(0)
	if n.inverse[Body] == nil {
		for f, tf := range freq {
			if tf > 0 {
				class := n.classes[f][doc]
				if class >= LengthClasses {
					return float32(math.Inf(1)) // of a forged file
				}
				w += float32(tf) * n.byClass[f][class]
			}
		}
		return w
	}
	for f, tf := range freq {
		if tf > 0 {
			w += float32(tf) * n.inverse[f][doc]
		}
	}
	return w
}

// MaxImpact is the greatest impact.
const MaxImpact = math.MaxUint8

// impact returns the impact of the greatest sum w of some postings, at least 1.
func (n *Norms) impact(w float32) uint8 {
	const slack = 1 + 1e-5 // exceeds the rounding errors of float32
	if n == nil {
		return MaxImpact
	}
	sum := float64(w) * slack
	if math.IsInf(sum, 1) {
		return MaxImpact
	}
	return uint8(min(max(math.Ceil(MaxImpact*slack*sum/(n.K1+sum)), 1), MaxImpact))
}

// Scale returns upper bounds of saturations under other parameters, by impact. A sum w
// grows at most by the greatest of the ratios of the weights of an occurrence, which are
// monotone in the length: so it is that of the least or the greatest length of a field.
func (n *Norms) Scale(p Parameters) (bounds [MaxImpact + 1]float64) {
	growth := 0.
	for f := range Fields {
		if n.Most[f] == 0 {
			continue
		}
		for _, length := range []uint32{n.Least[f], n.Most[f]} {
			was, is := n.perOccurrence(f, length), p.perOccurrence(f, length)
			switch {
			case is > 0 && was <= 0:
				growth = math.Inf(1)
			case is > 0:
				growth = max(growth, is/was)
			}
		}
	}
	for impact := range bounds {
		w := math.Inf(1)
		if s := float64(impact) / MaxImpact; s < 1 {
			w = n.K1 * s / (1 - s) * growth
		}
		bounds[impact] = 1
		if w < math.MaxFloat64 && p.K1+w > 0 {
			bounds[impact] = min(1, w/(p.K1+w)*(1+1e-9))
		}
		if impact == 0 {
			bounds[impact] = 0
		}
	}
	return bounds
}
