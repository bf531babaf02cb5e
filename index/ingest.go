package index

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"time"

	"github.com/newsdex/newsdex/analyze"
	"github.com/newsdex/newsdex/ingest"
)

// IngestOptions are the options of [Ingest], [Index.Ingest] and [Index.Reclean]. The
// zero value does what "newsdex index" does without flags.
type IngestOptions struct {
	// Read are the options of reading and cleaning. Two of its fields have other
	// defaults here. Detect is [analyze.Detect]: an article's language is the language
	// of its text, whatever its source declares. Templates are those of the index,
	// which learn from the articles; if templates are given, they are used as they are,
	// and the index learns none.
	Read ingest.Options
	// Fresh ignores an existing index: the new one replaces it as a whole, and pinned
	// and refused templates are forgotten. Only the function [Ingest] uses it.
	Fresh bool
	// Language is the language code of articles that declare none and whose text does
	// not decide it. Default: none.
	Language string
	// Prune lists files and folders whose articles are deleted if they do not come
	// again: see [Options].Prune.
	Prune []string
	// EveryRevision keeps every text of a page as an article of its own. By default the
	// newest of the articles with the same URL is kept and lists the earlier ones
	// ([ingest.Revisions]).
	EveryRevision bool
	// NoTemplates turns off learning and removing the lines that outlets put on all
	// pages.
	NoTemplates bool
	// NoOriginals drops the files that articles were made from ([Index.Original]).
	NoOriginals bool
	// Memory bounds the memory of the run, in bytes: see [Options].Memory.
	Memory int64
	// Resume names the run, so that it can be resumed after a kill: see
	// [Options].Resume.
	Resume string
	// Checkpoint is the time between two checkpoints of a named run. Default: a minute.
	Checkpoint time.Duration
	// OnResume is called when a run is resumed, with the number of articles in the
	// index at that point.
	OnResume func(articles int)
	// OnError is called for each input that cannot be read, one at a time. Nil: errors
	// are only counted.
	OnError func(error)
	// Watch, if not nil, gets the articles after reading and cleaning, before they are
	// compared with other texts of their pages. It returns the articles to index. It
	// can show progress, or change or leave out articles.
	Watch func(iter.Seq2[ingest.Article, error]) iter.Seq2[ingest.Article, error]
}

// IngestStats are the results of [Ingest].
type IngestStats struct {
	Stats
	// Report counts articles, removals and repairs.
	Report ingest.Report
	// Revisions is the number of earlier texts of pages.
	Revisions int
}

// Ingest reads the articles of src, cleans them, and makes an index of them in the
// folder path, or updates the index that is there. An empty path makes an index in
// memory. Ingest does everything that "newsdex index" does:
//
//   - an article's language is that of its text ([analyze.Detect]);
//   - of several texts of one page the newest is kept ([ingest.Revisions]);
//   - the lines that an outlet puts on all its pages are learned and removed, even from
//     articles that came before ([Index.Templates]);
//   - the original of each article is kept ([Index.Original]) if src is an
//     [*ingest.FileSource];
//   - unchanged articles are skipped, and readers see the old index until the
//     new one is complete.
//
// An error of one input goes to [IngestOptions].OnError and does not end the run. The
// errors of Ingest are those of [Open], [Build] and [Index.Update]. The caller closes
// the index.
func Ingest(ctx context.Context, path string, src ingest.Source, o IngestOptions) (*Index, IngestStats, error) {
	if path != "" && !o.Fresh {
		x, err := Open(path)
		switch {
		case err == nil:
			stats, err := x.Ingest(ctx, src, o)
			if err != nil {
				return nil, stats, errors.Join(err, x.Close())
			}
			return x, stats, nil
		case !errors.Is(err, ErrNoIndex):
			return nil, IngestStats{}, err
		}
	}
	in, err := newIntake(nil, o)
	if err != nil {
		return nil, IngestStats{}, err
	}
	in.o.Prune = nil // there is nothing yet
	articles := in.articles(ctx, src)
	if path == "" {
		x, stats, err := Memory(ctx, articles, in.o)
		return x, in.done(stats), err
	}
	stats, err := Build(ctx, path, articles, in.o)
	if err != nil {
		return nil, in.done(stats), err
	}
	x, err := Open(path)
	return x, in.done(stats), err
}

// Ingest brings the index up to date with the articles of src: see the function
// [Ingest].
func (x *Index) Ingest(ctx context.Context, src ingest.Source, o IngestOptions) (IngestStats, error) {
	in, err := newIntake(x, o)
	if err != nil {
		return IngestStats{}, err
	}
	stats, err := x.Update(ctx, in.articles(ctx, src), in.o)
	return in.done(stats), err
}

