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

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"

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
	// Delete lists the IDs of articles to delete, before the sequence is
	// read. IDs that the index does not hold are no error.
	Delete []string

	disk disk // tests look on
}

// Stats say what a run did.
type Stats struct {
	Added     int           `json:"added"`
	Replaced  int           `json:"replaced"`  // the ID was there with other content
	Unchanged int           `json:"unchanged"` // the ID was there with the same content
	Deleted   int           `json:"deleted"`
	Errors    int           `json:"errors"`   // error elements of the sequence
	Articles  int           `json:"articles"` // in the index, now
	Elapsed   time.Duration `json:"elapsed_ns"`
}

func (s *Stats) merge(d Stats) {
	s.Added += d.Added
	s.Replaced += d.Replaced
	s.Unchanged += d.Unchanged
}

func (s *Stats) changed() bool { return s.Added+s.Replaced+s.Deleted > 0 }

// Build makes an index of the articles in the folder path: a new one, or a new
// generation of the one that is there, whose articles it does not take over.
// The parent folder must exist. Nothing is published, and an old index stays as
// it was, when Build returns an error: ctx's when that is done, [ErrNoArticles]
// when none came, one that wraps [ErrLocked] while another writer is at work,
// and one that wraps [ErrNoIndex] when path holds something else.
func Build(ctx context.Context, path string, articles iter.Seq2[ingest.Article, error], o Options) (Stats, error) {
	made, err := makeFolder(path)
	if err != nil {
		return Stats{}, err
	}
	stats, err := build(ctx, path, articles, o)
	if err != nil && made {
		err = errors.Join(err, os.RemoveAll(path))
	}
	return stats, err
}

func build(ctx context.Context, path string, articles iter.Seq2[ingest.Article, error], o Options) (_ Stats, err error) {
	unlock, err := o.disk.lock(path)
	if err != nil {
		return Stats{}, err
	}
	defer func() { err = errors.Join(err, unlock()) }()
	if !IsIndex(path) {
		if err := o.disk.pointNowhere(path); err != nil {
			return Stats{}, fmt.Errorf("make the index: %w", err)
		}
	}
	stats, err := writeGeneration(ctx, path, "", articles, o)
	return stats, err
}

// Update adds articles, replaces those whose ID the index holds, and deletes
// what o names. An article that is there with the same content costs a look-up.
// What was put back into one ([ingest.Article.Restore]) is put back into the one that
// replaces it, unless that has a list of its own, if only an empty one.
// On disk the result is published as a whole, for readers in other processes
// too: on an error, ctx's among them, the index stays as it was. An index in
// memory keeps what had been applied. One Update runs at a time; a second one
// in this process waits, one in another process gets an error that wraps
// [ErrLocked].
func (x *Index) Update(ctx context.Context, articles iter.Seq2[ingest.Article, error], o Options) (Stats, error) {
	x.writing.Lock()
	defer x.writing.Unlock()
	s, err := x.Snapshot()
	if err != nil {
		return Stats{}, err
	}
	defer s.Close()
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
	unlock, err := o.disk.lock(x.path)
	if err != nil {
		return Stats{}, err
	}
	defer func() { err = errors.Join(err, unlock()) }()
	base, err := currentGeneration(x.path)
	if err != nil {
		return Stats{}, err
	}
	stats, err := writeGeneration(ctx, x.path, base, articles, o)
	if err != nil {
		return stats, err
	}
	_, err = x.Refresh()
	return stats, err
}

// makeFolder makes the folder of an index, unless one is there that is empty,
// an index, or what is left of one.
func makeFolder(path string) (made bool, err error) {
	err = os.Mkdir(path, 0o755)
	if err == nil {
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
		if name != lockFile && !strings.HasPrefix(name, currentFile) && generationNumber(name) == 0 {
			return false, fmt.Errorf("%w at %s: the folder holds something else (%s); name a new folder", ErrNoIndex, path, name)
		}
	}
	return false, nil
}

