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
	// OnError is called for every error in the sequence of articles, one at a
	// time. Such an error does not end the run. Nil: they are only counted.
	OnError func(error)
	// Prune lists files and folders: articles that were read from one of them
	// in an earlier run and did not come in this one are deleted, except those
	// whose input gave an error. Default: nothing is pruned.
	Prune []string
	// NoOriginals drops the Origin of articles: what they were made of is not kept.
	// An index in memory never keeps it.
	NoOriginals bool
	// KeepOriginals has an article that comes without an Origin keep what the index
	// holds of it. By default that goes when the article is replaced.
	KeepOriginals bool
	// Templates, if not nil, are from now on the templates of outlets that the index
	// knows ([Index.Templates]): they learn from each article that is added, and when
	// all are read, those of the index are cleaned again that a template concerns
	// which was none before. So they should be what the articles were read with, and
	// are changed by the run. Nil: the index keeps what it knows.
	Templates *ingest.Templates
	// Clean are the options that articles are cleaned again with; its Templates are
	// not used.
	Clean ingest.Options
	// Delete lists the IDs of articles to delete, before the sequence is
	// read. IDs that the index does not hold are no error.
	Delete []string
	// Finish, if not nil, is called when the sequence has ended, for what can only be
	// said then. get returns an article as the index holds it by now; its error wraps
	// [ErrNotFound] where it does not. The articles of replace come in the place of
	// those of the same IDs, and those with the IDs of remove are deleted, by the same
	// run: what readers see next has all of it.
	Finish func(get func(id string) (ingest.Article, error)) (replace iter.Seq2[ingest.Article, error], remove []string)
	// Resume names the run, so that one that was stopped or killed can be gone on
	// with: what it has done is kept on disk every Checkpoint, and the next run of
	// that name upon the same index begins there. It reads all its articles again,
	// and those that were done are compared only; what comes of it is what would
	// have come of one run. A run of another name, or none, drops what was kept.
	// Default: nothing is kept.
	Resume string
	// Checkpoint is the time after which what a run with a name has done is kept,
	// which takes it some tenths of a second. Default: a minute.
	Checkpoint time.Duration
	// Memory is about how many bytes of memory the run may take at most: the more, the
	// less it has to merge. What the caller takes to read articles comes on top, and an
	// article longer than some megabytes takes five times its text whatever Memory is.
	// Default: [DefaultMemory]; less than 200 MB is not kept to.
	Memory int64
	// OnResume is called when a run goes on from where another was stopped, with
	// the number of articles that the index holds there. Nil: nothing is called.
	OnResume func(articles int)

	// disk and blockBits, the bits of the size of a block that has a checksum, are set
	// by tests. The zero values are the system's disk and the usual size.
	disk      disk.Disk
	blockBits uint8
}

// Stats say what a run did.
type Stats struct {
	Added     int           `json:"added"`      // the ID was not there
	Replaced  int           `json:"replaced"`   // the ID was there with other content
	Unchanged int           `json:"unchanged"`  // the ID was there with the same content
	Deleted   int           `json:"deleted"`    // by ID, by pruning, or as an earlier text of a page
	Recleaned int           `json:"recleaned"`  // cleaned again, by templates that were learned
	Errors    int           `json:"errors"`     // error elements of the sequence
	Resumed   int           `json:"resumed"`    // articles that were done by a run that was stopped: see [Options]
	Articles  int           `json:"articles"`   // in the index, now
	Elapsed   time.Duration `json:"elapsed_ns"` // in nanoseconds
}

func (s *Stats) merge(d Stats) {
	s.Added += d.Added
	s.Replaced += d.Replaced
	s.Unchanged += d.Unchanged
}

// Build makes an index of the articles in the folder path: a new one, or a new
// generation of the one that is there, whose articles it does not take over.
// The parent folder must exist. Nothing is published, and an old index stays as
// it was, when Build returns an error: ctx's when that is done, [ErrNoArticles]
// when none came, one that wraps [ErrLocked] while another writer is at work, a
// [*SpaceError] when the disk is full, and one that wraps [ErrNoIndex] when path holds
// something else.
func Build(ctx context.Context, path string, articles iter.Seq2[ingest.Article, error], o Options) (_ Stats, err error) {
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

func build(ctx context.Context, path string, articles iter.Seq2[ingest.Article, error], o Options) (_ Stats, err error) {
	unlock, err := lock(o.disk, path)
	if err != nil {
		return Stats{}, err
	}
	defer func() { err = errors.Join(err, unlock()) }()
	if !IsIndex(path) {
		if err := pointNowhere(o.disk, path); err != nil {
			return Stats{}, fmt.Errorf("make the index: %w", err)
		}
	}
	return writeGeneration(ctx, path, "", articles, task{Options: o})
}

// Update adds articles, replaces those whose ID the index holds, and deletes
// what o names. An article that is there with the same content costs a look-up.
// What an article was made of is kept with it, if it carries that: see
// [ingest.Article].Origin, [Options].NoOriginals and [Index.Original].
// What was put back into one ([ingest.Article.Restore]) is put back into the one that
// replaces it, unless that has a list of its own, if only an empty one.
// On disk the result is published as a whole, for readers in other processes
// too: on an error, ctx's among them, the index stays as it was. An index in
// memory keeps what had been applied. One Update runs at a time; a second one
// in this process waits, one in another process gets an error that wraps
// [ErrLocked]. Where the disk is full it is a [*SpaceError].
func (x *Index) Update(ctx context.Context, articles iter.Seq2[ingest.Article, error], o Options) (Stats, error) {
	x.writing.Lock()
	defer x.writing.Unlock()
	s, err := x.Snapshot()
	if err != nil {
		return Stats{}, err
	}
	defer s.gen.release() // and the disk has its place back when the update is done
	if x.path == "" {
		return x.updateMemory(ctx, s.gen, articles, o)
	}
	return x.updateFolder(ctx, articles, o)
}

// Delete deletes the articles with the given IDs, as [Index.Update] does.
func (x *Index) Delete(ctx context.Context, ids ...string) (Stats, error) {
	none := func(func(ingest.Article, error) bool) {}
	return x.Update(ctx, none, Options{Delete: ids})
}

func (x *Index) updateFolder(ctx context.Context, articles iter.Seq2[ingest.Article, error], o Options) (_ Stats, err error) {
	defer spaceError(x.path, &err)
	unlock, err := lock(o.disk, x.path)
	if err != nil {
		return Stats{}, err
	}
	defer func() { err = errors.Join(err, unlock()) }()
	base, err := currentGeneration(x.path)
	if err != nil {
		return Stats{}, err
	}
	stats, err := writeGeneration(ctx, x.path, base, articles, task{Options: o, checked: &x.checked})
	if err != nil {
		return stats, err
	}
	_, err = x.Refresh()
	return stats, err
}

// makeFolder makes the folder of an index, unless one is there that is empty,
// an index, or what is left of one.
func makeFolder(d disk.Disk, path string) (made bool, err error) {
	err = d.Mkdir(path)
	if err == nil {
		// The folder that it is in may be one that this process cannot read.
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
		if name != disk.LockFile && !strings.HasPrefix(name, resumeFile) && !strings.HasPrefix(name, disk.CurrentFile) && generationNumber(name) == 0 {
			return false, fmt.Errorf("%w at %s: the folder holds something else (%s); name a new folder", ErrNoIndex, path, name)
		}
	}
	return false, nil
}

// Version returns the version of newsdex in this program, "(devel)" when it was
// not built from a tagged module.
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