// Reclean cleans the articles of the index again without their sources: from their
// originals, or else from their texts with the removed text put back. Articles that do
// not change are not written. Reclean uses the templates that the index knows; it does
// not learn, prune or compare revisions.
func (x *Index) Reclean(ctx context.Context, o IngestOptions) (IngestStats, error) {
	o.EveryRevision, o.Prune = true, nil
	in, err := newIntake(x, o)
	if err != nil {
		return IngestStats{}, err
	}
	in.o.Templates, in.o.NoOriginals, in.o.KeepOriginals = nil, false, true
	s, err := x.Snapshot()
	if err != nil {
		return IngestStats{}, err
	}
	defer s.Close()
	stats, err := x.Update(ctx, in.articles(ctx, asRead{s, o.OnError}), in.o)
	return in.done(stats), err
}

// Put adds clean articles, or replaces those with the same IDs. Originals that the
// index holds for them are kept.
func (x *Index) Put(ctx context.Context, articles ...ingest.Article) (Stats, error) {
	seq := func(yield func(ingest.Article, error) bool) {
		for _, a := range articles {
			if !yield(a, nil) {
				return
			}
		}
	}
	return x.Update(ctx, seq, Options{KeepOriginals: true})
}

// An intake is one run of [Ingest] in progress.
type intake struct {
	x         *Index // nil if a new index is made
	asked     IngestOptions
	read      ingest.Options
	o         Options
	revisions ingest.Revisions
	stats     IngestStats
}

// newIntake prepares a run on the index x, or one that makes an index if x is nil.
func newIntake(x *Index, o IngestOptions) (*intake, error) {
	in := &intake{x: x, asked: o, read: o.Read}
	in.o = Options{
		OnError: o.OnError, Prune: o.Prune, NoOriginals: o.NoOriginals, KeepOriginals: !o.NoOriginals, Memory: o.Memory,
		Resume: o.Resume, Checkpoint: o.Checkpoint, OnResume: o.OnResume,
	}
	if in.read.Detect == nil {
		in.read.Detect = func(text, declared string) string {
			code, _ := analyze.Detect(text, cmp.Or(declared, o.Language))
			return code
		}
	}
	if !o.NoTemplates && o.Read.Templates == nil {
		known := new(ingest.Templates)
		if x != nil {
			var err error
			if known, err = x.Templates(); err != nil {
				return nil, err
			}
		}
		in.read.Templates, in.o.Templates, in.o.Clean = known, known, in.read
	}
	return in, nil
}

// articles returns the articles of src to index.
func (in *intake) articles(ctx context.Context, src ingest.Source) iter.Seq2[ingest.Article, error] {
	if files, ok := src.(*ingest.FileSource); ok {
		// Files in an index are not articles. The caller's source is not changed.
		f := *files
		f.Origins = f.Origins || !in.asked.NoOriginals
		if f.Skip == nil {
			f.Skip = func(name string, folder bool) bool { return folder && IsIndex(name) }
		}
		src = &f
	}
	articles := in.stats.Report.Watch(ingest.Read(ctx, src, in.read))
	if in.asked.Watch != nil {
		articles = in.asked.Watch(articles)
	}
	if in.asked.EveryRevision {
		return articles
	}
	if in.x != nil {
		in.revisions.Known = func(id string) (ingest.Article, bool) {
			a, err := in.x.Get(id)
			return a, err == nil
		}
	}
	in.o.Finish = in.settleRevisions
	return in.revisions.Watch(articles)
}

// settleRevisions corrects revisions after all articles are read: it returns the
// articles with earlier revisions that came late, and the IDs of articles to delete
// because a newer one came later.
func (in *intake) settleRevisions(get func(id string) (ingest.Article, error)) (iter.Seq2[ingest.Article, error], []string) {
	late := maps.Collect(in.revisions.Late())
	return func(yield func(ingest.Article, error) bool) {
		for _, id := range slices.Sorted(maps.Keys(late)) {
			a, err := get(id)
			a.Earlier = late[id]
			if !yield(a, err) {
				return
			}
		}
	}, in.revisions.Superseded()
}

// done returns the results of the run.
func (in *intake) done(s Stats) IngestStats {
	in.stats.Stats, in.stats.Revisions = s, in.revisions.Count
	return in.stats
}

// asRead is the source of a snapshot's articles before cleaning, made again from their
// originals.
type asRead struct {
	*Snapshot
	onError func(error) // called for an original that cannot be used
}

func (s asRead) Articles(ctx context.Context) iter.Seq2[ingest.Article, error] {
	return func(yield func(ingest.Article, error) bool) {
		for a, err := range s.WithOriginals(ctx) {
			if err == nil {
				var again ingest.Article
				again, err = ingest.Again(ctx, a)
				if err != nil && ctx.Err() == nil && s.onError != nil {
					s.onError(fmt.Errorf("%s: %w; its text was cleaned as it was read then", a.ID, err))
				}
				again.Origin, err = nil, nil // the stored original is kept
				a = again
			}
			if !yield(a, err) {
				return
			}
		}
	}
}