// writeGeneration makes the generation that follows base (or nothing, if base is
// ""), and publishes it, unless nothing changed. The caller holds the lock.
func writeGeneration(ctx context.Context, path, base string, articles iter.Seq2[ingest.Article, error], o Options) (_ Stats, err error) {
	start := time.Now()
	if err := o.disk.removeLeftovers(path); err != nil {
		return Stats{}, fmt.Errorf("remove what an earlier run left: %w", err)
	}
	name, err := nextGeneration(path)
	if err != nil {
		return Stats{}, err
	}
	dir := filepath.Join(path, name)
	if err := o.disk.mkdir(dir); err != nil {
		return Stats{}, fmt.Errorf("make a generation: %w", err)
	}
	named := false
	defer func() {
		if !named {
			err = errors.Join(err, o.disk.removeAll(dir))
		}
	}()

	m := Manifest{Fingerprints: CurrentFingerprints()}
	var known map[string]checkedFile
	var b bleve.Index
	store := filepath.Join(dir, bleveDir)
	async := watchAsync(store)
	defer async.stop()
	if base == "" {
		b, err = bleve.NewUsing(store, newMapping(), scorch.Name, scorch.Name, async.config())
	} else {
		baseDir := filepath.Join(path, base)
		if m, err = readManifest(baseDir); err == nil {
			err = o.disk.cloneBleve(filepath.Join(baseDir, bleveDir), store)
		}
		if err == nil {
			known = linked(dir, m.Files)
			b, err = bleve.OpenUsing(store, async.config())
		}
	}
	if err != nil {
		return Stats{}, fmt.Errorf("prepare generation %s: %w", dir, err)
	}

	w := &writer{bleve: b, async: async.errs, fresh: base == "", o: o, totals: m.Totals}
	err = w.run(ctx, articles)
	if err == nil && base == "" {
		err = compact(ctx, b, async.errs)
	}
	if cerr := b.Close(); err == nil && cerr != nil {
		err = fmt.Errorf("close generation %s: %w", dir, cerr)
	}
	if err == nil && base == "" {
		err = tidy(store, async)
	}
	w.stats.Articles = int(w.totals.Articles)
	w.stats.Elapsed = time.Since(start)
	switch {
	case err != nil:
		return w.stats, err
	case base == "" && w.totals.Articles == 0:
		return w.stats, ErrNoArticles
	case base != "" && !w.stats.changed():
		return w.stats, nil
	}
	if m, err = w.manifest(m, start, dir, known); err != nil {
		return w.stats, fmt.Errorf("list the files of the generation: %w", err)
	}
	if err := o.disk.writeManifest(m, dir); err != nil {
		return w.stats, fmt.Errorf("write the manifest: %w", err)
	}
	if named, err = o.disk.publish(path, name); err != nil {
		return w.stats, fmt.Errorf("publish generation %s: %w", name, err)
	}
	w.stats.Elapsed = time.Since(start)
	if err := o.disk.removeGenerations(path, name); err != nil && o.OnError != nil {
		o.OnError(fmt.Errorf("remove old generations (the next run does it): %w", err))
	}
	return w.stats, nil
}

// removeLeftovers removes what a run that did not finish has left. Where the
// pointer is damaged nothing goes: one of the generations was the published one.
func (d disk) removeLeftovers(path string) error {
	published, err := currentGeneration(path)
	if err != nil && !errors.Is(err, ErrNoIndex) {
		return nil
	}
	// The pointer may have been set by a run that was killed then; a loss of power
	// must not set it back to what goes now.
	if err := d.sync(path); err != nil {
		return err
	}
	return errors.Join(
		d.removeAll(filepath.Join(path, currentFile+".new")),
		d.removeGenerations(path, published))
}

// run applies deletions, articles and pruning, in that order.
func (w *writer) run(ctx context.Context, articles iter.Seq2[ingest.Article, error]) error {
	if err := w.delete(w.o.Delete); err != nil {
		return err
	}
	if err := w.write(ctx, articles); err != nil {
		return err
	}
	if len(w.o.Prune) == 0 {
		return nil
	}
	return w.prune(w.o.Prune)
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
