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
	// Read says how articles are read and cleaned. Two of its fields have other
	// defaults here. Detect is [analyze.Detect]: an article is in the language of its
	// text, whatever its source declares. Templates are those of the index, which learn
	// from the articles; templates that are given are used as they are, and the index
	// learns none.
	Read ingest.Options
	// Fresh begins with nothing, even where the path is an index: the new one comes in
	// its place as a whole, and what was pinned or refused of its templates is
	// forgotten. Only the function [Ingest] has a use for it.
	Fresh bool
	// Language is the code of the language of articles that do not declare theirs and
	// whose text leaves it open. Default: none.
	Language string
	// Prune lists files and folders whose articles are deleted when they did not come
	// again: see [Options].Prune.
	Prune []string
	// EveryRevision keeps every text of a page as an article of its own. Default: of
	// the articles with one URL the newest stands and lists the earlier ones
	// ([ingest.Revisions]).
	EveryRevision bool
	// NoTemplates neither learns nor removes the lines that outlets put on all pages.
	NoTemplates bool
	// NoOriginals does not keep what articles were made of ([Index.Original]).
	NoOriginals bool
	// Memory bounds the memory of the run, in bytes: see [Options].Memory.
	Memory int64
	// Resume names the run, so that it can be resumed after a kill: see
	// [Options].Resume.
	Resume string
	// Checkpoint is the time between two checkpoints of a run with a name. Default: a
	// minute.
	Checkpoint time.Duration
	// OnResume is called when a run is resumed, with the number of articles that the
	// index holds there.
	OnResume func(articles int)
	// OnError is called for each input that cannot be read, one at a time. Nil: they
	// are counted only.
	OnError func(error)
	// Watch, if not nil, is given the articles as they are read, cleaned and not yet
	// compared with other texts of their pages, and returns those to index: for
	// progress, or to change or leave out some.
	Watch func(iter.Seq2[ingest.Article, error]) iter.Seq2[ingest.Article, error]
}

// IngestStats say what [Ingest] did.
type IngestStats struct {
	Stats
	// Report counts what was read, removed and mended.
	Report ingest.Report
	// Revisions is the number of earlier texts of pages that were met.
	Revisions int
}

// Ingest reads the articles of src, cleans them, and makes an index of them in the
// folder path, or brings the index that is there up to date. An empty path makes an
// index in memory. It is all that "newsdex index" does:
//
//   - an article is in the language of its text ([analyze.Detect]);
//   - of several texts of one page the newest stands ([ingest.Revisions]);
//   - the lines that an outlet puts on all its pages are learned and removed, also from
//     articles that came before ([Index.Templates]);
//   - what each article was made of is kept ([Index.Original]), if src is an
//     [*ingest.FileSource];
//   - articles that are unchanged are skipped, and readers see the old index until the
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

// Reclean cleans the articles of the index anew, without their sources: of what they
// were made of, or else of their texts with all that was removed. Articles that come out
// as they were stay as they are. Revisions, templates and pruning play no part: articles
// are cleaned by the templates that the index knows.
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

// Put adds articles, which are clean, or replaces those that have their IDs. What the
// index keeps of the originals of those stays.
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

// An intake is one run of [Ingest] on its way.
type intake struct {
	x         *Index // nil where the index is made
	asked     IngestOptions
	read      ingest.Options
	o         Options
	revisions ingest.Revisions
	stats     IngestStats
}

// newIntake prepares a run on the index x, or one that makes an index, if x is nil.
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

// articles returns the articles of src that are to be indexed.
func (in *intake) articles(ctx context.Context, src ingest.Source) iter.Seq2[ingest.Article, error] {
	if files, ok := src.(*ingest.FileSource); ok {
		// What lies in an index is no article, and the caller's source stays as it is.
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

// settleRevisions does what could not be done while the articles were read, when they
// have been: it has those deleted of which newer ones came later, and lists with their
// articles the earlier revisions that came late.
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

// done returns what the run did.
func (in *intake) done(s Stats) IngestStats {
	in.stats.Stats, in.stats.Revisions = s, in.revisions.Count
	return in.stats
}

// asRead is the source of the articles of a snapshot as they were before they were
// cleaned, made again of their originals.
type asRead struct {
	*Snapshot
	onError func(error) // is told what is wrong with an original
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
				again.Origin, err = nil, nil // it stays
				a = again
			}
			if !yield(a, err) {
				return
			}
		}
	}
}
