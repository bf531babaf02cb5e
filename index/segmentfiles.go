package index

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/internal/segment"
)

// The deletions of a segment belong to its content: the list of segments names the
// segment, and the manifest has the checksum of what stands under that name. In a damaged
// generation something else may stand there. So a file is the segment
//
//   - whose checksum it has, whatever its name;
//   - or, if it is damaged, that one whose size it has, or one of whose blocks it has at
//     the same place;
//   - or that of its name, if its own checksum tells that it is damaged: a whole file of
//     another index has another checksum than the manifest's, but one of its own.
//
// Of any other file it is not known which of its articles are deleted.

// A segmentFile is a file that may be a segment of a damaged generation.
type segmentFile struct {
	path    string
	isKnown bool            // it is known which of its documents are deleted
	deleted *roaring.Bitmap // these documents, nil for none
}

// segmentFiles returns the files of the generation's segments, those of the newest
// segment first, so that of duplicate articles the newest is kept; and the paths of
// segments that are missing. Without a manifest a file is the segment that it is named
// after.
func (s *salvage) segmentFiles(m *Manifest) (files []segmentFile, missing []string, err error) {
	store := filepath.Join(s.dir, disk.BleveDir, disk.StoreDir)
	entries, err := os.ReadDir(store)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, nil, err
	}
	var paths []string
	name := map[string]string{} // of the segment that a file is, by path
	for _, e := range entries {
		if filepath.Ext(e.Name()) == ".zap" && !disk.IsDesktop(e.Name(), e.Type()) {
			p := filepath.Join(store, e.Name())
			paths, name[p] = append(paths, p), e.Name()
		}
	}
	live, areKnown, err := s.live(store, m)
	if err != nil {
		return nil, nil, err
	}
	if m != nil {
		if name, err = s.identify(paths, m); err != nil {
			return nil, nil, err
		}
		paths = slices.DeleteFunc(paths, func(p string) bool { // no part of the generation
			return name[p] == "" && !slices.ContainsFunc(m.Files, func(f disk.File) bool { return f.Name == disk.SegmentName(p) })
		})
	}
	slices.SortFunc(paths, func(a, b string) int {
		return strings.Compare(cmp.Or(name[b], filepath.Base(b)), cmp.Or(name[a], filepath.Base(a)))
	})
	found := map[string]bool{}
	for _, p := range paths {
		file := segmentFile{path: p}
		at := slices.IndexFunc(live, func(l segment.Live) bool { return l.File == name[p] })
		switch {
		case !areKnown || name[p] == "":
		case at < 0:
			continue // the remains of a merge
		default:
			file.isKnown, file.deleted = true, live[at].Deleted
			found[name[p]] = true
		}
		files = append(files, file)
	}
	for _, l := range live {
		// A file of which nothing is known may be the segment.
		p := filepath.Join(store, l.File)
		if !found[l.File] && !slices.ContainsFunc(files, func(f segmentFile) bool { return f.path == p && !f.isKnown }) {
			missing = append(missing, p)
		}
	}
	return files, missing, nil
}

// live returns the segments of the generation, and whether they are known.
func (s *salvage) live(store string, m *Manifest) (live []segment.Live, areKnown bool, err error) {
	if m != nil {
		root := path.Join(disk.BleveDir, disk.StoreDir, disk.RootFile)
		for _, f := range m.Files {
			if f.Name != root {
				continue
			}
			if err := f.Check(s.dir, make([]byte, disk.ChecksumBuffer)); disk.IsBlameless(err) {
				return nil, false, err
			} else if err != nil {
				return nil, false, nil
			}
		}
	}
	live, err = liveSegments(store)
	if disk.IsBlameless(err) {
		return nil, false, err
	}
	return live, err == nil, nil
}

// identify returns the names of the segments that files are, "" for one of which it is
// not known.
func (s *salvage) identify(paths []string, m *Manifest) (map[string]string, error) {
	blocks, err := disk.OpenBlocks(s.dir, m.Files)
	if disk.IsBlameless(err) {
		return nil, err
	}
	prefix := path.Join(disk.BleveDir, disk.StoreDir) + "/"
	listed := slices.DeleteFunc(slices.Clone(m.Files), func(f disk.File) bool {
		return !strings.HasPrefix(f.Name, prefix) || path.Ext(f.Name) != ".zap"
	})
	name, taken := map[string]string{}, map[string]bool{}
	// take makes a file the first segment that is not taken and that is accepts; its own
	// first.
	take := func(p string, is func(disk.File) bool) {
		own := disk.SegmentName(p)
		all := slices.Clone(listed)
		slices.SortStableFunc(all, func(a, b disk.File) int {
			switch {
			case a.Name == own:
				return -1
			case b.Name == own:
				return 1
			}
			return 0
		})
		for _, f := range all {
			if name[p] == "" && !taken[f.Name] && is(f) {
				name[p], taken[f.Name] = path.Base(f.Name), true
			}
		}
	}
	buf := make([]byte, disk.ChecksumBuffer)
	for _, p := range paths {
		sum, size, err := disk.ChecksumFile(p, buf)
		if disk.IsBlameless(err) {
			return nil, err
		} else if err == nil {
			take(p, func(f disk.File) bool { return f.Size == size && f.Checksum == sum })
		}
	}
	for _, p := range paths {
		info, err := os.Lstat(p)
		if err != nil {
			return nil, err
		}
		take(p, func(f disk.File) bool { return f.Size == info.Size() || blocks[f.Name].IsIn(p) })
	}
	for _, p := range paths {
		take(p, func(f disk.File) bool { return f.Name == disk.SegmentName(p) && segment.IsDamaged(p) })
	}
	return name, nil
}
