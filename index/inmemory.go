package index

import (
	"context"
	"errors"
	"iter"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"

	"github.com/newsdex/newsdex/index/internal/record"
	"github.com/newsdex/newsdex/index/internal/segment"
	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/ingest"
)

// Memory makes an index of the articles in memory. Otherwise it behaves the same: if
// there is no article, the error is [ErrNoArticles]. The caller closes it.
func Memory(ctx context.Context, articles iter.Seq2[ingest.Article, error], o Options) (*Index, Stats, error) {
	return memory(ctx, articles, o, nil)
}

// memory is [Memory] for a run of Ingest, or for none.
func memory(ctx context.Context, articles iter.Seq2[ingest.Article, error], o Options, in *intake) (*Index, Stats, error) {
	// NewMemOnly would make another index type, with another scorer.
	b, err := bleve.NewUsing("", record.NewMapping(), scorch.Name, scorch.Name, segment.PluginConfig(map[string]any{}))
	if err != nil {
		return nil, Stats{}, err
	}
	start := time.Now()
	w := &writer{store: newStore(), fresh: true, o: o, learner: newLearner(nil, nil, o), intake: in}
	w.bleve = b
	err = w.run(ctx, w.items(articles))
	w.stats.Articles = int(w.totals.Articles)
	w.stats.Elapsed = time.Since(start)
	if err == nil && w.totals.Articles == 0 {
		err = ErrNoArticles
	}
	if err != nil {
		return nil, w.stats, errors.Join(err, b.Close())
	}
	c := postings.NewCache(postings.DefaultCacheBytes)
	g, err := newGeneration("", newShared(b), c, w.summary(Manifest{Fingerprints: currentFingerprints()}, start, true))
	if err != nil {
		return nil, w.stats, errors.Join(err, b.Close())
	}
	if g.learned, _, err = w.learner.encode(); err != nil {
		return nil, w.stats, errors.Join(err, g.release())
	}
	g.setSources(w.sources)
	return &Index{cache: c, cur: g}, w.stats, nil
}

// updateMemory applies articles to the Bleve index of cur and makes the result a new
// generation of the same Bleve index.
func (x *Index) updateMemory(ctx context.Context, cur *generation, articles iter.Seq2[ingest.Article, error], o Options, in *intake) (Stats, error) {
	start := time.Now()
	before, kept, err := cur.templates()
	if err != nil {
		return Stats{}, err
	}
	w := &writer{store: newStore(), o: o, learner: newLearner(before, kept, o), intake: in}
	w.bleve, w.totals, w.sources = cur.bleve.Source.(bleve.Index), cur.manifest.Totals, cur.sources.clone()
	err = w.run(ctx, w.items(articles))
	learned, relearned, lerr := w.learner.encode()
	err = errors.Join(err, lerr)
	w.stats.Articles = int(w.totals.Articles)
	w.stats.Elapsed = time.Since(start)
	if !w.changed() && !relearned {
		return w.stats, err
	}
	g, gerr := newGeneration("", cur.bleve.share(), x.cache, w.summary(cur.manifest, start, true))
	if gerr != nil {
		return w.stats, errors.Join(err, gerr)
	}
	g.learned = learned
	g.setSources(w.sources)
	return w.stats, errors.Join(err, x.swap(g))
}
