package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/newsdex/newsdex/cmd/newsdex/internal/render"
	"github.com/newsdex/newsdex/cmd/newsdex/internal/terminal"
	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/ingest"
)

// An indexJob is one run of newsdex index.
type indexJob struct {
	path   string
	inputs []string
	prune  bool
	fresh  bool
	learn  bool
	every  bool
	bare   bool // without originals
	plain  bool // without templates
	reread bool
	source string
	memory memory
}

func indexCommand(s *session) *cobra.Command {
	r := newArticleReader(s)
	job := indexJob{memory: index.DefaultMemory}
	var alias string
	var asJSON bool
	c := &cobra.Command{
		Use:   "index -o DIR INPUT...",
		Short: "make an index of articles, or bring one up to date",
		Long: `Index reads articles, cleans them and writes an index of them into the folder DIR.

Where DIR is an index already, it is brought up to date: new articles are added,
changed ones replaced. Files that are as they were are passed over; --reread reads
them too. What a file has no more, or a file that is gone, stays in the index, but
for a text that was changed where it stands; with --prune it goes, if it is below the
given files and folders. What came from a file that cannot be read now is kept.

The index is what its articles are: it does not matter how they are divided into runs,
nor in which order, nor how often. An article is known by the folder or file that was
given, its source, and by its place there; one from another file never replaces it.
A source that is moved or renamed as a whole stays the same one: its old place is
gone and its files are the same, or --source NAME says so. An ID that is a path begins
below the given folder. Where several articles have one ID, each gets a longer one.

Of several texts of one article, with one URL, the newest stands, by its dates or else
by its place; the earlier ones are listed with it, and kept aside. What is the same
text under several URLs is one hit of a search.

Readers see the old index until the new one is complete. When the run fails or is
interrupted, the old index stays as it was. What a long run has done is kept aside
every minute: after a kill or a loss of power the same command, in the same folder,
goes on from there.

What an article was made of, a page or a record, is kept with it, compressed, so that
newsdex reclean needs no source; it takes a fifth of the size of pages, and half of
that of texts. With --no-originals it is not.

What cannot be read is named on standard error, and the run goes on.

The lines that outlets put on all their pages are learned from the articles of the
index, kept with it, and taken out of all of them, by a rule “template”; newsdex
templates -i DIR lists them. With
--no-templates nothing is learned. With --templates FILE those of the file are taken
out instead, and with --learn too they are learned from the articles first.`,
		Example: `newsdex index -o news.idx articles/ 'more/*.jsonl.gz'
newsdex index -o news.idx --prune articles/
zcat crawl.jsonl.gz | newsdex index -o news.idx -`,
		RunE: func(c *cobra.Command, args []string) error {
			job.inputs = args
			if job.path == "" {
				job.path = alias
			}
			if err := job.check(c, alias, r.cleaning.templates); err != nil {
				return err
			}
			t, err := job.run(c.Context(), s, r)
			if t == nil {
				return err
			}
			if asJSON {
				return cmp.Or(render.JSON(s.stdout, t), err)
			}
			t.Print(s.stdout)
			return err
		},
	}
	f := c.Flags()
	f.SortFlags = false
	f.StringVarP(&job.path, "output", "o", "", "the index to write: a `DIR`, new or an index already")
	f.StringVarP(&alias, "index", "i", "", "the same as -o `DIR`")
	f.BoolVar(&job.prune, "prune", false, "delete the articles that are gone from the inputs")
	f.BoolVar(&job.fresh, "fresh", false, "begin with nothing, even where DIR is an index: what was pinned or refused of its templates goes too")
	f.BoolVar(&job.every, "every-revision", false, "keep every text of a page as an article of its own, not the newest alone")
	f.BoolVar(&job.reread, "reread", false, "read all files, also those that are as they were: without it these are known by their size, times and inode, or else by their bytes")
	f.StringVar(&job.source, "source", "", "the `NAME` of the source that is read, one folder or file, wherever it is now; without it a source is known by its place")
	f.BoolVar(&job.learn, "learn", false, "read the articles twice: first to learn what their outlets put on all pages, into the file of --templates, which may be new")
	f.BoolVar(&job.plain, "no-templates", false, "neither learn nor take out the lines that outlets put on all their pages")
	f.BoolVar(&job.bare, "no-originals", false, "do not keep what the articles were made of, of which newsdex reclean makes them again and which newsdex original writes out")
	f.Var(&job.memory, "memory", "take about so much memory at most; less takes longer")
	r.languageFlag(c)
	r.fieldsFlag(c)
	r.cleaningFlags(c)
	f.BoolVar(&asJSON, "json", false, "print the totals as one JSON object")
	suggestFolders(c, "output")
	suggestFolders(c, "index")
	return c
}

