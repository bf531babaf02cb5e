package rank

import (
	"context"
	"fmt"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/query/plan"
)

// A Search is a plan bound to one snapshot of an index. It is for one goroutine. It
// keeps its matches: they are found once.
type Search struct {
	snapshot *index.Snapshot
	all      []*postings.Segment
	segments []*segment
	shared   *shared

	plan   *plan.Plan
	flat   flat // of the plan, if isFlat
	isFlat bool // the plan has a flat form

	countUpTo int  // see Options
	atLeast   bool // see AtLeast

	after   *after                        // the place behind which the last search began, or nil: see Passed
	ranksOf func(*segment) (ranks, error) // the order of the last search; nil: by score
}

// A shared is the state that all segments of a search share.
type shared struct {
	scorer  scorer
	table   *boundTable
	recency *recency // nil if ages do not count
	leaves  map[*plan.Leaf]*leafWords
}

// Options are the parameters of scores besides the plan.
type Options struct {
	// Ranking has the parameters of the score of words.
	Ranking Ranking
	// HalfLife is the half-life of scores by age. With 0 ages do not count. The
	// least other value is a second.
	HalfLife time.Duration
	// CountUpTo is the number up to which [Search.Best] counts matches exactly; 0 has all
	// counted.
	CountUpTo int
	// Now is the moment at which ages are measured; the zero time is that of Bind.
	Now time.Time
}

// Bind looks up the leaves of a plan in a snapshot, which must stay open while the
// search is used. The error is ctx's when that is done.
func Bind(ctx context.Context, s *index.Snapshot, p *plan.Plan, o Options) (*Search, error) {
	recency, err := newRecency(o.HalfLife, o.Now)
	if err != nil {
		return nil, err
	}
	search := &Search{
		snapshot: s, all: s.Postings().Segments(), countUpTo: o.CountUpTo,
		shared: &shared{scorer: newScorer(o.Ranking, s.Totals()), recency: recency, leaves: make(map[*plan.Leaf]*leafWords)},
	}
	search.shared.table = search.shared.scorer.boundTable()
	for i, seg := range search.all {
		bound, err := newSegment(seg, search.shared, i)
		if err != nil {
			return nil, err
		}
		search.segments = append(search.segments, bound)
	}
	return search, search.Rebind(ctx, p)
}

// Rebind replaces the plan of the search. Leaves that both plans have are not looked
// up again.
func (s *Search) Rebind(ctx context.Context, p *plan.Plan) error {
	s.plan = p
	s.flat, s.isFlat = flatOf(p.Root)
	for _, seg := range s.segments {
		seg.passed, seg.found, seg.evaluated = nil, nil, nil
	}
	for _, l := range p.Leaves() {
		if s.shared.leaves[l] != nil {
			continue
		}
		words, err := newLeafWords(ctx, s, l)
		if err != nil {
			return err
		}
		s.shared.leaves[l] = words
	}
	return nil
}

// Weight returns the weight of a scored leaf of the plan: its idf times its boost.
func (s *Search) Weight(l *plan.Leaf) float64 { return s.shared.leaves[l].weight }

// IDF returns the inverse document frequency of a leaf that n articles hold.
func (s *Search) IDF(n int) float64 { return s.shared.scorer.idf(n) }

// Best returns the n matches with the highest scores, the best first, and the number
// of all matches. With a key they are the n matches behind it.
func (s *Search) Best(ctx context.Context, n int, key *Key) ([]Candidate, int, error) {
	s.after, s.ranksOf = nil, nil
	if key != nil {
		s.after = newAfter(s.all, 0, key.Score, key.ID)
	}
	best := newTop(s.all, n, s.after)
	total := 0
	s.atLeast = false
	if s.isFlat && s.countUpTo > 0 {
		if n := s.flat.atLeast(s.shared.leaves); n > s.countUpTo {
			total, s.atLeast = n, true
		}
	}
	for _, seg := range s.segments {
		if err := ctx.Err(); err != nil {
			return nil, 0, err
		}
		var n int
		var err error
		if s.isFlat {
			n, err = s.flat.search(ctx, seg, best, !s.atLeast)
		} else {
			n, err = searchAny(ctx, s.plan.Root, seg, best)
		}
		if err != nil {
			return nil, 0, err
		}
		total += n
	}
	ranked, err := best.ranked(ctx)
	return ranked, total, err
}

// AtLeast reports whether there may be more matches than the last [Search.Best] counted.
func (s *Search) AtLeast() bool { return s.atLeast }

// Matching returns the matches by segment. The caller must not change the bitmaps.
func (s *Search) Matching(ctx context.Context) ([]*roaring.Bitmap, error) {
	docs := make([]*roaring.Bitmap, len(s.segments))
	for i, seg := range s.segments {
		err := ctx.Err()
		if err != nil {
			return nil, err
		}
		set, err := s.matching(ctx, seg)
		if err != nil {
			return nil, err
		}
		docs[i] = roaring.FromDense(set, false)
	}
	return docs, nil
}

// matching returns the matches in a segment. They are found once, by [Search.Best]
// if it needs all of them, or else here.
func (s *Search) matching(ctx context.Context, seg *segment) (bitset, error) {
	if seg.found != nil {
		return seg.found, nil
	}
	var docs bitset
	var err error
	if s.isFlat {
		docs, err = s.flat.docs(ctx, seg)
	} else {
		var m matches
		if m, err = eval(ctx, s.plan.Root, seg); err == nil {
			docs = seg.setOf(m.docs)
		}
	}
	if err != nil {
		return nil, err
	}
	seg.found = docs
	return docs, nil
}

// searchAny offers all matches of a node of any kind to best and returns their
// number.
func searchAny(ctx context.Context, root plan.Node, s *segment, best *top) (int, error) {
	m, err := eval(ctx, root, s)
	if err != nil {
		return 0, err
	}
	s.found = s.setOf(m.docs)
	if best.after != nil {
		s.evaluated = &m
	}
	factor, err := s.factors()
	if err != nil {
		return 0, err
	}
	w := watch{ctx: ctx}
	for it := m.docs.Iterator(); it.HasNext(); {
		if err := w.work(8); err != nil {
			return 0, err
		}
		c := Candidate{Segment: s.number, Doc: it.Next()}
		if m.scores != nil {
			c.Score = m.scores[c.Doc] * factor(c.Doc)
		}
		best.offer(c)
	}
	return int(m.docs.GetCardinality()), nil
}

// textFields are the ranked fields by their names in plans.
var textFields = map[string]schema.TextField{plan.Title: schema.Title, plan.Deck: schema.Deck, plan.Body: schema.Body}

// textFieldsOf returns the ranked fields with the given names in plans.
func textFieldsOf(names []string) ([]schema.TextField, error) {
	fields := make([]schema.TextField, len(names))
	for i, name := range names {
		f, ok := textFields[name]
		if !ok {
			return nil, fmt.Errorf("query: %q is not a field that is ranked", name)
		}
		fields[i] = f
	}
	return fields, nil
}

// filterFields are the names of filter fields in an index by their names in plans.
var filterFields = map[string]string{
	plan.Outlet: schema.Outlet, plan.Author: schema.Author, plan.URL: schema.URL, plan.Language: schema.Language,
}

// filterFieldOf returns the name in an index of a filter field of plans.
func filterFieldOf(name string) (string, error) {
	field, ok := filterFields[name]
	if !ok {
		return "", fmt.Errorf("query: %q is not a field that filters", name)
	}
	return field, nil
}
