package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/ingest"
)

func statusCommand(a *app) *cobra.Command {
	var path string
	var asJSON, sizes bool
	c := &cobra.Command{
		Use:   "status -i INDEX",
		Short: "say what is in an index",
		Long: `Status says how many articles an index holds, in which languages, of how many
outlets and of which dates; how large it is, and which part of it; what the last run
did, and when; by which newsdex, and whether its rules of cleaning are those of this
one; how many lines of outlets it knows as templates; and whether a run was stopped
that the same command goes on with. With --sizes it says what the bytes are for, by
field, which takes a second or two for 100,000 articles.`,
		Example: `newsdex status -i news.idx
newsdex status -i news.idx --sizes
newsdex status -i news.idx --json`,
		ValidArgsFunction: noFiles,
		RunE: func(c *cobra.Command, args []string) error {
			switch {
			case len(args) > 0:
				return misused(c, "name the index with -i: newsdex status -i %s", args[0])
			case path == "":
				return misused(c, "name the index: newsdex status -i INDEX")
			}
			s, err := readStatus(c.Context(), path, sizes)
			if err != nil {
				return err
			}
			if asJSON {
				return a.stdout.json(s)
			}
			return s.print(a.stdout)
		},
	}
	c.Flags().StringVarP(&path, "index", "i", "", "the index: a `FOLDER`")
	c.Flags().BoolVar(&sizes, "sizes", false, "say what the bytes are for, by field")
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON object: index, articles, languages, bytes, generation, segments, created, version, format, cache, outlets, authors, first, last, undated, parts, generations, run, fingerprints, libraries, templates, stopped, and sizes if asked for")
	suggestFolders(c, "index")
	return c
}

// A status is what newsdex status prints.
type status struct {
	Index      string                `json:"index"`
	Articles   int                   `json:"articles"`
	Languages  []index.LanguageCount `json:"languages"`
	Bytes      int64                 `json:"bytes"`
	Generation string                `json:"generation"`
	Segments   int                   `json:"segments"`
	Created    time.Time             `json:"created"` // of this generation
	Version    string                `json:"version"` // of the newsdex that wrote it
	Format     int                   `json:"format"`
	// Cache is how this process uses the cache of decoded postings: a program
	// that goes on searching fills it.
	Cache index.CacheStats `json:"cache"`
	index.Overview
	Generations  int                `json:"generations"` // folders: more than one while a run is at work, or was stopped
	Run          index.Stats        `json:"run"`         // what the run did that made this generation
	Fingerprints index.Fingerprints `json:"fingerprints"`
	Libraries    map[string]string  `json:"libraries"` // the versions that wrote it
	Templates    templateCount      `json:"templates"`
	Stopped      bool               `json:"stopped"`         // a run was, and can be gone on with
	Sizes        *index.Sizes       `json:"sizes,omitempty"` // if asked for
}

func readStatus(ctx context.Context, path string, sizes bool) (status, error) {
	x, err := index.Open(path)
	if err != nil {
		return status{}, readError(path, err)
	}
	defer x.Close()
	s, err := x.Snapshot()
	if err != nil {
		return status{}, err
	}
	defer s.Close()
	languages, err := s.Languages()
	if err != nil {
		return status{}, err
	}
	bytes, err := folderSize(path)
	if err != nil {
		return status{}, err
	}
	overview, err := s.Overview(ctx)
	if err != nil {
		return status{}, err
	}
	generations, err := index.Generations(path)
	if err != nil {
		return status{}, err
	}
	templates, err := x.Templates()
	if err != nil {
		return status{}, err
	}
	m := s.Manifest()
	st := status{
		Overview: overview, Generations: len(generations), Run: m.Run, Fingerprints: m.Fingerprints, Libraries: m.Libraries,
		Templates: countTemplates(templates), Stopped: index.CanResume(path),
		Index: path, Articles: s.Count(), Languages: append([]index.LanguageCount{}, languages...),
		Bytes: bytes, Generation: s.Generation(), Segments: len(s.Segments()),
		Created: m.Created, Version: m.Version, Format: m.Format,
		Cache: x.CacheStats(),
	}
	if sizes {
		all, err := s.Sizes(ctx)
		if err != nil {
			return status{}, err
		}
		st.Sizes = &all
	}
	return st, nil
}

