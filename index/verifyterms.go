package index

import (
	"context"
	"fmt"
	"hash/maphash"
	"slices"
	"strings"
	"sync"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/internal/originals"
	"github.com/newsdex/newsdex/index/internal/record"
	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/index/postings/packed"
	"github.com/newsdex/newsdex/index/schema"
)

// A comparison compares the index entries of articles with a new analysis of these
// articles. Postings are compared by sums: each posting is hashed with its field, term
// and document, and the hashes of a field are added up, so their order does not matter.
type comparison struct {
	v       *Verification
	dir     string
	m       Manifest
	another bool // the analysis or schema differs: no terms can be compared

	originals *originals.Originals

	mu     sync.Mutex // guards the fields below, and v
	ids    map[string]bool
	totals Totals
	// fields of the current segment
	want map[string]postingSum // by field
}

// A postingSum is the sum over the postings of a field.
type postingSum struct {
	hash uint64
	n    int64
}

func (s *postingSum) add(h uint64) { s.hash += h; s.n++ }

func (s *postingSum) merge(o postingSum) { s.hash += o.hash; s.n += o.n }

var postingSeed = maphash.MakeSeed()

// A postingKey is a posting. Its number is the hash of its positions, or that of a field
// with a number for each document.
type postingKey struct {
	term   string
	doc    uint32
	number uint64
}

// hashSpans returns the hash of positions.
func hashSpans(spans []schema.Span) uint64 {
	var h maphash.Hash
	h.SetSeed(postingSeed)
	for _, s := range spans {
		maphash.WriteComparable(&h, s)
	}
	return h.Sum64()
}

// problem records a problem.
func (c *comparison) problem(id, format string, args ...any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.v.Problems) < maxProblems {
		c.v.Problems = append(c.v.Problems, Problem{Path: c.dir, Article: id, Problem: fmt.Sprintf(format, args...)})
	}
}

func (c *comparison) run(ctx context.Context, s *Snapshot) error {
	c.ids, c.originals = make(map[string]bool, s.Count()), s.gen.originals
	columns := make(map[string]*postings.Column)
	for _, field := range postings.ColumnFields() {
		var err error
		if columns[field], err = s.Postings().Column(ctx, field); err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			c.problem("", "a column cannot be read: %v", err)
		}
	}
	for i, seg := range s.Postings().Entries() {
		if err := c.segment(ctx, i, seg, columns); err != nil {
			return err
		}
	}
	if c.totals != c.m.Totals {
		c.problem("", "its totals are %v, and those of the stored articles %v", c.m.Totals, c.totals)
	}
	return nil
}

// segment compares one segment. Its error is that of ctx.
func (c *comparison) segment(ctx context.Context, i int, seg *postings.Segment, columns map[string]*postings.Column) error {
	held, err := readHeld(seg)
	if err != nil {
		c.problem("", "segment %d: its columns cannot be read: %v", i, err)
		return nil
	}
	if err := held.checkOrder(seg); err != nil {
		c.problem("", "segment %d: %v", i, err)
	}
	c.want = map[string]postingSum{}
	docs := seg.All().ToArray()
	const step = 64
	err = disk.InParallel((len(docs)+step-1)/step, func(n int, _ []byte) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		part := articleSums{want: map[string]postingSum{}}
		for _, doc := range docs[n*step : min((n+1)*step, len(docs))] {
			c.article(ctx, i, seg, doc, &held, columns, &part)
		}
		c.mu.Lock()
		defer c.mu.Unlock()
		c.v.Articles += part.articles
		c.totals.merge(part.totals)
		for field, sum := range part.want {
			all := c.want[field]
			all.merge(sum)
			c.want[field] = all
		}
		return nil
	})
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		c.problem("", "segment %d: its articles cannot be read: %v", i, err)
		return nil
	case c.another:
		return nil
	}
	return c.terms(ctx, i, seg)
}

// articleSums are the sums of some articles.
type articleSums struct {
	articles int
	totals   Totals
	want     map[string]postingSum
}

