package index

import (
	"context"
	"errors"
	"iter"
	"time"

	"github.com/newsdex/newsdex/index/internal/disk"
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
	// newest text of an article stands and lists the earlier ones, which are kept aside
	// ([ingest.GroupTexts]).
	EveryRevision bool
	// Reread reads all files, even those that are as they were when they were last read,
	// by their size, times and inode, or else by their bytes.
	Reread bool
	// Functions names the functions in Read and in Watch, together with the data on which
	// they depend. If there are such functions and no name, no file is passed over. With
	// the same name an unchanged file is taken to give the same articles.
	Functions string
	// SourceName is the name of the source that is read: see [Source]. It is for a single
	// folder or file. By default a source is known by its place.
	SourceName string
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
	// OnSharedID is called after the last article for each ID that the sources of several
	// articles give, if one of them was added. Nil: they are only counted.
	OnSharedID func(SharedID)
	// Watch, if not nil, gets the articles after reading and cleaning, before they are
	// compared with other texts of their pages. It returns the articles to index. It
	// can show progress, or change or leave out articles.
	Watch func(iter.Seq2[ingest.Article, error]) iter.Seq2[ingest.Article, error]

	paths []string // of the source

	disk disk.Disk // only tests set it
}

// IngestStats are the results of [Ingest].
type IngestStats struct {
	Stats
	// Report counts articles, removals and repairs.
	Report ingest.Report
	// Passed is the number of files that were passed over because they are as they were.
	Passed int
	// Gone is the number of files below the paths of the run that the index knows and that
	// are not there any more. Their articles stay until they are pruned.
	Gone int
	// Moved are the sources that were found in another place.
	Moved []Moved
}

// Ingest reads the articles of src, cleans them, and makes an index of them in the
// folder path, or updates the index that is there. An empty path makes an index in
// memory. Ingest does everything that "newsdex index" does:
//
//   - an article's language is that of its text ([analyze.Detect]);
//   - of several texts of one article the newest stands ([ingest.GroupTexts]);
//   - the lines that an outlet puts on all its pages are learned and removed, even from
//     articles that came before ([Index.Templates]);
//   - the original of each article is kept ([Index.Original]) if src is an
//     [*ingest.FileSource];
//   - unchanged files are passed over, and readers see the old index until the new one is
//     complete.
//
// The index is a function of its sources as they were last read: it does not depend on how
// they were divided into runs, on the order of the runs, or on their number. An article
// that is gone from its source stays until it is pruned.
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
	o.Prune = nil // there is nothing yet
	in, articles, err := startIntake(ctx, nil, src, o)
	if err != nil {
		return nil, IngestStats{}, err
	}
	if path == "" {
		x, stats, err := memory(ctx, articles, in.o, in)
		return x, in.done(stats), err
	}
	stats, err := buildFolder(ctx, path, articles, task{Options: in.o, intake: in})
	if err != nil {
		return nil, in.done(stats), err
	}
	x, err := Open(path)
	return x, in.done(stats), afterRun(path, nil, err)
}

// startIntake prepares a run and returns the articles of its source.
func startIntake(ctx context.Context, x *Index, src ingest.Source, o IngestOptions) (*intake, iter.Seq2[ingest.Article, error], error) {
	if files, ok := src.(*ingest.FileSource); ok {
		o.paths = files.Paths
	}
	in, err := newIntake(x, o)
	if err != nil {
		return nil, nil, err
	}
	return in, in.articles(ctx, src), nil
}

// Ingest brings the index up to date with the articles of src: see the function
// [Ingest].
func (x *Index) Ingest(ctx context.Context, src ingest.Source, o IngestOptions) (IngestStats, error) {
	in, articles, err := startIntake(ctx, x, src, o)
	if err != nil {
		return IngestStats{}, err
	}
	stats, err := x.update(ctx, articles, in.o, in)
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
