package query

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync/atomic"
	"testing"
	"time"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/ingest"
)

// A countdown is a context that is done after some looks at it.
type countdown struct {
	context.Context
	left atomic.Int64
}

func (c *countdown) Err() error {
	if c.left.Add(-1) < 0 {
		return context.Canceled
	}
	return nil
}

// TestCancelAtEachLook holds that a context may be done at any look at it: the call then
// returns its error, and the snapshot answers as before.
func TestCancelAtEachLook(t *testing.T) {
	r := rand.New(rand.NewPCG(41, 1))
	var articles []ingest.Article
	for i := range 60 {
		articles = append(articles, randomArticle(r, i))
	}
	x, _, err := index.Memory(t.Context(), articleSeq(articles), index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	s, err := x.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	facets := Options{Facets: []Facet{{Outlet, 10}, {Day, 10}}, Now: time.Unix(1e9, 0)}
	page := DefaultOptions()
	page.Explain, page.Now = true, time.Unix(1e9, 0)
	for range 150 {
		q := randomQuery(r, 3)
		for name, way := range map[string]func(context.Context) error{
			"IDs":    func(ctx context.Context) error { _, err := IDs(ctx, s, q); return err },
			"Count":  func(ctx context.Context) error { _, err := Count(ctx, x, q); return err },
			"page":   func(ctx context.Context) error { _, err := SearchSnapshot(ctx, s, q, page); return err },
			"facets": func(ctx context.Context) error { _, err := SearchSnapshot(ctx, s, q, facets); return err },
		} {
			looks := &countdown{Context: t.Context()}
			looks.left.Store(1 << 40)
			if err := way(looks); err != nil {
				if !errors.Is(err, ErrInvalid) {
					t.Errorf("%s of %v: %v", name, q, err)
				}
				continue
			}
			n := 1<<40 - looks.left.Load()
			for at := int64(0); at < n; at += 1 + n/20 {
				ctx := &countdown{Context: t.Context()}
				ctx.left.Store(at)
				// A call looks less often where it finds what an earlier one has left.
				err := way(ctx)
				if said := ctx.left.Load() < 0; said != errors.Is(err, context.Canceled) {
					t.Errorf("%s of %v, done at look %d of %d: %v", name, q, at, n, err)
				}
			}
		}
	}
}
