package index

import (
	"context"
	"path"
	"strings"
	"time"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/schema"
)

// An Overview holds figures about the contents of an index.
type Overview struct {
	Outlets int `json:"outlets"` // different ones
	Authors int `json:"authors"` // different ones
	// First and Last are the earliest and the latest date of an article, in UTC; zero
	// if none has a date.
	First   time.Time `json:"first"`
	Last    time.Time `json:"last"`    // see First
	Undated int       `json:"undated"` // articles without a date
	// Parts are the sizes in bytes of the generation's files by kind. "segments" are
	// words and stored articles; "segment list" and "manifest" list the files;
	// "checksums" are those of the blocks of large files; other kinds are named for
	// their folder or file.
	Parts map[string]int64 `json:"parts"`
}

// Overview counts outlets, authors and dates of the snapshot's articles, and the bytes
// of its files. It reads the columns of these fields once. For an index in memory Parts
// is empty.
func (s *Snapshot) Overview(ctx context.Context) (Overview, error) {
	o := Overview{Parts: map[string]int64{}}
	held, err := s.Hold()
	if err != nil {
		return o, err
	}
	defer held.Close()
	for f, n := range map[string]*int{schema.OutletName: &o.Outlets, schema.AuthorName: &o.Authors} {
		c, err := s.Postings().Column(ctx, f)
		if err != nil {
			return o, err
		}
		*n = len(c.Values())
	}
	first, last := int64(schema.NoDate), int64(schema.NoDate)
	for _, seg := range s.Postings().Segments() {
		dates, err := seg.Published()
		if err != nil {
			return o, err
		}
		for it := seg.All().Iterator(); it.HasNext(); {
			at := dates[it.Next()]
			if at == schema.NoDate {
				o.Undated++
				continue
			}
			if first == schema.NoDate || at < first {
				first = at
			}
			last = max(last, at)
		}
	}
	if first != schema.NoDate {
		o.First, o.Last = time.Unix(first, 0).UTC(), time.Unix(last, 0).UTC()
	}
	for _, f := range s.Manifest().Files {
		o.Parts[partOf(f.Name)] += f.Size
	}
	return o, nil
}

// partOf returns the kind of a file of a generation.
func partOf(name string) string {
	top, _, _ := strings.Cut(name, "/")
	switch {
	case path.Ext(name) == ".zap":
		return "segments"
	case top == disk.BleveDir:
		return "segment list"
	case name == disk.BlocksFile:
		return "checksums"
	}
	return top
}

// Generations returns the names of the generations in an index folder: the current one,
// and any that a run has left or is making.
func Generations(path string) ([]string, error) { return generations(path) }
