package segment

import (
	"errors"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"
	blevedocument "github.com/blevesearch/bleve/v2/document"
	bleveindex "github.com/blevesearch/bleve_index_api"
	segmentapi "github.com/blevesearch/scorch_segment_api/v2"
	zap "github.com/blevesearch/zapx/v17"

	"github.com/newsdex/newsdex/index/internal/disk"
)

// TestStrangers holds that segments of zapx are refused, in files and in memory.
func TestStrangers(t *testing.T) {
	doc := blevedocument.NewDocument("a")
	doc.AddIDField()
	strange, _, err := new(zap.ZapPlugin).New([]bleveindex.Document{doc})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "segment.zap")
	if err := strange.(segmentapi.UnpersistedSegment).Persist(path); err != nil {
		t.Fatal(err)
	}
	file, err := new(segmentPlugin).Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	_, openErr := Open(path, nil)
	errs := []error{openErr}
	for _, s := range []segmentapi.Segment{strange, file} {
		_, err := NewFile(s)
		own := builtSegment(t, builderOf(randomDocuments(rand.New(rand.NewPCG(4, 5)), 2)))
		_, _, mergeErr := new(segmentPlugin).MergeUsing([]segmentapi.Segment{own, s}, make([]*roaring.Bitmap, 2), filepath.Join(t.TempDir(), "m"), nil, nil, nil)
		errs = append(errs, err, mergeErr)
	}
	for i, err := range errs {
		if corrupt := (*disk.CorruptError)(nil); !errors.As(err, &corrupt) {
			t.Errorf("%d: error %v", i, err)
		}
	}
}
