package index

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"path/filepath"
	"slices"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/internal/originals"
	"github.com/newsdex/newsdex/index/internal/record"
	"github.com/newsdex/newsdex/ingest"
)

// A task is the work of a run: the options of the caller and additions by the kind of
// run.
type task struct {
	Options
	// checked are the files of the current generation that an earlier run has checked;
	// this run adds those that it checks. Nil: it checks all.
	checked *map[string]disk.CheckedFile
	// cleaning is the least ingest.CleaningVersion of the articles if this run does not
	// clean them; else 0.
	cleaning int
	// source is a generation that is kept until the run is done; or "".
	source string
	// templates are the encoded templates with which a new index begins, sources its
	// sources.
	templates []byte
	sources   *sourceTable
	// intake is the run of Ingest that this is; nil if it is none.
	intake *intake
	// entries, if not nil, are written instead of articles.
	entries iter.Seq2[item, error]
}

// A run makes the generation that follows base, or the first one if base is "". The
// caller holds the lock.
type run struct {
	path, base string
	o          task
	start      time.Time
	w          *writer

	// The generation that is being written.
	name, dir string
	async     asyncWatch
	open      bool
	named     bool                        // the pointer may name it
	from      Manifest                    // manifest of the generation that it began with
	known     map[string]disk.CheckedFile // files of that generation

	originals *originals.Keeper // originals of the new generation; nil once they are complete

	saved string // the generation of the last checkpoint, or ""
}

// writeGeneration makes the generation that follows base, or the first one if base is
// "", and publishes it unless nothing changed. The caller holds the lock.
func writeGeneration(ctx context.Context, path, base string, articles iter.Seq2[ingest.Article, error], o task) (_ Stats, err error) {
	o.disk.OnLeft = o.OnError
	r := &run{path: path, base: base, o: o, start: time.Now()}
	kept, err := r.cleanUp()
	if err != nil {
		return Stats{}, fmt.Errorf("remove what an earlier run left: %w", err)
	}
	r.w = &writer{store: newStore(), fresh: base == "" && r.saved == "", o: o.Options, intake: o.intake}
	if o.Resume != "" {
		r.w.save, r.w.every = r.save, o.Checkpoint
		if r.w.every <= 0 {
			r.w.every = time.Minute
		}
	}
	from := base
	if r.saved != "" {
		from = r.saved
	}
	if r.w.learner, err = r.learner(); err != nil {
		return Stats{}, err
	}
	if err := r.readSources(); err != nil {
		return Stats{}, err
	}
	defer func() { err = errors.Join(err, r.drop()) }()
	if err := r.begin(from); err != nil {
		return Stats{}, fmt.Errorf("prepare a generation: %w", err)
	}
	r.w.totals = r.from.Totals
	if r.saved != "" {
		r.w.resume(kept.Run, r.path, base)
		if o.OnResume != nil {
			o.OnResume(int(kept.Totals.Articles))
		}
	}
	items := o.entries
	if items == nil {
		items = r.w.items(articles)
	}
	err = r.w.run(ctx, items)
	if err == nil && base == "" {
		err = compact(ctx, r.w.bleve, r.w.async)
	}
	_, relearned, lerr := r.w.learner.encode()
	changed := base == "" || r.w.changed() || relearned
	if kerr := errors.Join(lerr, r.keepOriginals(err == nil && changed)); err == nil {
		err = kerr
	}
	if cerr := r.close(); err == nil {
		err = cerr
	}
	if err == nil && changed {
		err = tidy(r.async.store)
	}
	stats := &r.w.stats
	stats.Articles = int(r.w.totals.Articles)
	stats.Elapsed = time.Since(r.start)
	switch {
	case err != nil:
		return *stats, err
	case base == "" && r.w.totals.Articles == 0:
		return *stats, ErrNoArticles
	case !changed:
		return *stats, nil
	}
	return *stats, r.publish()
}

// readSources reads the sources with which the run begins.
func (r *run) readSources() (err error) {
	base, saved := newSourceTable(), (*sourceTable)(nil)
	if r.o.sources != nil {
		base = r.o.sources
	} else if r.base != "" {
		base, err = readSources(filepath.Join(r.path, r.base), true)
	}
	if err == nil && r.saved != "" && r.o.sources == nil {
		saved, err = readSources(filepath.Join(r.path, r.saved), false)
	}
	if r.w.sources = base; err == nil && saved != nil {
		saved.setStates(base)
		r.w.sources = saved
	}
	return err
}

// learner returns the templates of the run: those of its base, with what the run
// learned before it was stopped.
func (r *run) learner() (learner, error) {
	if r.base == "" && r.saved == "" {
		return newLearner(nil, r.o.templates, r.o.Options), nil
	}
	var before *ingest.Templates
	kept := r.o.templates
	var err error
	if r.base != "" {
		if before, kept, err = readTemplates(filepath.Join(r.path, r.base)); err != nil {
			return learner{}, err
		}
	}
	if r.saved != "" && r.o.Templates != nil {
		_, b, err := readTemplates(filepath.Join(r.path, r.saved))
		if err == nil && b != nil {
			err = r.o.Templates.UnmarshalJSON(b)
		}
		if err != nil {
			return learner{}, err
		}
	}
	return newLearner(before, kept, r.o.Options), nil
}

