package index

import (
	"path/filepath"
	"time"

	"github.com/newsdex/newsdex/index/internal/disk"
)

// summary returns the manifest of what was written upon a generation with the
// manifest base, without its files.
func (w *writer) summary(base Manifest, start time.Time) Manifest {
	prints := CurrentFingerprints()
	if int64(len(w.seen)) < w.totals.Articles || w.o.cleaning > 0 {
		// Some articles are as they were cleaned before.
		prints.Cleaning = min(prints.Cleaning, base.Fingerprints.Cleaning)
	}
	return Manifest{
		Format: Format, Version: Version(), Created: start.UTC(), Fingerprints: prints, Libraries: libraryVersions(),
		Totals: w.totals, Run: w.stats,
	}
}

// manifest returns the manifest of the complete generation in folder dir; known
// are the files of it whose checksums are known.
func (w *writer) manifest(base Manifest, start time.Time, dir string, known map[string]disk.CheckedFile) (Manifest, error) {
	m := w.summary(base, start)
	m.Generation = filepath.Base(dir)
	var err error
	m.Files, err = w.o.disk.ListFiles(dir, w.o.BlockBits, known)
	return m, err
}
