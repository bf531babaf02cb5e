package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/newsdex/newsdex/cmd/newsdex/internal/render"
	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/index/postings"
)

func statusCommand(s *session) *cobra.Command {
	var path string
	var asJSON, sizes bool
	c := &cobra.Command{
		Use:   "status -i INDEX",
		Short: "say what is in an index",
		Long: `Status says how many articles an index holds, in which languages, of how many
outlets and of which dates; from which sources; how large it is, and which part of
it; what the last run that changed it did, and when; by which newsdex, and whether its
rules of cleaning are those of this one; how many lines of outlets it knows as
templates; and whether a run was stopped that the same command goes on with. With
--sizes it says what the bytes are for, by field, which takes a second or two for
100,000 articles.`,
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
			st, err := readStatus(c.Context(), path, sizes)
			if err != nil {
				return err
			}
			if asJSON {
				return render.JSON(s.stdout, st)
			}
			st.Print(s.stdout)
			return nil
		},
	}
	c.Flags().StringVarP(&path, "index", "i", "", "the index: a `FOLDER`")
	c.Flags().BoolVar(&sizes, "sizes", false, "say what the bytes are for, by field")
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON object: index, articles, languages, bytes, generation, segments, created, version, format, cache, outlets, authors, first, last, undated, parts, generations, run, fingerprints, libraries, templates, sources, stopped, and sizes if asked for")
	suggestFolders(c, "index")
	return c
}

func readStatus(ctx context.Context, path string, sizes bool) (render.Status, error) {
	x, err := index.Open(path)
	if err != nil {
		return render.Status{}, readError(path, err)
	}
	defer x.Close()
	s, err := x.Snapshot()
	if err != nil {
		return render.Status{}, err
	}
	defer s.Close()
	languages, err := s.Languages()
	if err != nil {
		return render.Status{}, err
	}
	bytes, err := folderSize(path)
	if err != nil {
		return render.Status{}, err
	}
	overview, err := s.Overview(ctx)
	if err != nil {
		return render.Status{}, err
	}
	generations, err := index.Generations(path)
	if err != nil {
		return render.Status{}, err
	}
	templates, err := x.Templates()
	if err != nil {
		return render.Status{}, err
	}
	m := s.Manifest()
	st := render.Status{
		Overview: overview, Generations: len(generations), Run: m.Run, Fingerprints: m.Fingerprints, Libraries: m.Libraries,
		Templates: render.CountTemplates(templates), Stopped: index.CanResume(path),
		Index: path, Articles: s.Count(), Languages: append([]postings.LanguageCount{}, languages...),
		Bytes: bytes, Generation: s.Generation(), Segments: len(s.Postings().Segments()),
		Created: m.Created, Version: m.Version, Format: m.Format,
		Cache: x.CacheStats(), Sources: append([]index.Source{}, s.Sources()...),
	}
	if sizes {
		all, err := s.Sizes(ctx)
		if err != nil {
			return render.Status{}, err
		}
		st.Sizes = &all
	}
	return st, nil
}

// folderSize returns the size in bytes of all files in a folder.
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

// readError adds the remedy to the error of an index that cannot be opened for reading.
func readError(path string, err error) error {
	if errors.Is(err, fs.ErrPermission) {
		return fmt.Errorf("%w; check the permissions of the index", err)
	}
	return openError(path, err)
}

// openError adds the remedy to the error of an index that cannot be opened. An index
// that a process is making for the first time is not there yet.
func openError(path string, err error) error {
	if !errors.Is(err, index.ErrNoIndex) {
		return err
	}
	if h, ok := index.Writing(path); ok {
		return failed("the index %s is being made by %s; wait until that has ended", path, h)
	}
	fi, serr := os.Stat(path)
	switch {
	case index.IsIndex(path):
		return fmt.Errorf("%w; run the same newsdex index again", err)
	case errors.Is(serr, fs.ErrNotExist):
		return fmt.Errorf("%w; make one with: newsdex index -o %s ARTICLES", err, path)
	case serr == nil && fi.IsDir():
		return fmt.Errorf("%w; to make an index of the articles in it: newsdex index -o news.idx %s", err, path)
	}
	return err
}
