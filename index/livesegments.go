package index

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/util"

	"github.com/newsdex/newsdex/index/internal/disk"
)

// rootFile is the name of the file in which Bleve keeps the list of an index's segments
// and their deleted documents.
const rootFile = "root.bolt"

// liveSegments reads from Bleve's root file the segments of the index in the folder, by
// file name, and the deleted documents of each. It opens no segment. It reads a copy of
// the root file, because bolt would write and wait for locks.
func liveSegments(folder string) (deleted map[string]*roaring.Bitmap, err error) {
	defer disk.Caught(&err)
	tmp, err := os.MkdirTemp("", "newsdex-repair-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(tmp)
	copied := filepath.Join(tmp, rootFile)
	if err := disk.CopyFile(filepath.Join(folder, rootFile), copied); err != nil {
		return nil, err
	}
	bolt, err := util.OpenBolt(copied, 0o600, nil)
	if err != nil {
		return nil, err
	}
	defer bolt.Close()
	reader, err := util.NewFileReader("", []byte(copied))
	if err != nil {
		return nil, err
	}
	deleted = map[string]*roaring.Bitmap{}
	return deleted, bolt.View(func(tx *util.BoltTxImpl) error {
		snapshots := tx.Bucket(util.BoltSnapshotsBucket)
		if snapshots == nil {
			return fmt.Errorf("%w: it names no segments", disk.ErrDamaged)
		}
		// The last key is the newest snapshot.
		last, _ := snapshots.Cursor().Last()
		snapshot := snapshots.GetBucket(last)
		if snapshot == nil {
			return fmt.Errorf("%w: it names no segments", disk.ErrDamaged)
		}
		c := snapshot.Cursor()
		for k, _ := c.First(); k != nil; k, _ = c.Next() {
			if k[0] == util.BoltInternalKey[0] || k[0] == util.BoltMetaDataKey[0] {
				continue
			}
			segment := snapshot.GetBucket(k)
			if segment == nil {
				return fmt.Errorf("%w: it lacks a segment", disk.ErrDamaged)
			}
			name, err := segment.Get(util.BoltPathKey, nil)
			if err != nil {
				return err
			}
			docs := roaring.New()
			b, err := segment.Get(util.BoltDeletedKey, reader)
			if err == nil && b != nil {
				_, err = docs.FromUnsafeBytes(append([]byte(nil), b...))
			}
			if err != nil {
				return err
			}
			deleted[string(name)] = docs
		}
		return nil
	})
}
