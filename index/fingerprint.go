package index

import (
	"fmt"
	"runtime/debug"

	"github.com/newsdex/newsdex/analyze"
	"github.com/newsdex/newsdex/ingest"
)

// SchemaVersion is the version of the fields that an article becomes (schema/fields.go,
// record/document.go). It is raised with every change of them, so that an older index
// is recognized. A test holds outputs that fail if the version was not raised.
const SchemaVersion = 4

// Fingerprints are the versions of the steps that turn an article into an index entry.
// A query that is analysed differently from the articles silently finds too little.
type Fingerprints struct {
	Analysis int `json:"analysis"` // see [analyze.Version]
	Schema   int `json:"schema"`   // see [SchemaVersion]
	// Cleaning is the least [ingest.CleaningVersion] of all articles. A different
	// version does not make a search wrong.
	Cleaning int `json:"cleaning"`
}

// currentFingerprints returns the fingerprints of this program.
func currentFingerprints() Fingerprints {
	return Fingerprints{Analysis: analyze.Version, Schema: SchemaVersion, Cleaning: ingest.CleaningVersion}
}

// check returns a [*FingerprintError] for an index that this program's analysis and
// schema cannot search.
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

// A FingerprintError reports an index whose analysis or schema differs from this
// newsdex's. [Rebuild] makes it anew.
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

// libraries are the modules whose code determines the contents of an index's files.
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
