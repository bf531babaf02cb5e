package index

import (
	"time"
)

// summary returns the manifest of a generation written on top of one with the manifest
// base, without its files. cleaned reports whether the run cleaned the articles that it
// wrote.
func (w *writer) summary(base Manifest, start time.Time, cleaned bool) Manifest {
	prints := currentFingerprints()
	if int64(len(w.seen)) < w.totals.Articles || !cleaned || w.intake != nil && w.intake.stats.Passed > 0 {
		// Some articles keep their earlier cleaning.
		prints.Cleaning = min(prints.Cleaning, base.Fingerprints.Cleaning)
	}
	return Manifest{
		Format: Format, Version: Version(), Created: start.UTC(), Fingerprints: prints, Libraries: libraryVersions(),
		Totals: w.totals, Run: w.stats,
	}
}

// manifest returns the manifest of the complete generation.
func (r *run) manifest() (Manifest, error) {
	m := r.w.summary(r.from, r.start, r.o.cleaning == 0)
	m.Generation = r.name
	var err error
	m.Files, err = r.o.disk.ListFiles(r.dir, r.o.blockBits, r.known)
	return m, err
}