func (s status) print(out *stdout) error {
	var languages []string
	for _, l := range s.Languages {
		languages = append(languages, l.Code+" "+grouped(l.Articles))
	}
	day := func(t time.Time) string { return t.Format("2006-01-02") }
	dates := "none"
	if !s.First.IsZero() {
		dates = day(s.First) + " to " + day(s.Last)
	}
	if s.Undated > 0 {
		dates += fmt.Sprintf(", %s without", grouped(s.Undated))
	}
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(s.Parts)) {
		parts = append(parts, name+" "+size(s.Parts[name]))
	}
	cleaning := fmt.Sprintf("version %d", s.Fingerprints.Cleaning)
	if s.Fingerprints.Cleaning != ingest.CleaningVersion {
		cleaning += fmt.Sprintf(", and now it is %d: newsdex reclean -i %s", ingest.CleaningVersion, s.Index)
	}
	t := table{
		{"index", s.Index},
		{"articles", grouped(s.Articles)},
		{"languages", strings.Join(languages, ", ")},
		{"outlets", fmt.Sprintf("%s, and %s", grouped(s.Outlets), amount(s.Authors, "author"))},
		{"dates", dates},
		{"size", size(s.Bytes)},
		{"parts", strings.Join(parts, ", ")},
		{"generation", fmt.Sprintf("%s, %s", s.Generation, amount(s.Segments, "segment"))},
		{"written", s.Created.Local().Format("2006-01-02 15:04:05 -07:00")},
		{"last run", fmt.Sprintf("%s added, %s replaced, %s unchanged, %s deleted, %s in %.1f s", grouped(s.Run.Added), grouped(s.Run.Replaced), grouped(s.Run.Unchanged), grouped(s.Run.Deleted), amount(s.Run.Errors, "error"), s.Run.Elapsed.Seconds())},
		{"cleaning", cleaning},
		{"templates", s.Templates.String()},
		{"cache", fmt.Sprintf("%s of at most %s used, %s", size(int64(s.Cache.Bytes)), size(int64(s.Cache.Budget)), amount(s.Cache.Lists, "list"))},
		{"by", fmt.Sprintf("newsdex %s, format %d", s.Version, s.Format)},
	}
	if s.Stopped {
		t = append(t, []string{"stopped", "a run, which the same command goes on with"})
	}
	for _, line := range t.lines() {
		fmt.Fprintln(out, line)
	}
	if s.Sizes != nil {
		fmt.Fprintln(out)
		for _, line := range sizesTable(*s.Sizes).lines() {
			fmt.Fprintln(out, line)
		}
	}
	return nil
}

// folderSize returns the bytes of all files in a folder.
func folderSize(path string) (int64, error) {
	var n int64
	err := filepath.WalkDir(path, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		fi, err := d.Info()
		if err == nil {
			n += fi.Size()
		}
		return err
	})
	return n, err
}

// ReadError adds what to do about an index that cannot be opened to be read.
func readError(path string, err error) error {
	if errors.Is(err, fs.ErrPermission) {
		return fmt.Errorf("%w; check the permissions of the index", err)
	}
	return openError(path, err)
}

// openError adds what to do about an index that cannot be opened.
func openError(path string, err error) error {
	if index.IsIndex(path) {
		return err
	}
	if fi, serr := os.Stat(path); errors.Is(err, index.ErrNoIndex) && serr == nil && fi.IsDir() {
		return fmt.Errorf("%w; to make an index of the articles in it: newsdex index -o news.idx %s", err, path)
	}
	return err
}