// begin makes a generation with the contents of the generation from, or an empty one if
// from is "", and opens it for writing.
func (r *run) begin(from string) error {
	name, err := nextGeneration(r.path)
	if err != nil {
		return err
	}
	dir := filepath.Join(r.path, name)
	if err := r.o.disk.Mkdir(dir); err != nil {
		return err
	}
	r.name, r.dir = name, dir
	r.from, r.known = Manifest{Fingerprints: currentFingerprints()}, nil
	if r.o.cleaning > 0 {
		r.from.Fingerprints.Cleaning = r.o.cleaning
	}
	store := filepath.Join(r.dir, disk.BleveDir)
	r.async = watchAsync(store)
	if from == "" {
		if r.originals, err = originals.Keep(r.o.disk, r.path, "", r.dir, nil); err == nil {
			r.w.bleve, err = bleve.NewUsing(store, record.NewMapping(), scorch.Name, scorch.Name, r.async.freshConfig())
		}
	} else {
		fromDir := filepath.Join(r.path, from)
		var blocks disk.FileBlocks
		if r.from, err = readManifest(fromDir, oldestOpened); err == nil {
			blocks, err = r.checkBase(fromDir)
		}
		if err == nil {
			err = cloneBleve(r.o.disk, filepath.Join(fromDir, disk.BleveDir), store)
		}
		if err == nil {
			r.originals, err = originals.Keep(r.o.disk, r.path, from, r.dir, blocks)
		}
		if err == nil {
			r.known = linked(r.dir, r.from.Files, blocks.Tables())
			config := r.async.config()
			if r.base == "" {
				config = r.async.freshConfig()
			}
			r.w.bleve, err = openToWrite(store, config)
		}
	}
	r.open, r.w.originals = err == nil, r.originals
	r.w.async = r.async.asyncFailure
	return err
}

// checkBase checks the files of the generation with which the run begins, except the
// originals: Bleve reads the segments itself, and the product of a damaged one would
// have a correct checksum. It reads all of the files; an update that follows another on
// the same [Index] reads only the new ones.
func (r *run) checkBase(dir string) (disk.FileBlocks, error) {
	files := slices.DeleteFunc(slices.Clone(r.from.Files), func(f disk.File) bool { return filepath.Ext(f.Name) == disk.OriginalsExt })
	var known map[string]disk.CheckedFile
	if r.o.checked != nil {
		known = *r.o.checked
	}
	checked, err := disk.CheckFiles(dir, files, known, false)
	if err != nil {
		return nil, err
	}
	if r.o.checked == nil {
		r.o.checked = new(map[string]disk.CheckedFile)
	}
	*r.o.checked = checked
	return disk.OpenBlocks(dir, r.from.Files)
}

// keepOriginals completes the originals of the generation being written if they are
// wanted; otherwise it closes them.
func (r *run) keepOriginals(wanted bool) error {
	k := r.originals
	if k == nil {
		return nil
	}
	r.originals, r.w.originals = nil, nil
	if err := k.Finish(wanted); err != nil {
		return fmt.Errorf("keep what the articles of generation %s were made of: %w", r.dir, err)
	}
	return nil
}

// openToWrite opens a Bleve index for writing.
func openToWrite(store string, config map[string]any) (b bleve.Index, err error) {
	defer disk.Caught(&err)
	return bleve.OpenUsing(store, config)
}

// close closes the generation being written. It reports the last errors of the
// background workers.
func (r *run) close() error {
	if !r.open {
		return nil
	}
	r.open = false
	if err := errors.Join(r.w.bleve.Close(), r.async.get()); err != nil {
		return fmt.Errorf("close generation %s: %w", r.dir, err)
	}
	return nil
}

// drop closes the generation being written, and removes it unless the pointer may name
// it.
func (r *run) drop() error {
	if r.dir == "" {
		return nil
	}
	err := errors.Join(r.keepOriginals(false), r.close())
	r.async.stop()
	if r.named {
		return err
	}
	return errors.Join(err, r.o.disk.RemoveAll(r.dir))
}

// seal writes the manifest of the generation that was written and is closed.
func (r *run) seal() error {
	templates, _, err := r.w.learner.encode()
	if err == nil && templates != nil {
		err = r.o.disk.Write(filepath.Join(r.dir, disk.TemplatesFile), templates)
	}
	if err == nil {
		err = r.w.sources.write(r.o.disk, r.dir)
	}
	if err != nil {
		return fmt.Errorf("write the templates and the sources: %w", err)
	}
	m, err := r.manifest()
	if err != nil {
		return fmt.Errorf("list the files of the generation: %w", err)
	}
	if err := writeManifest(r.o.disk, m, r.dir); err != nil {
		return fmt.Errorf("write the manifest: %w", err)
	}
	return nil
}

// publish makes the generation that was written the one that readers open.
func (r *run) publish() (err error) {
	if err := r.seal(); err != nil {
		return err
	}
	if r.named, err = publish(r.o.disk, r.path, r.name); err != nil {
		err = fmt.Errorf("publish generation %s: %w", r.name, err)
		if r.named {
			err = &PublishedError{Path: r.path, Uncertain: true, Err: err}
		}
		return err
	}
	r.w.stats.Elapsed = time.Since(r.start)
	err = errors.Join(removeCheckpoint(r.o.disk, r.path), removeGenerations(r.o.disk, r.path, r.name))
	if err != nil && r.o.OnError != nil {
		r.o.OnError(fmt.Errorf("remove old generations (the next run does it): %w", err))
	}
	return nil
}
