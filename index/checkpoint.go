package index

import (
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/newsdex/newsdex/index/internal/disk"
)

// A named run ([Options]) leaves checkpoints. For a checkpoint it lets its workers
// finish, closes the generation that it writes, seals and syncs it as for publishing,
// and continues in a new generation that begins with links to those files. The file
// RESUME names the last checkpoint. The next run of that name on the same base begins
// with its contents.
//
// That run reads all its articles again. Changes in the checkpoint that this run does
// not make again are set back to the state in the base: articles that do not come
// again, and deletions that are no longer wanted (resume.go). So no unfinished change
// is ever published.

// A checkpoint is the content of the file RESUME, in JSON and sealed like a manifest.
type checkpoint struct {
	Run      string        `json:"run"`      // the run's name and options: see [runName]
	Base     string        `json:"base"`     // the generation that it follows, or ""
	BaseSum  disk.Checksum `json:"base_sum"` // checksum of Base's manifest
	Kept     string        `json:"kept"`     // the generation with the progress
	Manifest disk.Checksum `json:"manifest"` // checksum of Kept's manifest
}

// runName identifies the work of a run: two runs on one base with the same runName and
// the same articles have the same result.
func runName(o Options) string {
	b, _ := json.Marshal([]any{o.Resume, o.Prune, o.Delete, o.NoOriginals, o.KeepOriginals}) // strings and such only
	return fmt.Sprintf("%s %08x", o.Resume, crc32.ChecksumIEEE(b))
}

// readCheckpoint reads the checkpoint of an index folder, if there is one.
func readCheckpoint(path string) (c checkpoint, ok bool) {
	b, err := disk.ReadFile(filepath.Join(path, disk.ResumeFile))
	if err != nil {
		return c, false
	}
	sealed, right := unseal(b)
	if !sealed || !right || json.Unmarshal(b, &c) != nil {
		return checkpoint{}, false
	}
	return c, generationNumber(c.Kept) > 0
}

// CanResume reports whether the folder path holds the progress of a named run that did
// not finish: see [Options].
func CanResume(path string) bool {
	_, ok := readCheckpoint(path)
	return ok
}

// removeCheckpoint removes the file RESUME but not the generation that it names.
func removeCheckpoint(d disk.Disk, path string) error {
	name := filepath.Join(path, disk.ResumeFile)
	if _, err := os.Lstat(name); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return d.RemoveAll(name)
}

// cleanUp removes the remains of an unfinished run, except a checkpoint that this run
// can continue: it sets r.saved to that and returns its manifest. If the pointer is
// damaged nothing is removed, because one of the generations was the published one.
func (r *run) cleanUp() (Manifest, error) {
	d := r.o.disk
	published, err := currentGeneration(r.path)
	if err != nil && !errors.Is(err, ErrNoIndex) {
		return Manifest{}, nil
	}
	// The pointer may have been set by a run that was killed right afterwards. A loss
	// of power must not set it back to a generation that is removed here.
	if err := d.Sync(r.path); err != nil {
		return Manifest{}, err
	}
	kept, ok := r.usable()
	if ok {
		r.saved = kept.Generation
	} else if err := removeCheckpoint(d, r.path); err != nil {
		return Manifest{}, err
	}
	return kept, errors.Join(
		d.RemoveAll(filepath.Join(r.path, disk.CurrentFile+".new")),
		d.RemoveAll(filepath.Join(r.path, disk.ResumeFile+".new")),
		removeGenerations(d, r.path, published, r.saved, r.o.source))
}

// usable returns the manifest of the checkpoint if this run can continue from it.
func (r *run) usable() (Manifest, bool) {
	c, ok := readCheckpoint(r.path)
	if !ok || r.o.Resume == "" || c.Run != runName(r.o.Options) || c.Base != r.base {
		return Manifest{}, false
	}
	if sum, err := manifestChecksum(r.path, r.base); err != nil || sum != c.BaseSum {
		return Manifest{}, false
	}
	m, err := readNamed(r.path, pointer{c.Kept, c.Manifest}, oldestOpened)
	if err != nil || m.Fingerprints != currentFingerprints() && c.Base == "" || m.Fingerprints.check(r.path) != nil || m.Version != Version() {
		return Manifest{}, false
	}
	if _, err := disk.CheckFiles(filepath.Join(r.path, c.Kept), m.Files, nil, false); err != nil {
		return Manifest{}, false
	}
	return m, true
}

// manifestChecksum returns the checksum of a generation's manifest; 0 for no
// generation.
func manifestChecksum(path, gen string) (disk.Checksum, error) {
	if gen == "" {
		return 0, nil
	}
	b, err := os.ReadFile(filepath.Join(path, gen, disk.ManifestFile))
	return disk.ChecksumOf(b), err
}

// save makes a checkpoint of the generation written so far and continues in a new one.
// No worker is active.
func (r *run) save() error {
	if err := errors.Join(r.keepOriginals(true), r.close()); err != nil {
		return err
	}
	r.async.stop()
	if err := r.seal(); err != nil {
		return err
	}
	if err := r.keep(); err != nil {
		return fmt.Errorf("keep what was done: %w", err)
	}
	before := r.saved
	r.saved, r.name, r.dir = r.name, "", "" // the checkpoint stays if the run fails from here on
	if err := r.begin(r.saved); err != nil {
		return fmt.Errorf("go on after a checkpoint: %w", err)
	}
	if before == "" {
		return nil
	}
	return r.o.disk.RemoveAll(filepath.Join(r.path, before))
}

// keep makes the sealed generation the last checkpoint.
func (r *run) keep() error {
	d := r.o.disk
	c := checkpoint{Run: runName(r.o.Options), Base: r.base, Kept: r.name}
	var err, kerr error
	c.BaseSum, err = manifestChecksum(r.path, r.base)
	c.Manifest, kerr = manifestChecksum(r.path, r.name)
	if err := errors.Join(err, kerr); err != nil {
		return err
	}
	if err := errors.Join(d.SyncTree(r.dir), d.Sync(r.path)); err != nil {
		return err
	}
	b, err := json.MarshalIndent(c, "", "  ")
	if err != nil {
		return err
	}
	if err := d.WriteSynced(filepath.Join(r.path, disk.ResumeFile), seal(b)); err != nil {
		return err
	}
	return d.Sync(r.path)
}
