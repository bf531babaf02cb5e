package query

import (
	"container/heap"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/ingest"
)

// A candidate is a document that matches.
type candidate struct {
	score float64
	seg   int
	doc   uint32
	id    string // once it is known
}

// A collection is all documents that match, of which the best can be taken one
// after the other.
type collection struct {
	run   *run
	total int
	queue candidates
}

// collect evaluates a node in all segments.
func (r *run) collect(root node) (*collection, error) {
	c := &collection{run: r, queue: candidates{segments: r.segments}}
	for i := range r.segments {
		if err := r.ctx.Err(); err != nil {
			return nil, err
		}
		m, err := root.eval(r, i)
		if err != nil {
			return nil, err
		}
		for it := m.docs.Iterator(); it.HasNext(); {
			cand := candidate{seg: i, doc: it.Next()}
			if m.scores != nil {
				cand.score = m.scores[cand.doc]
			}
			c.queue.of = append(c.queue.of, cand)
		}
	}
	c.total = len(c.queue.of)
	heap.Init(&c.queue)
	return c, c.queue.err
}

// hits fills in the hits that o asks for, in the order of their rank.
func (c *collection) hits(res *Results, leaves []*leaf, o Options) error {
	shown := make(map[string]int) // fingerprint → hit, -1 for one passed over
	rank := 0
	for len(c.queue.of) > 0 {
		if err := c.run.ctx.Err(); err != nil {
			return err
		}
		if rank >= o.Offset+o.Limit {
			break
		}
		best := heap.Pop(&c.queue).(candidate)
		if c.queue.err != nil {
			return c.queue.err
		}
		a, err := c.run.segments[best.seg].Article(best.doc)
		if err != nil {
			return err
		}
		if i, ok := shown[a.Fingerprint]; ok && !o.Copies {
			if i >= 0 {
				res.Hits[i].Copies = append(res.Hits[i].Copies, a.ID)
			}
			continue
		}
		rank++
		at := -1
		if rank > o.Offset {
			at = len(res.Hits)
			res.Hits = append(res.Hits, c.hit(a, best.score, leaves, o))
		}
		if a.Fingerprint != "" {
			shown[a.Fingerprint] = at
		}
	}
	return nil
}

func (c *collection) hit(a ingest.Article, score float64, leaves []*leaf, o Options) Hit {
	h := Hit{Article: a, Score: score}
	if o.Snippets > 0 {
		h.Snippets = snippets(&a, leaves, func(l *leaf) float64 { return c.run.scored[l].idf }, o.Snippets)
	}
	return h
}

// candidates is a heap with the best candidate on top: the one with the highest
// score and, of those with one score, the one with the first ID.
type candidates struct {
	segments []*index.Segment
	of       []candidate
	err      error // of the look-up of an ID
}

func (c *candidates) Len() int      { return len(c.of) }
func (c *candidates) Swap(i, j int) { c.of[i], c.of[j] = c.of[j], c.of[i] }
func (c *candidates) Push(x any)    { c.of = append(c.of, x.(candidate)) }

func (c *candidates) Pop() any {
	last := c.of[len(c.of)-1]
	c.of = c.of[:len(c.of)-1]
	return last
}

func (c *candidates) Less(i, j int) bool {
	if c.of[i].score != c.of[j].score {
		return c.of[i].score > c.of[j].score
	}
	return c.id(i) < c.id(j)
}

func (c *candidates) id(i int) string {
	if c.of[i].id == "" {
		id, err := c.segments[c.of[i].seg].ID(c.of[i].doc)
		if err != nil {
			c.err = err
		}
		c.of[i].id = id
	}
	return c.of[i].id
}
