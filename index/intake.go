package index

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"os"
	"time"

	"github.com/newsdex/newsdex/analyze"
	"github.com/newsdex/newsdex/index/internal/record"
	"github.com/newsdex/newsdex/ingest"
)

// An intake is one run of [Ingest] in progress.
type intake struct {
	x     *Index // nil if a new index is made
	asked IngestOptions
	read  ingest.Options
	o     Options
	stats IngestStats

	w       *writer
	options uint64 // hash of the options: see optionsOf
	start   time.Time
	// files are the files that were met in this run, by source and place. Those that were
	// passed over are known to be as they were.
	files map[sourceFile]metFile
}

// A sourceFile names a file of a source.
type sourceFile struct {
	source uint32
	file   string
}

// A metFile says how a file was met in a run.
type metFile struct {
	passed     bool // passed over
	wasKnown   bool // read, and the state of an earlier reading was known
	newOptions bool // read, and that reading had other options
}

// newIntake prepares a run on the index x, or one that makes an index if x is nil.
func newIntake(x *Index, o IngestOptions) (*intake, error) {
	in := &intake{x: x, asked: o, read: o.Read, start: time.Now(), files: map[sourceFile]metFile{}}
	in.o = Options{
		OnError: o.OnError, Prune: o.Prune, NoOriginals: o.NoOriginals, KeepOriginals: !o.NoOriginals, Memory: o.Memory,
		Resume: o.Resume, Checkpoint: o.Checkpoint, OnResume: o.OnResume, disk: o.disk,
	}
	if in.read.Detect == nil {
		in.read.Detect = func(text, declared string) string {
			code, _ := analyze.Detect(text, cmp.Or(declared, o.Language))
			return code
		}
	}
	var err error
	if in.options, err = optionsOf(o); err != nil {
		return nil, err
	}
	if !o.NoTemplates && o.Read.Templates == nil {
		known := new(ingest.Templates)
		if x != nil {
			if known, err = x.Templates(); err != nil {
				return nil, err
			}
		}
		in.read.Templates, in.o.Templates, in.o.Clean = known, known, in.read
	}
	return in, nil
}

// optionsOf returns a hash of the options on which the articles of a file depend. Functions
// are known by the name that the caller gives them; without a name it is 0, and no file
// that was read with these options is passed over.
func optionsOf(o IngestOptions) (uint64, error) {
	if (o.Read.Rules != nil || o.Read.Detect != nil || o.Watch != nil) && o.Functions == "" {
		return 0, nil
	}
	rules := make([]string, len(o.Read.Rules))
	for i, r := range o.Read.Rules {
		rules[i] = r.Name
	}
	b, err := json.Marshal([]any{
		ingest.CleaningVersion, o.Functions, rules, o.Read.Level, o.Read.Without, o.Read.NoRepair, o.Read.Templates,
		o.NoTemplates, o.Language, o.NoOriginals, o.EveryRevision,
	})
	if err != nil {
		return 0, fmt.Errorf("the options of reading: %w", err)
	}
	return max(1, ingest.NameHash(string(b))), nil
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
		if in.options != 0 {
			b, err := json.Marshal([]any{f.MaxArticle, f.Fields})
			if err == nil {
				in.options ^= ingest.NameHash(string(b))
			}
		}
		f.Unchanged, f.OnFile = in.unchanged, in.onFile
		src = &f
	}
	articles := in.stats.Report.Watch(ingest.Read(ctx, src, in.read))
	if in.asked.Watch != nil {
		articles = in.asked.Watch(articles)
	}
	return articles
}

// begin prepares the sources of a run, before the first article.
func (in *intake) begin(ctx context.Context, w *writer) error {
	in.w = w
	if grouped := !in.asked.EveryRevision; w.sources.grouped != grouped {
		w.sources.grouped, w.sources.changed = grouped, true
	}
	return in.placeSources(ctx)
}

// fileOf returns the name of a file that was met.
func (in *intake) fileOf(f ingest.SourceFile) sourceFile {
	number, a := in.w.sources.settle(ingest.Article{Source: f.Root, Place: f.Place})
	return sourceFile{number, a.Place}
}

// trusted is the time that must lie between the last change of a file and its reading.
// Within it the file may change once more without another time.
const trusted = 2 * time.Second

// unchanged reports whether a file is as it was when it was read as a whole with these
// options.
func (in *intake) unchanged(f ingest.SourceFile) bool {
	name := in.fileOf(f)
	s := in.w.sources.sources[name.source]
	k, ok := s.files[name.file]
	met := metFile{wasKnown: ok, newOptions: ok && k.options != in.options}
	defer func() { in.files[name] = met }()
	if k.stale && in.isPruned(f.Name) {
		return false
	}
	if !ok || in.asked.Reread || in.options == 0 || met.newOptions || k.size != f.Size {
		return false
	}
	now := k
	now.modified, now.changed, now.inode, now.device = f.Modified, f.Changed, f.Inode, f.Device
	if k != now || max(k.modified, k.changed) > k.read-int64(trusted) {
		hash, err := ingest.HashFile(f.Name)
		if err != nil || hash != k.hash {
			return false
		}
		now.read = time.Now().UnixNano()
		s.files[name.file] = now // not worth a new generation
	}
	met.passed = true
	in.stats.Passed++
	return true
}

// isPruned reports whether a file is to be pruned.
func (in *intake) isPruned(file string) bool {
	if real, err := ingest.RealPath(file); err == nil {
		file = real
	}
	for _, p := range in.asked.Prune {
		if real, err := ingest.RealPath(p); err == nil && within(file, real) {
			return true
		}
	}
	return false
}

// metKnown reports whether files were met that the index knew.
func (in *intake) metKnown() bool {
	for _, f := range in.files {
		if f.passed || f.wasKnown {
			return true
		}
	}
	return false
}

// onFile notes the state of a file that was read as a whole.
func (in *intake) onFile(f ingest.SourceFile) {
	name := in.fileOf(f)
	s := in.w.sources.sources[name.source]
	now := fileState{
		size: f.Size, modified: f.Modified, changed: f.Changed, inode: f.Inode, device: f.Device, hash: f.Hash,
		read: time.Now().UnixNano(), options: in.options,
	}
	old, ok := s.files[name.file]
	now.stale = old.stale && !in.isPruned(f.Name)
	old.modified, old.changed, old.inode, old.device, old.read = now.modified, now.changed, now.inode, now.device, now.read
	if !ok || old != now {
		in.w.sources.changed = true
	}
	s.files[name.file] = now
}

// hasPassed reports whether the file of an entry was passed over.
func (in *intake) hasPassed(key string) bool {
	source, file, _ := record.ParseKey(key)
	return in.files[sourceFile{source, file}].passed
}

// done returns the results of the run.
func (in *intake) done(s Stats) IngestStats {
	in.stats.Stats = s
	return in.stats
}

// realPath returns the absolute path of a file or folder without links, and whether it is
// a folder.
func realPath(path string) (real string, isFolder bool, err error) {
	info, err := os.Stat(path)
	if err != nil {
		return "", false, err
	}
	real, err = ingest.RealPath(path)
	return real, info.IsDir(), err
}
