package ingest

import (
	"context"
	"io"
	"iter"
)

// A FileSource reads articles from files; [Files] makes one. Its fields may be
// set before the first use. It is safe for concurrent use unless it reads
// standard input.
type FileSource struct {
	// Paths are what Files was given.
	Paths []string
	// Stdin is read for the path "-"; nil means os.Stdin.
	Stdin io.Reader
	// MaxArticle is the limit of one article, in bytes: of a text file, or of
	// a line of a .jsonl file. What is longer is an error and is not held in
	// memory. 0 means 16 MiB.
	MaxArticle int
	// Fields says under which names the fields of records are looked for: the
	// keys are of [FieldNames] ("text"), the values names as the records have
	// them, in any case of letters, in the order of preference; "a.b" is the
	// field b of the object a. They take the place of that field's row in the
	// table of [FieldNames]; other fields keep theirs.
	Fields map[string][]string
	// Skip, if not nil, is asked of every file and folder below a folder that
	// was given, by its name as messages write it; what it is true of is
	// passed over without a word, a folder with all below it.
	Skip func(name string, folder bool) bool
	// Origins has each article carry what it was made of: see [Article].Origin.
	Origins bool
	// OnSkipped, if not nil, is called at the end of each pass, once for each
	// kind of thing that was passed over because newsdex does not read that
	// form. Only what a folder, a pattern or an archive holds is passed over:
	// a file that was named by itself is an error.
	OnSkipped func(Skipped)
}

// Files returns the source of the articles in paths: files, folders with all
// below them, glob patterns as of [filepath.Match], and "-" for standard input.
// A folder is read in the order of its names, so the sequence is the same every
// time; names that begin with "." are skipped, and so is a folder that was read
// already, by whatever link. A file that several paths lead to is read once.
//
// The extension names the form, of a name without one the content: see the
// package's documentation for the table, and for what files may be packed in.
//
// An article's Path is its place below the folder given, or the base name of a
// file given itself; of a member of an archive, the archive's and then its own:
// "dump.zip/2025/a.txt". Where a second file would get a path that the run has
// seen, it gets as many of its parent folders in front as make it differ.
func Files(paths ...string) *FileSource { return &FileSource{Paths: paths} }

// Articles yields the articles of every path, in the order of the paths, and an
// [*InputError] for each input that cannot be read.
func (s *FileSource) Articles(ctx context.Context) iter.Seq2[Article, error] {
	return func(yield func(Article, error) bool) {
		o := walkOptions{Stdin: s.Stdin, MaxArticle: s.MaxArticle, Fields: s.Fields, Skip: s.Skip, Origins: s.Origins}
		if s.OnSkipped != nil {
			o.OnSkipped = func(p passedOver) { s.OnSkipped(Skipped(p)) }
		}
		readPaths(ctx, s.Paths, o, func(r record, err error) bool { return yield(articleOf(r), inputError(err)) })
	}
}

// articleOf returns a record as a raw article.
func articleOf(r record) Article {
	a := Article{
		ID: r.ID, URL: r.URL, Path: r.Path, File: r.File, Title: r.Title, Deck: r.Deck, Body: r.Body, Outlet: r.Outlet,
		Authors: r.Authors, Published: r.Published, PublishedLayout: r.PublishedLayout,
		Updated: r.Updated, UpdatedLayout: r.UpdatedLayout, Retrieved: r.Retrieved,
		Language: r.Language, Section: r.Section, Tags: r.Tags, Origin: (*Origin)(r.Origin),
	}
	if len(r.Repairs) > 0 {
		a.Repairs = withRepairs(nil, r.Repairs...)
	}
	for _, c := range r.Found {
		sources := make([]Provenance, len(c.Sources))
		for i, s := range c.Sources {
			sources[i] = provenanceOf(s)
		}
		a.Found = append(a.Found, Candidate{Field: c.Field, Value: c.Value, Sources: sources, Chosen: c.Chosen, Refused: c.Refused})
	}
	return a
}
