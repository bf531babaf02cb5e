package index

import (
	"fmt"
	"runtime/debug"

	"github.com/newsdex/newsdex/analyze"
	"github.com/newsdex/newsdex/ingest"
)

// SchemaVersion is the version of the fields that an article becomes (schema/fields.go,
// record/document.go). It is raised with every change of them, so that an index that was
// made before is known. A test holds outputs that fail when that was forgotten.
const SchemaVersion = 2

// Fingerprints are the versions of what an article goes through on its way into
// an index. A search that analyses a query in another way than the articles were
// analysed finds less than there is, and says nothing.
type Fingerprints struct {
	Analysis int `json:"analysis"` // see [analyze.Version]
	Schema   int `json:"schema"`   // see [SchemaVersion]
	// Cleaning is the least [ingest.CleaningVersion] of all articles. Another one
	// does not make a search wrong.
	Cleaning int `json:"cleaning"`
}

// currentFingerprints returns the fingerprints of this package and those it uses.
func currentFingerprints() Fingerprints {
	return Fingerprints{Analysis: analyze.Version, Schema: SchemaVersion, Cleaning: ingest.CleaningVersion}
}

// check returns a [*FingerprintError] for an index that cannot be searched with
// the analysis and the schema of this package.
func (f Fingerprints) check(path string) error {
	now := currentFingerprints()
	switch {
	case f.Analysis != now.Analysis:
		return &FingerprintError{Path: path, Of: "analysis", Had: f.Analysis, Want: now.Analysis}
	case f.Schema != now.Schema:
		return &FingerprintError{Path: path, Of: "schema", Had: f.Schema, Want: now.Schema}
	}
	return nil
}

// A FingerprintError says that the articles of an index were analysed, or made
// into fields, in another way than this newsdex does. [Rebuild] makes it anew.
type FingerprintError struct {
	Path      string // the index
	Of        string // "analysis" or "schema"
	Had, Want int    // its version in the index, and in this newsdex
}

// Error names the index and both versions.
func (e *FingerprintError) Error() string {
	return fmt.Sprintf("%s: the index was made with version %d of the %s and this newsdex has version %d",
		e.Path, e.Had, e.Of, e.Want)
}

// libraries are the modules whose code decides what the files of an index hold.
var libraries = []string{
	"github.com/blevesearch/bleve/v2",
	"github.com/blevesearch/zapx/v17",
	"github.com/blevesearch/vellum",
	"github.com/RoaringBitmap/roaring/v2",
	"github.com/kljensen/snowball",
	"golang.org/x/text",
}

// libraryVersions returns the versions of the libraries in this program.
func libraryVersions() map[string]string {
	versions := make(map[string]string)
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return nil
	}
	for _, d := range info.Deps {
		for _, name := range libraries {
			if d.Path == name {
				versions[name] = d.Version
			}
		}
	}
	return versions
}
