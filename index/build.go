package index

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/ingest"
)

// Options are the options of [Build], [Memory] and [Index.Update]. The zero
// value is ready to use.
type Options struct {
	// OnError is called for every error in the sequence of articles, one at a time.
	// Such an error does not end the run. Nil: errors are only counted.
	OnError func(error)
	// Prune lists files and folders. Articles that an earlier run read from one of them
	// ([ingest.Article].Source) and that are not in this run are deleted, except those
	// whose input gave an error. Default: nothing is pruned.
	Prune []string
	// NoOriginals drops the Origin of articles, so the files that they were made from
	// are not kept. An index in memory never keeps them.
	NoOriginals bool
	// KeepOriginals keeps the stored original of an article that is replaced by one
	// without an Origin. By default it is dropped.
	KeepOriginals bool
	// Templates, if not nil, replace the index's templates of outlets
	// ([Index.Templates]). After the last article those of each outlet whose articles
	// have changed are learned anew, and articles that a change concerns are cleaned
	// again. So they should be the templates with which the articles were read. The run
	// changes them. Nil: the index keeps its templates.
	Templates *ingest.Templates
	// Clean are the options for cleaning articles again; its Templates are not used.
	Clean ingest.Options
	// Delete lists the IDs of articles to delete before the sequence is read. IDs that
	// the index does not hold are no error.
	Delete []string
	// Resume names the run, so that it can be continued after it was stopped or killed.
	// Its progress is saved on disk every Checkpoint, and the next run of that name on
	// the same index begins there. That run reads all its articles again, but only
	// compares those that were done; the result is the same as of one uninterrupted
	// run. A run with another name, or none, drops the saved progress. Default: nothing
	// is saved.
	Resume string
	// Checkpoint is the time after which a named run saves its progress, which takes
	// some tenths of a second. Default: a minute.
	Checkpoint time.Duration
	// Memory is the approximate limit of the run's memory in bytes: with more memory it
	// has to merge less. The memory that the caller needs to read articles is extra,
	// and an article longer than some megabytes takes five times its text whatever
	// Memory is. Default: [DefaultMemory]; a limit below 200 MB is exceeded.
	Memory int64
	// OnResume is called when a run continues a stopped one, with the number of
	// articles in the index at that point. Nil: nothing is called.
	OnResume func(articles int)

	reclean *recleaning // cleans all articles again; nil if that is not the work of the run

	// Tests set disk, and blockBits, the bits of the size of a block with a checksum.
	// The zero values are the system's disk and the usual size.
	disk      disk.Disk
	blockBits uint8
}

// Stats are the results of a run.
type Stats struct {
	Added      int           `json:"added"`      // the ID was not there
	Replaced   int           `json:"replaced"`   // the ID was there with other content
	Unchanged  int           `json:"unchanged"`  // the ID was there with the same content
	Deleted    int           `json:"deleted"`    // by ID, by pruning, or gone from a file that was read again
	Superseded int           `json:"superseded"` // texts added that are earlier ones of an article
	Copies     int           `json:"copies"`     // texts added that are the same as a newer one of the article
	SharedIDs  int           `json:"shared_ids"` // IDs that the sources of several articles give; each of these has a longer one
	Recleaned  int           `json:"recleaned"`  // cleaned again, by templates that were learned
	Errors     int           `json:"errors"`     // error elements of the sequence
	Resumed    int           `json:"resumed"`    // articles done by the stopped run that this one continued: see [Options]
	Articles   int           `json:"articles"`   // in the index, now
	Elapsed    time.Duration `json:"elapsed_ns"` // in nanoseconds
}

func (s *Stats) merge(d Stats) {
	s.Added += d.Added
	s.Replaced += d.Replaced
	s.Unchanged += d.Unchanged
}

// Build makes an index of the articles in the folder path: a new one, or a new
// generation of an existing one, whose articles are dropped. The parent folder must
// exist. If Build returns an error, nothing is published and an old index stays as it
// was. The error is ctx's when that is done, [ErrNoArticles] if there was no article,
// one that wraps [ErrLocked] while another writer is at work, a [*SpaceError] if the
// disk is full, and one that wraps [ErrNoIndex] if path holds something else.
func Build(ctx context.Context, path string, articles iter.Seq2[ingest.Article, error], o Options) (_ Stats, err error) {
	return buildFolder(ctx, path, articles, task{Options: o})
}

func buildFolder(ctx context.Context, path string, articles iter.Seq2[ingest.Article, error], o task) (_ Stats, err error) {
	defer spaceError(path, &err)
	made, err := makeFolder(o.disk, path)
	if err != nil {
		return Stats{}, err
	}
	stats, err := build(ctx, path, articles, o)
	if _, kept := readCheckpoint(path); err != nil && made && !kept {
		err = errors.Join(err, os.RemoveAll(path))
	}
	return stats, err
}

