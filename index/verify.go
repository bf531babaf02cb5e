package index

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/postings"
)

// A Verification is the result of [Verify].
type Verification struct {
	Generation string    `json:"generation"` // the generation that was checked
	Files      int       `json:"files"`      // number of files whose checksums were checked
	Bytes      int64     `json:"bytes"`      // bytes in these files
	Articles   int       `json:"articles"`   // number of articles analysed again and compared
	Terms      int64     `json:"terms"`      // number of terms of all fields and segments
	Postings   int64     `json:"postings"`   // number of postings of these terms
	Problems   []Problem `json:"problems"`   // problems found; empty if there are none
}

// A Problem is one defect of an index.
type Problem struct {
	Path    string `json:"path"`              // the file or folder
	Article string `json:"article,omitempty"` // ID of the article concerned, if any
	Problem string `json:"problem"`           // a sentence about it
}

// String returns the problem on one line, after the file or folder.
func (p Problem) String() string {
	if p.Article != "" {
		return fmt.Sprintf("%s: article %s: %s", p.Path, p.Article, p.Problem)
	}
	return p.Path + ": " + p.Problem
}

// maxProblems is the limit of listed problems of stored articles and terms. More of
// them would tell nothing new.
const maxProblems = 100

// Verify checks whether the current generation of the index in the folder path is as it
// was written, and whether its parts agree. It checks the checksum of every file; that
// there is no other file; that every ID is unique; and that the terms, frequencies,
// lengths, dates, columns and totals match those of the stored articles when they are
// analysed again. It changes nothing, and may be called while the index is read and
// written.
//
// Defects are listed in the result. The error is ctx's when that is done, or the error
// of [Open] if there is no index or one of another format. Verify takes about as long
// as building the index.
func Verify(ctx context.Context, path string) (Verification, error) {
	for {
		v, err := verifyCurrent(ctx, path)
		if err != nil || len(v.Problems) == 0 {
			return v, err
		}
		// A writer that publishes meanwhile removes the generation being checked.
		if now, err := currentGeneration(path); err != nil || now == v.Generation {
			return v, ctx.Err()
		}
	}
}

func verifyCurrent(ctx context.Context, path string) (Verification, error) {
	v := Verification{Problems: []Problem{}}
	p, err := currentPointer(path)
	if err != nil {
		return v, v.note(err)
	}
	v.Generation = p.gen
	dir := filepath.Join(path, p.gen)
	m, err := readNamed(path, p, oldestOpened)
	if err != nil {
		return v, v.note(err)
	}
	v.Files = len(m.Files)
	for _, f := range m.Files {
		v.Bytes += f.Size
	}
	files, err := disk.CheckFiles(dir, m.Files, nil, true)
	if err := v.note(err); err != nil {
		return v, err
	}
	others, err := strangers(dir, m.Files)
	if err != nil {
		return v, err
	}
	for _, name := range others {
		v.Problems = append(v.Problems, Problem{Path: filepath.Join(dir, filepath.FromSlash(name)), Problem: "it is no part of the index"})
	}
	if files == nil {
		return v, ctx.Err() // the parts cannot agree
	}
	g, err := openFiles(path, m, postings.NewCache(0), files)
	if err != nil {
		return v, v.note(err)
	}
	c := comparison{v: &v, dir: dir, m: m}
	if err := m.Fingerprints.check(path); err != nil {
		v.Problems = append(v.Problems, Problem{Path: dir, Problem: err.Error()})
		c.another = true
	}
	return v, errors.Join(c.run(ctx, &Snapshot{gen: g}), g.release())
}

// note records the damage that an error reports, and returns the rest of the error.
func (v *Verification) note(err error) error {
	if err == nil {
		return nil
	}
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		var left []error
		for _, err := range many.Unwrap() {
			left = append(left, v.note(err))
		}
		return errors.Join(left...)
	}
	var corrupt *disk.CorruptError
	if !errors.As(err, &corrupt) {
		return err
	}
	p := Problem{Path: corrupt.Path, Problem: corrupt.Problem}
	if corrupt.Err != nil {
		p.Problem += ": " + corrupt.Err.Error()
	}
	v.Problems = append(v.Problems, p)
	return nil
}

// strangers returns the files in a generation folder that are not in its manifest.
func strangers(dir string, files []disk.File) ([]string, error) {
	names, err := disk.GenerationFiles(dir)
	if err != nil {
		return nil, err
	}
	known := make(map[string]bool, len(files))
	for _, f := range files {
		known[f.Name] = true
	}
	return slices.DeleteFunc(names, func(name string) bool { return known[name] }), nil
}