// article compares one document.
func (c *comparison) article(ctx context.Context, i int, seg *postings.Segment, doc uint32, held *heldColumns, columns map[string]*postings.Column, sums *articleSums) {
	rec, err := seg.Record(doc)
	if err != nil {
		c.problem("", "segment %d, document %d: %v", i, doc, err)
		return
	}
	a := rec.Article
	if rec.Source != 0 {
		rec.Article.Source, rec.Article.File = "", ""
	}
	own := rec.DocumentID()
	for what, read := range map[string]func(uint32) (string, error){"in the column of IDs": seg.ID, "for Bleve": seg.StoredID} {
		if id, err := read(doc); err != nil || id != own {
			c.problem(a.ID, "segment %d, document %d: %s its ID is %q: %v", i, doc, what, id, err)
		}
	}
	c.mu.Lock()
	twice := c.ids[own]
	c.ids[own] = true
	c.mu.Unlock()
	if twice {
		c.problem(a.ID, "it is there more than once")
	}
	if err := c.originals.Check(rec.Original); err != nil {
		c.problem(a.ID, "what it was made of: %v", err)
	}
	if !rec.Aside {
		sums.articles++
		sums.totals.add(rec.Lengths, +1)
	}
	for f, n := range rec.Lengths {
		if got := held.length(doc, f); got != uint32(n) {
			c.problem(a.ID, "its %s has %d positions, and the column of lengths says %d", schema.TextField(f), n, got)
		} else if class := packed.LengthClass(got); held.classes[f][doc] != class {
			c.problem(a.ID, "the class of the length of its %s is %d, and the column says %d", schema.TextField(f), class, held.classes[f][doc])
		}
	}
	published := int64(schema.NoDate)
	if !a.Published.IsZero() && !rec.Aside {
		published = a.Published.Unix()
	}
	if date := held.dates[doc]; published != date {
		c.problem(a.ID, "it is of %s, and the column of dates says %d", a.Published, date)
	}
	if c.another {
		return
	}
	if !rec.Aside {
		c.columns(i, doc, a, columns)
	}
	again, want, err := record.NewDocument(ctx, rec)
	switch {
	case ctx.Err() != nil:
		return
	case err != nil:
		c.problem(a.ID, "it cannot be analysed again: %v", err)
		return
	}
	defer again.Release()
	if want.Lengths != rec.Lengths {
		c.problem(a.ID, "its fields had %v positions when they were analysed, and have %v now", rec.Lengths, want.Lengths)
	}
	var spans []schema.Span
	for _, f := range again.Fields {
		if !f.Options.IsIndexed() {
			continue
		}
		sum := sums.want[f.Name]
		for _, t := range f.Terms {
			key := postingKey{term: t.Text, doc: doc, number: t.Number}
			if schema.HasPositions(f.Name) {
				if spans, err = t.AppendSpans(spans[:0]); err != nil {
					c.problem(a.ID, "it cannot be analysed again: %v", err)
					return
				}
				key.number = hashSpans(spans)
			}
			sum.add(maphash.Comparable(postingSeed, key))
		}
		sums.want[f.Name] = sum
	}
}

// terms compares the postings of all fields of a segment with the sums of its
// articles.
func (c *comparison) terms(ctx context.Context, i int, seg *postings.Segment) error {
	fields := seg.Fields()
	reader, err := seg.NewTermReader()
	if err != nil {
		c.problem("", "segment %d: its postings cannot be compared: %v", i, err)
		return nil
	}
	for _, field := range fields {
		if strings.HasPrefix(field, "_") {
			continue // Bleve's own
		}
		var got postingSum
		hasPositions := schema.HasPositions(field)
		for term, err := range seg.Terms(field, "", "") {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			if err != nil {
				c.problem("", "segment %d, field %s: its terms cannot be read: %v", i, field, err)
				break
			}
			c.v.Terms++
			err = reader.Postings(field, term, func(p postings.TermPosting) {
				key := postingKey{term: term, doc: p.Doc, number: p.Number}
				if hasPositions {
					key.number = hashSpans(p.Spans)
				}
				got.add(maphash.Comparable(postingSeed, key))
			})
			if err != nil {
				c.problem("", "segment %d: %v", i, err)
			}
		}
		c.v.Postings += got.n
		if want := c.want[field]; got != want {
			c.problem("", "segment %d, field %s: its %d postings are not the %d of the stored articles", i, field, got.n, want.n)
		}
	}
	for field := range c.want {
		if !slices.Contains(fields, field) {
			c.problem("", "segment %d: it lacks the field %s", i, field)
		}
	}
	return nil
}