func build(ctx context.Context, path string, articles iter.Seq2[ingest.Article, error], o task) (_ Stats, err error) {
	unlock, err := lock(o.disk, path)
	if err != nil {
		return Stats{}, err
	}
	defer func() { err = afterRun(path, err, unlock()) }()
	if !IsIndex(path) {
		if err := pointNowhere(o.disk, path); err != nil {
			return Stats{}, fmt.Errorf("make the index: %w", err)
		}
	}
	return writeGeneration(ctx, path, "", articles, o)
}

// Update adds articles, replaces those whose ID the index holds, and deletes those that
// o names. An unchanged article costs only a lookup. An article's original is kept if
// the article carries it: see [ingest.Article].Origin, [Options].NoOriginals and
// [Index.Original]. Text that was restored in an article ([ingest.Article.Restore]) is
// restored in its replacement too, unless that has its own list, even an empty one. On
// disk the result is published as a whole, for readers in other processes too: on an
// error, including ctx's, the index stays as it was. An index in memory keeps the
// changes made before the error. One Update runs at a time; a second one in this
// process waits, one in another process gets an error that wraps [ErrLocked]. If the
// disk is full the error is a [*SpaceError].
func (x *Index) Update(ctx context.Context, articles iter.Seq2[ingest.Article, error], o Options) (Stats, error) {
	return x.update(ctx, articles, o, nil)
}

// update is Update for a run of Ingest, or for none.
func (x *Index) update(ctx context.Context, articles iter.Seq2[ingest.Article, error], o Options, in *intake) (Stats, error) {
	x.writing.Lock()
	defer x.writing.Unlock()
	s, err := x.Snapshot()
	if err != nil {
		return Stats{}, err
	}
	defer s.gen.release() // so that its disk space is freed when the update is done
	if x.path == "" {
		return x.updateMemory(ctx, s.gen, articles, o, in)
	}
	return x.updateFolder(ctx, articles, o, in)
}

// Delete deletes the articles with the given IDs, as [Index.Update] does.
func (x *Index) Delete(ctx context.Context, ids ...string) (Stats, error) {
	none := func(func(ingest.Article, error) bool) {}
	return x.Update(ctx, none, Options{Delete: ids})
}

func (x *Index) updateFolder(ctx context.Context, articles iter.Seq2[ingest.Article, error], o Options, in *intake) (_ Stats, err error) {
	defer spaceError(x.path, &err)
	unlock, err := lock(o.disk, x.path)
	if err != nil {
		return Stats{}, err
	}
	defer func() { err = afterRun(x.path, err, unlock()) }()
	base, err := currentGeneration(x.path)
	if err != nil {
		return Stats{}, err
	}
	stats, err := writeGeneration(ctx, x.path, base, articles, task{Options: o, checked: &x.checked, intake: in})
	if err != nil {
		return stats, err
	}
	_, err = x.Refresh()
	return stats, afterRun(x.path, nil, err)
}

// makeFolder makes the folder of an index, unless the folder is already there and is
// empty, an index, or the remains of one.
func makeFolder(d disk.Disk, path string) (made bool, err error) {
	err = d.Mkdir(path)
	if err == nil {
		// The parent folder may be one that this process cannot read.
		if err := d.Sync(filepath.Dir(path)); err != nil && !errors.Is(err, fs.ErrPermission) {
			return false, errors.Join(fmt.Errorf("make the index folder: %w", err), d.RemoveAll(path))
		}
		return true, nil
	}
	if !errors.Is(err, fs.ErrExist) {
		return false, fmt.Errorf("make the index folder: %w", err)
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		return false, fmt.Errorf("%w at %s, and it cannot become one: %w", ErrNoIndex, path, err)
	}
	for _, e := range entries {
		name := e.Name()
		if name != disk.LockFile && !disk.IsDesktop(name, e.Type()) && !strings.HasPrefix(name, disk.ResumeFile) && !strings.HasPrefix(name, disk.CurrentFile) && generationNumber(name) == 0 {
			return false, fmt.Errorf("%w at %s: the folder holds something else (%s); name a new folder", ErrNoIndex, path, name)
		}
	}
	return false, nil
}

// Version returns the version of newsdex in this program, "(devel)" if it was not built
// from a tagged module.
func Version() string {
	const path = "github.com/newsdex/newsdex"
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "(devel)"
	}
	if info.Main.Path == path && info.Main.Version != "" {
		return info.Main.Version
	}
	for _, d := range info.Deps {
		if d.Path == path {
			return d.Version
		}
	}
	return "(devel)"
}