// sharedID says that the sources of several articles give one ID.
func sharedID(shared index.SharedID) string {
	places := strings.Join(shared.Places, ", ")
	if n := shared.Articles - len(shared.Places); n > 0 {
		places += fmt.Sprintf(", and %s more", terminal.Grouped(n))
	}
	return fmt.Sprintf("%s articles have the ID %s: %s; all are kept, each under a longer ID, such as %s",
		terminal.Grouped(shared.Articles), shared.ID, places, shared.IDs[0])
}

// check returns the failure of a wrong command line.
func (j indexJob) check(c *cobra.Command, alias, templates string) error {
	switch {
	case j.learn && templates == "":
		return misused(c, "name the file to keep in what is learned: --templates FILE")
	case j.learn && slices.Contains(j.inputs, "-"):
		return misused(c, "standard input can be read once only, and --learn reads twice; give a file")
	case j.path == "":
		return misused(c, "name the index to write: newsdex index -o news.idx ARTICLES")
	case alias != "" && alias != j.path:
		return misused(c, "-o and -i name two indexes, %s and %s; they mean the same: give one", j.path, alias)
	case j.source != "" && len(j.inputs) != 1:
		return misused(c, "--source names one folder or file; give one, and the others in runs of their own")
	case j.source != "" && j.inputs[0] == "-":
		return misused(c, "--source names a folder or a file, not standard input")
	case len(j.inputs) == 0:
		return misused(c, "give the articles to index: files, folders, quoted patterns, or - for standard input")
	case !j.prune:
		return nil
	}
	for _, in := range j.inputs {
		if _, err := os.Lstat(in); err != nil && strings.ContainsAny(in, "*?[") {
			return misused(c, "--prune cannot tell what is gone from a pattern; give the folder instead of %s", in)
		}
	}
	return nil
}

// run runs the command. The totals are nil if there is no result.
func (j indexJob) run(ctx context.Context, s *session, r *articleReader) (*render.Totals, error) {
	if fi, err := os.Stat(j.path); err == nil && !fi.IsDir() {
		return nil, fmt.Errorf("%s is a file, and an index is a folder; name another place", j.path)
	}
	var x *index.Index
	var err error
	if !j.fresh {
		switch x, err = index.Open(j.path); {
		case err == nil:
			defer x.Close()
		case errors.Is(err, syscall.ENOTDIR):
			return nil, writeError(err)
		case !errors.Is(err, index.ErrNoIndex):
			return nil, fmt.Errorf("%w; or begin with nothing: --fresh", advise(err))
		}
	}

	was := "no index was made"
	if index.IsIndex(j.path) {
		was = "the index " + j.path + " is as it was"
	}
	if j.learn {
		if err := learnFirst(ctx, r, j.inputs); err != nil {
			return nil, err
		}
	}
	bad := newProblems(s.stderr)
	r.origins = !j.bare
	o := index.IngestOptions{
		Read: r.options(), Fresh: true, EveryRevision: j.every, NoTemplates: j.plain, NoOriginals: j.bare,
		Memory: int64(j.memory), OnError: bad.tell,
		Reread: j.reread, SourceName: j.source, Functions: r.functions(),
	}
	told := 0
	o.OnSharedID = func(shared index.SharedID) {
		if told++; told <= maxOfKind {
			s.stderr.Say("%s", sharedID(shared))
		}
	}
	defer j.memory.keepWithin()()
	if j.prune {
		o.Prune = j.inputs
	}
	resume(s).of(&o)
	if s.stderr.IsTerminal() {
		defer context.AfterFunc(ctx, func() { s.stderr.Say("stopping; Ctrl-C again ends at once") })()
	}
	line := terminal.StartProgress(ctx, s.stderr, "read", j.inputs)
	o.Watch = func(articles iter.Seq2[ingest.Article, error]) iter.Seq2[ingest.Article, error] {
		return watch(line, articles)
	}
	var stats index.IngestStats
	if x != nil {
		stats, err = x.Ingest(ctx, r.inputs(ctx, j.inputs), o)
	} else if x, stats, err = index.Ingest(ctx, j.path, r.inputs(ctx, j.inputs), o); err == nil {
		defer x.Close()
	}
	line.Stop()
	bad.sum()

	if index.CanResume(j.path) {
		was += "; the same command goes on from here"
	}
	switch {
	case errors.Is(err, context.Canceled):
		return nil, interrupted("%s", was)
	case errors.Is(err, index.ErrNoArticles), err == nil && stats.Report.Articles == 0 && stats.Passed == 0 && stats.Deleted == 0:
		return nil, failed("no article could be read: %s", was)
	case err != nil:
		return nil, writeError(err)
	}
	t := render.NewTotals(j.path, stats, r.skipped)
	if bad.n > 0 {
		return t, errSomeUnread
	}
	return t, nil
}
