package index

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/newsdex/newsdex/index/internal/record"
	"github.com/newsdex/newsdex/ingest"
)

// A Source is a folder, or a single file, whose articles an index holds. It stays the same
// source when it is moved or renamed as a whole.
type Source struct {
	// Name is the name of the source: the one that the user gave, or else the place
	// where it was first read.
	Name string `json:"name"`
	// Place is the folder or file where it was last read, an absolute path; "" for
	// standard input and for articles that a program made.
	Place string `json:"place"`
	// Files is the number of its files whose state is known.
	Files int `json:"files"`
}

// A knownSource is a source with the states of its files.
type knownSource struct {
	number uint32 // in the records of its articles: a hash of the name
	name   string
	place  string // absolute, without links; "" for StandardInput and Program
	isFile bool   // place is a single file
	files  map[string]fileState
	count  int // number of files, also where their states are not read
}

// A fileState is the state in which a file was read as a whole.
type fileState struct {
	size, modified, changed int64
	inode, device           uint64
	hash                    [16]byte
	read                    int64  // time of the reading, in nanoseconds since 1970
	options                 uint64 // hash of the options of the reading: see optionsOf
	stale                   bool   // the index holds texts that the file had no more
}

// A sourceTable holds the sources of an index. It is for one goroutine, unless nothing
// changes it.
type sourceTable struct {
	sources map[uint32]*knownSource
	changed bool // more than the time of a reading has changed
	// grouped says that the texts of a page which are revisions of one article are one
	// article, as [Ingest] makes it by default. Otherwise each text is an article.
	grouped bool
}

func newSourceTable() *sourceTable { return &sourceTable{sources: map[uint32]*knownSource{}} }

// clone returns a copy that may be changed.
func (t *sourceTable) clone() *sourceTable {
	c := newSourceTable()
	c.grouped = t.grouped
	for number, s := range t.sources {
		k := *s
		k.files = maps.Clone(s.files)
		c.sources[number] = &k
	}
	return c
}

// sorted returns the sources by name.
func (t *sourceTable) sorted() []*knownSource {
	return slices.SortedFunc(maps.Values(t.sources), func(a, b *knownSource) int {
		return cmp.Or(cmp.Compare(a.name, b.name), cmp.Compare(a.number, b.number))
	})
}

// locate returns the root and the file of a place, for people.
func (t *sourceTable) locate(number uint32, place string) (root, file string) {
	s := t.sources[number]
	switch {
	case number == record.StandardInput:
		return ingest.StandardInput, "standard input"
	case s == nil || s.place == "":
		return "", ""
	}
	return s.place, record.FileAt(s.place, s.isFile, place)
}

// placeFor returns where an entry was read, for people: a file, with the number of a record.
func (t *sourceTable) placeFor(rec *record.Record) string {
	_, file := t.locate(rec.Source, rec.Article.Place)
	if parts := strings.Split(rec.Article.Place, "\t"); len(parts) == 3 {
		file += ":" + parts[2]
	}
	return cmp.Or(file, rec.Article.Path, rec.BaseID())
}

// nameOf returns the name of the source with a number, "" for those without a name.
func (t *sourceTable) nameOf(number uint32) string {
	switch s := t.sources[number]; {
	case s != nil:
		return s.name
	case number == record.StandardInput:
		return "standard input"
	}
	return ""
}

// folderOf returns the name of the source with a number without that of a single file.
func (t *sourceTable) folderOf(number uint32) string {
	s := t.sources[number]
	if s != nil && s.isFile && filepath.IsAbs(s.name) {
		return strings.TrimSuffix(filepath.Dir(s.name), string(filepath.Separator))
	}
	return t.nameOf(number)
}

// named returns the source with a name, or nil.
func (t *sourceTable) named(name string) *knownSource {
	for _, s := range t.sources {
		if s.name == name {
			return s
		}
	}
	return nil
}

// at returns the source at a place, or nil.
func (t *sourceTable) at(place string) *knownSource {
	for _, s := range t.sources {
		if s.place == place && place != "" {
			return s
		}
	}
	return nil
}

// around returns the source whose folder holds path, the outermost if there are several,
// and the path below it.
func (t *sourceTable) around(path string) (s *knownSource, rel string) {
	for _, k := range t.sources {
		if k.isFile || k.place == "" || s != nil && len(k.place) >= len(s.place) {
			continue
		}
		if r, err := filepath.Rel(k.place, path); err == nil && filepath.IsLocal(r) {
			s, rel = k, r
		}
	}
	return s, rel
}

// add adds a source at a place.
func (t *sourceTable) add(name, place string, isFile bool) *knownSource {
	if name == "" {
		name = place
		for n := 2; t.named(name) != nil; n++ { // a source that was moved away has this name
			name = fmt.Sprintf("%s (%d)", place, n)
		}
	}
	s := &knownSource{number: t.number(name), name: name, place: place, isFile: isFile, files: map[string]fileState{}}
	t.sources[s.number] = s
	t.changed = true
	return s
}

// number returns a number that no source has yet for a source with a name.
func (t *sourceTable) number(name string) uint32 {
	n := uint32(ingest.NameHash(name) >> 32)
	for {
		if _, taken := t.sources[n]; n >= record.FirstSource && !taken {
			return n
		}
		n++
	}
}

// settle returns the number of the source of an article and the article as the index keeps
// it: with its place below that source. Source and File of the article are cleared.
func (t *sourceTable) settle(a ingest.Article) (uint32, ingest.Article) {
	root := a.Source
	switch root {
	case "":
		return 0, a
	case ingest.StandardInput:
		a.Source, a.File = "", ""
		return record.StandardInput, a
	}
	s := t.at(root)
	if s == nil {
		isFile := isFileRoot(root, a.Place)
		if outer, rel := t.around(root); outer != nil {
			a = below(a, rel, isFile)
			s = outer
		} else {
			s = t.add("", root, isFile)
		}
	}
	a.Source, a.File = "", ""
	return s.number, a
}

// isFileRoot reports whether root, at which an article is at a place, is a file.
func isFileRoot(root, place string) bool {
	if info, err := os.Stat(root); err == nil {
		return !info.IsDir()
	}
	name, _, _ := strings.Cut(place, "\t")
	return name == ingest.EscapeName(filepath.Base(root))
}

// below returns the article with its place below a folder around its root; rel is the path
// of the root below that folder.
func below(a ingest.Article, rel string, isFile bool) ingest.Article {
	if isFile {
		rel = filepath.Dir(rel) // the place begins with the file's name
	}
	if rel == "." {
		return a
	}
	prefix := ingest.EscapeName(filepath.ToSlash(rel)) + "/"
	if a.ID == a.Path {
		a.ID = prefix + a.Path
	}
	a.Place, a.Path = prefix+a.Place, prefix+a.Path
	return a
}

// forget forgets the state of the file of an entry, so that it is read again.
func (t *sourceTable) forget(rec *record.Record) {
	source, file, _ := record.ParseKey(rec.Key())
	if s := t.sources[source]; s != nil {
		delete(s.files, file)
	}
}

// Sources returns the sources of the articles, by name.
func (s *Snapshot) Sources() []Source {
	var all []Source
	for _, k := range s.gen.sources.sorted() {
		all = append(all, Source{Name: k.name, Place: k.place, Files: max(k.count, len(k.files))})
	}
	return all
}
