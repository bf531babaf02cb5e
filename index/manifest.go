package index

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// Format is the version of the index format that this package writes, and the
// only one that it reads. An index of another format has to be built again.
//
//	1  the first
//	2  names and the keys of titles, for columns
//	3  dates in the frequencies of a term; texts of stored articles before the rest
const Format = 3

// Totals are the sums over all articles of an index that a scorer needs.
type Totals struct {
	// Articles is the number of articles.
	Articles int64 `json:"articles"`
	// Positions is the number of positions in each text field, by [TextField].
	Positions [TextFields]int64 `json:"positions"`
}

func (t *Totals) add(lengths [TextFields]int, sign int64) {
	t.Articles += sign
	for i, n := range lengths {
		t.Positions[i] += sign * int64(n)
	}
}

func (t *Totals) merge(d Totals) {
	t.Articles += d.Articles
	for i, n := range d.Positions {
		t.Positions[i] += n
	}
}

// A Manifest says what a generation is. It is written once, before the
// generation is published.
type Manifest struct {
	Format  int       `json:"format"`
	Version string    `json:"version"` // of newsdex, that made it
	Created time.Time `json:"created"`
	Totals  Totals    `json:"totals"`
}

const manifestFile = "manifest.json"

// readManifest reads the manifest of the generation folder dir.
func readManifest(dir string) (Manifest, error) {
	name := filepath.Join(dir, manifestFile)
	b, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return Manifest{}, &CorruptError{Path: name, Problem: "the manifest is missing"}
	}
	if err != nil {
		return Manifest{}, err
	}
	var format struct {
		Format int `json:"format"`
	}
	if err := json.Unmarshal(b, &format); err != nil {
		return Manifest{}, &CorruptError{Path: name, Problem: "the manifest cannot be read", Err: err}
	}
	if format.Format > Format {
		return Manifest{}, &NewerError{Path: filepath.Dir(dir), Format: format.Format}
	}
	var m Manifest
	if err := json.Unmarshal(b, &m); err != nil {
		return Manifest{}, &CorruptError{Path: name, Problem: "the manifest cannot be read", Err: err}
	}
	switch {
	case m.Format < 1:
		return Manifest{}, &CorruptError{Path: name, Problem: fmt.Sprintf("the manifest names format %d", m.Format)}
	case m.Format < Format:
		return Manifest{}, &OlderError{Path: filepath.Dir(dir), Format: m.Format}
	}
	return m, nil
}

// write writes the manifest into the generation folder dir and syncs it.
func (m Manifest) write(dir string) error {
	b, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	return writeSynced(filepath.Join(dir, manifestFile), append(b, '\n'))
}
