package index

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"time"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/schema"
)

// Format is the version of the index format that this package writes. [Open] reads it and
// format 9. [Rebuild] converts an index of an older format, unless it is too old.
//
//	1  the first
//	2  names and the keys of titles, for columns
//	3  dates in the frequencies of a term; texts of stored articles before the rest
//	4  checksums of pointer, manifest and files
//	5  places of words in their frequencies; stored articles compressed with zstd
//	6  checksums of blocks
//	7  numbers of postings in two parts
//	8  sources, and texts aside; stop words do not count in lengths
//	9  lists and columns beside the postings that Bleve reads
//	10 stored articles compressed with dictionaries, and their fields no longer JSON
const Format = 10

// oldestOpened is the first format whose indexes are read and changed as they are. An
// update of one makes an index of [Format] in which older articles are stored as they were.
const oldestOpened = 9

// oldestStored is the first format whose stored articles, originals and templates are read,
// even if it stores the words of the articles differently. Rebuild and Repair read indexes from
// this format on. Package record reads the articles of formats 5 to 9 too. In format 4 stored
// articles were compressed differently and as one part. A change of how any of the three is
// stored must raise oldestStored to the new format, or read both formats.
const oldestStored = 5

// Totals are sums over all articles of an index, for scorers.
type Totals struct {
	// Articles is the number of articles.
	Articles int64 `json:"articles"`
	// Lengths are the sums of the lengths of each text field (package schema), by
	// [schema.TextField].
	Lengths [schema.TextFields]int64 `json:"lengths"`
}

func (t *Totals) add(lengths [schema.TextFields]int, sign int64) {
	t.Articles += sign
	for i, n := range lengths {
		t.Lengths[i] += sign * int64(n)
	}
}

func (t *Totals) merge(d Totals) {
	t.Articles += d.Articles
	for i, n := range d.Lengths {
		t.Lengths[i] += n
	}
}

// A Manifest describes a generation. It is written once, after all other files of the
// generation are complete and before the generation is published.
//
// It is a JSON file whose last member is the [disk.Checksum] of the file with eight zeros in
// the checksum's place. Every later format will keep this.
type Manifest struct {
	Format  int       `json:"format"`  // see [Format]
	Version string    `json:"version"` // version of the newsdex that made it
	Created time.Time `json:"created"` // start of the run that made it
	// Generation is the name of the generation, so that one cannot be mistaken for
	// another.
	Generation string `json:"generation,omitempty"`
	// Fingerprints are the versions of cleaning, analysis and schema of the articles.
	Fingerprints Fingerprints `json:"fingerprints"`
	// Libraries are the versions of the modules whose code the files depend on.
	Libraries map[string]string `json:"libraries,omitempty"`
	// Totals are sums over all articles, for scorers.
	Totals Totals `json:"totals"`
	// Run are the results of the run that made the generation.
	Run Stats `json:"run"`
	// Files are all files of the generation except the manifest.
	Files []disk.File `json:"files,omitempty"`
}

// The end of the file, and the position of its checksum.
const (
	manifestTail = `,
  "checksum": "00000000"
}
`
	manifestSum = len(manifestTail) - len("00000000\"\n}\n")
)

// seal returns b, a JSON object, with its checksum.
func seal(b []byte) []byte {
	b = append(bytes.TrimSuffix(b, []byte("\n}")), manifestTail...)
	at := len(b) - len(manifestTail) + manifestSum
	copy(b[at:], disk.ChecksumOf(b).String())
	return b
}

// unseal reports whether b ends in a checksum, and whether the checksum is correct.
func unseal(b []byte) (sealed, right bool) {
	at := len(b) - len(manifestTail) + manifestSum
	if at < manifestSum || at > len(b) {
		return false, false
	}
	var sum disk.Checksum
	err := sum.UnmarshalText(b[at : at+8])
	plain := bytes.Clone(b)
	copy(plain[at:], "00000000")
	return bytes.HasSuffix(plain, []byte(manifestTail)), err == nil && sum == disk.ChecksumOf(plain)
}

// readManifest reads the manifest of the generation folder dir. Its format must be
// oldest or later.
func readManifest(dir string, oldest int) (Manifest, error) {
	b, err := manifestBytes(dir)
	if err != nil {
		return Manifest{}, err
	}
	return parseManifest(dir, b, oldest)
}

// manifestBytes reads the file of the manifest of the generation folder dir, none of
// whose folders may be something else.
func manifestBytes(dir string) ([]byte, error) {
	if err := disk.CheckFolders(dir); err != nil {
		return nil, err
	}
	name := filepath.Join(dir, disk.ManifestFile)
	b, err := disk.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &disk.CorruptError{Path: name, Problem: "the manifest is missing"}
	}
	return b, err
}

// parseManifest is like readManifest but for the bytes of the manifest.
func parseManifest(dir string, b []byte, oldest int) (Manifest, error) {
	name := filepath.Join(dir, disk.ManifestFile)
	damaged := func(problem string, err error) (Manifest, error) {
		return Manifest{}, &disk.CorruptError{Path: name, Problem: problem, Err: err}
	}
	sealed, right := unseal(b)
	if sealed && !right {
		return damaged("the manifest is not as it was written: its checksum is another one", nil)
	}
	var format struct {
		Format int `json:"format"`
	}
	if err := json.Unmarshal(b, &format); err != nil {
		return damaged("the manifest cannot be read", err)
	}
	switch {
	case format.Format > Format:
		return Manifest{}, &NewerError{Path: filepath.Dir(dir), Format: format.Format}
	case format.Format < 1:
		return damaged(fmt.Sprintf("the manifest names format %d", format.Format), nil)
	case format.Format < oldest:
		return Manifest{}, &OlderError{Path: filepath.Dir(dir), Format: format.Format}
	case !sealed:
		return damaged("the manifest is cut off", nil)
	}
	var m Manifest
	if err := json.Unmarshal(b, &m); err != nil {
		return damaged("the manifest cannot be read", err)
	}
	if m.Generation != filepath.Base(dir) {
		return damaged(fmt.Sprintf("the manifest is that of %s", m.Generation), nil)
	}
	if err := disk.CheckNames(m.Files); err != nil {
		return damaged("the manifest names files that newsdex does not make", err)
	}
	return m, nil
}

// readNamed is like readManifest but for the generation that a pointer names.
func readNamed(path string, p pointer, oldest int) (Manifest, error) {
	dir := filepath.Join(path, p.gen)
	b, err := manifestBytes(dir)
	if err != nil {
		return Manifest{}, err
	}
	m, err := parseManifest(dir, b, oldest)
	if err == nil && disk.ChecksumOf(b) != p.manifest {
		name := filepath.Join(dir, disk.ManifestFile)
		err = &disk.CorruptError{Path: name, Problem: fmt.Sprintf("the manifest is another one than the pointer %s names", filepath.Join(path, disk.CurrentFile))}
	}
	return m, err
}

// writeManifest writes the manifest into the generation folder dir, whose other
// files are complete.
func writeManifest(d disk.Disk, m Manifest, dir string) error {
	b, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	return d.WriteSynced(filepath.Join(dir, disk.ManifestFile), seal(b))
}
