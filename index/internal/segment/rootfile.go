package segment

import (
	"fmt"
	"math"
	"path/filepath"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/newsdex/newsdex/index/internal/bolt"
	"github.com/newsdex/newsdex/index/internal/disk"
)

// A Live is a segment of a Bleve index.
type Live struct {
	File    string          // name of its file, in the folder store
	Deleted *roaring.Bitmap // documents that are deleted; nil if none is
}

// The keys in Bleve's root file (package util of Bleve). The bucket of snapshots has a
// bucket for each state of the index, the newest with the highest key. That has a bucket
// for each segment, in the order of its number, and two of other kinds.
const (
	snapshotsKey = "s"
	internalKey  = 'i'
	metaKey      = 'm'
	writerKey    = "fileWriterID"
	pathKey      = "p"
	deletedKey   = "d"
)

// ReadRoot returns the segments of a Bleve index, in order. Its argument is Bleve's root
// file. newsdex reads the file itself, without bbolt, which trusts it (package bolt), and
// without scorch, which opens any file that is named there.
func ReadRoot(b []byte) ([]Live, error) {
	root, err := bolt.Open(b)
	if err != nil {
		return nil, err
	}
	buckets, err := root.Entries()
	if err != nil {
		return nil, err
	}
	states, err := below(buckets, snapshotsKey)
	if err != nil {
		return nil, err
	}
	if len(states) == 0 || states[len(states)-1].Bucket == nil {
		return nil, fmt.Errorf("%w: it names no segments", disk.ErrDamaged)
	}
	parts, err := states[len(states)-1].Bucket.Entries()
	if err != nil {
		return nil, err
	}
	if meta, err := below(parts, string(metaKey)); err != nil {
		return nil, err
	} else if writer, _ := bolt.Find(meta, writerKey); len(writer.Value) > 0 {
		return nil, fmt.Errorf("%w: its files are encrypted", disk.ErrDamaged)
	}
	var all []Live
	names := map[string]bool{}
	for _, part := range parts {
		if part.Key[0] == internalKey || part.Key[0] == metaKey {
			continue
		}
		s, err := readLive(part)
		if err != nil {
			return nil, err
		}
		if names[s.File] {
			return nil, fmt.Errorf("%w: it names %s twice", disk.ErrDamaged, s.File)
		}
		names[s.File] = true
		all = append(all, s)
	}
	return all, nil
}

// below returns the entries of the bucket with a key.
func below(entries []bolt.Entry, key string) ([]bolt.Entry, error) {
	e, _ := bolt.Find(entries, key)
	if e.Bucket == nil {
		return nil, fmt.Errorf("%w: it lacks the part %q", disk.ErrDamaged, key)
	}
	return e.Bucket.Entries()
}

// readLive reads one segment.
func readLive(part bolt.Entry) (s Live, err error) {
	if part.Bucket == nil {
		return s, fmt.Errorf("%w: it lacks a segment", disk.ErrDamaged)
	}
	entries, err := part.Bucket.Entries()
	if err != nil {
		return s, err
	}
	name, _ := bolt.Find(entries, pathKey)
	s.File = string(name.Value)
	if s.File != filepath.Base(s.File) || filepath.Ext(s.File) != ".zap" || !filepath.IsLocal(s.File) {
		return s, fmt.Errorf("%w: it names the file %.80q", disk.ErrDamaged, s.File)
	}
	if deleted, ok := bolt.Find(entries, deletedKey); ok {
		docs, err := disk.Bitmap(append([]byte(nil), deleted.Value...), math.MaxUint32)
		if err != nil {
			return s, fmt.Errorf("%s: its deleted articles: %w", s.File, err)
		}
		if !docs.IsEmpty() {
			s.Deleted = docs
		}
	}
	return s, nil
}
