package index

import (
	"errors"
	"io/fs"
	"path/filepath"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/internal/segment"
)

// liveSegments returns the segments of the Bleve index whose files are in a folder, in
// order, with the deleted documents of each. It opens no segment. The error is a
// [*CorruptError] if Bleve's list of segments is missing or not valid.
func liveSegments(store string) ([]segment.Live, error) {
	name := filepath.Join(store, disk.RootFile)
	b, err := disk.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &disk.CorruptError{Path: name, Problem: "the file is missing"}
	}
	if err != nil {
		return nil, err
	}
	live, err := segment.ReadRoot(b)
	if err != nil {
		return nil, disk.Blame(name, "it does not say which segments there are", err)
	}
	return live, nil
}
