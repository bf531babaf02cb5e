package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/newsdex/newsdex/index"
)

func statusCommand(a *app) *cobra.Command {
	var path string
	var asJSON bool
	c := &cobra.Command{
		Use:   "status -i INDEX",
		Short: "say what is in an index",
		Long: `Status says how many articles an index holds and in which languages, how large it
is, when it was written last, and by which newsdex.`,
		Example: `newsdex status -i news.idx
newsdex status -i news.idx --json`,
		ValidArgsFunction: noFiles,
		RunE: func(c *cobra.Command, args []string) error {
			switch {
			case len(args) > 0:
				return misused(c, "name the index with -i: newsdex status -i %s", args[0])
			case path == "":
				return misused(c, "name the index: newsdex status -i INDEX")
			}
			s, err := readStatus(path)
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
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON object: index, articles, languages, bytes, generation, segments, created, version, format, cache")
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
}

func readStatus(path string) (status, error) {
	x, err := index.Open(path)
	if err != nil {
		return status{}, openError(path, err)
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
	m := s.Manifest()
	return status{
		Index: path, Articles: s.Count(), Languages: append([]index.LanguageCount{}, languages...),
		Bytes: bytes, Generation: s.Generation(), Segments: len(s.Segments()),
		Created: m.Created, Version: m.Version, Format: m.Format,
		Cache: x.CacheStats(),
	}, nil
}

func (s status) print(out *stdout) error {
	var languages []string
	for _, l := range s.Languages {
		languages = append(languages, l.Code+" "+grouped(l.Articles))
	}
	for _, line := range (table{
		{"index", s.Index},
		{"articles", grouped(s.Articles)},
		{"languages", strings.Join(languages, ", ")},
		{"size", size(s.Bytes)},
		{"generation", fmt.Sprintf("%s, %s", s.Generation, amount(s.Segments, "segment"))},
		{"written", s.Created.Local().Format("2006-01-02 15:04:05 -07:00")},
		{"cache", fmt.Sprintf("%s of at most %s used, %s", size(int64(s.Cache.Bytes)), size(int64(s.Cache.Budget)), amount(s.Cache.Lists, "list"))},
		{"by", fmt.Sprintf("newsdex %s, format %d", s.Version, s.Format)},
	}).lines() {
		fmt.Fprintln(out, line)
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

// openError adds what to do about an index that cannot be opened.
func openError(path string, err error) error {
	if fi, serr := os.Stat(path); errors.Is(err, index.ErrNoIndex) && serr == nil && fi.IsDir() {
		return fmt.Errorf("%w; to make an index of the articles in it: newsdex index -o news.idx %s", err, path)
	}
	return err
}
