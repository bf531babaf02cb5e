package query

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"

	"github.com/newsdex/newsdex/ingest"
)

// A stockSide is an index of Bleve as it comes, at its best: a static mapping
// with one stored text field in its analysis for English, docvalues where sorting
// and facets need them and nowhere else, and all of it merged to one segment.
type stockSide struct {
	path  string
	index bleve.Index
}

func (s *stockSide) name() string { return "bleve" }

func stockMapping() mapping.IndexMapping {
	body := mapping.NewTextFieldMapping()
	body.Analyzer = en.AnalyzerName
	body.Store, body.IncludeTermVectors = true, true
	body.DocValues, body.IncludeInAll = false, false
	published := mapping.NewDateTimeFieldMapping()
	published.Store, published.IncludeInAll = false, false
	outlet := mapping.NewKeywordFieldMapping()
	outlet.Store, outlet.IncludeInAll = false, false

	doc := mapping.NewDocumentStaticMapping()
	doc.AddFieldMappingsAt("body", body)
	doc.AddFieldMappingsAt("published", published)
	doc.AddFieldMappingsAt("outlet", outlet)
	m := mapping.NewIndexMapping()
	m.DefaultMapping = doc
	m.DefaultAnalyzer = en.AnalyzerName
	return m
}

// build makes the index in the folder path, which must not be there.
func (s *stockSide) build(ctx context.Context, path string, c *speedCorpus) (err error) {
	x, err := bleve.NewUsing(path, stockMapping(), scorch.Name, scorch.Name, nil)
	if err != nil {
		return err
	}
	defer func() {
		if cerr := x.Close(); err == nil {
			err = cerr
		}
	}()
	b := x.NewBatch()
	for i := range c.size {
		if err := ctx.Err(); err != nil {
			return err
		}
		a := c.article(i)
		err := b.Index(a.ID, map[string]any{
			"body":      a.Title + ingest.ParagraphSeparator + a.Deck + ingest.ParagraphSeparator + a.Body,
			"published": a.Published,
			"outlet":    a.Outlet,
		})
		if err == nil && (b.Size() == 1000 || i == c.size-1) {
			err = x.Batch(b)
			b.Reset()
		}
		if err != nil {
			return err
		}
	}
	return forceMerge(ctx, x)
}

// forceMerge merges all segments of an index into one.
func forceMerge(ctx context.Context, x bleve.Index) error {
	adv, err := x.Advanced()
	if err != nil {
		return err
	}
	sc, ok := adv.(*scorch.Scorch)
	if !ok {
		return fmt.Errorf("the index is a %T and not scorch's", adv)
	}
	for range 600 {
		// One that is in memory yet is left out of a merge.
		if err := sc.ForceMerge(ctx, nil); err != nil {
			return err
		}
		if n, err := segmentsOf(x); err != nil || n <= 1 {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
	}
	return fmt.Errorf("the index cannot be merged to one segment")
}

// segmentsOf returns the number of segments of a scorch index.
func segmentsOf(x bleve.Index) (int, error) {
	adv, err := x.Advanced()
	if err != nil {
		return 0, err
	}
	r, err := adv.Reader()
	if err != nil {
		return 0, err
	}
	n := len(r.(*scorch.IndexSnapshot).Segments())
	return n, r.Close()
}

func (s *stockSide) open(path string) (err error) {
	s.path = path
	s.index, err = bleve.OpenUsing(path, map[string]any{"read_only": true})
	return err
}

func (s *stockSide) close() error { return s.index.Close() }

func (s *stockSide) contents() (articles, segments int, err error) {
	n, err := s.index.DocCount()
	if err != nil {
		return 0, 0, err
	}
	segments, err = segmentsOf(s.index)
	return int(n), segments, err
}

func (s *stockSide) search(t testing.TB, q speedQuery) func() (total int) {
	r := bleve.NewSearchRequest(q.stock)
	if q.request != nil {
		q.request(r)
	}
	return func() int {
		res, err := s.index.SearchInContext(t.Context(), r)
		if err != nil {
			t.Error(err)
			return 0
		}
		return int(res.Total)
	}
}
