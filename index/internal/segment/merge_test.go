package segment

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"
	segmentapi "github.com/blevesearch/scorch_segment_api/v2"
	zap "github.com/blevesearch/zapx/v17"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/internal/record"
	"github.com/newsdex/newsdex/index/internal/rounds"
)

// openFile opens the bytes of a segment's file as a file.
func openFile(t testing.TB, file []byte) segmentapi.Segment {
	t.Helper()
	path := filepath.Join(t.TempDir(), "segment.zap")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := new(zap.ZapPlugin).Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// A merger is a segment plugin of Bleve, as far as merging goes.
type merger interface {
	MergeUsing(segments []segmentapi.Segment, drops []*roaring.Bitmap, path string, stop chan struct{},
		report segmentapi.StatsReporter, config map[string]any) ([][]uint64, uint64, error)
}

// mergedFile returns the file that a plugin makes of segments.
func mergedFile(t testing.TB, m merger, segments []segmentapi.Segment, drops []*roaring.Bitmap) (file []byte, numbers [][]uint64) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "merged.zap")
	numbers, size, err := m.MergeUsing(segments, drops, path, nil, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if IsDamaged(path) {
		t.Error("the checksum of the merged file is wrong")
	}
	if file, err = os.ReadFile(path); err != nil {
		t.Fatal(err)
	}
	if size != uint64(len(file)) {
		t.Errorf("the merge says that the file has %d bytes, and it has %d", size, len(file))
	}
	return file, numbers
}

// sameMerge checks that newsdex and zapx make one file of segments, and returns it.
func sameMerge(t testing.TB, segments []segmentapi.Segment, drops []*roaring.Bitmap) []byte {
	t.Helper()
	if m, err := newMerge(segments, drops); m == nil || err != nil {
		t.Fatal("newsdex does not merge these segments", err)
	}
	got, numbers := mergedFile(t, new(segmentPlugin), segments, drops)
	want, wantNumbers := mergedFile(t, new(zap.ZapPlugin), segments, drops)
	whole := bytes.Clone(got)
	sameBytes(t, got, want)
	for i := range numbers {
		if !slices.Equal(numbers[i], wantNumbers[i]) {
			t.Errorf("segment %d: the new numbers of documents are not zapx's", i)
		}
	}
	return whole
}

// randomDrops returns some documents of a segment; nil for none.
func randomDrops(r *rand.Rand, size uint64) *roaring.Bitmap {
	if r.IntN(2) == 0 {
		return nil
	}
	drops, some := roaring.New(), 1+r.IntN(30)
	for doc := range uint32(size) {
		if r.IntN(some) == 0 {
			drops.Add(doc)
		}
	}
	return drops
}

// mergeRandom merges random segments, and the merged one with another.
func mergeRandom(t testing.TB, seed uint64, most int) {
	r := rand.New(rand.NewPCG(seed, 7))
	var segments []segmentapi.Segment
	var drops []*roaring.Bitmap
	next := func() {
		docs := randomDocuments(r, 1+r.IntN(most))
		make := builtFile
		if r.IntN(8) == 0 {
			make = zapxFile
		}
		if r.IntN(3) == 0 { // a segment with other fields
			docs[0].Fields = append(docs[0].Fields, record.TermField(fmt.Sprint("a", r.IntN(3)), "x"))
		}
		s := openFile(t, make(t, docs))
		segments, drops = append(segments, s), append(drops, randomDrops(r, s.Count()))
	}
	for range 1 + r.IntN(4) {
		next()
	}
	if drops[0] != nil && drops[0].GetCardinality() == segments[0].Count() {
		drops[0] = nil // so that a document is left
	}
	one := openFile(t, sameMerge(t, segments, drops))
	segments, drops = []segmentapi.Segment{one}, []*roaring.Bitmap{nil}
	next()
	sameMerge(t, segments, drops)
}

// TestMerge holds that a merged file is that of zapx byte for byte, whatever the
// documents, the fields and the documents left out.
func TestMerge(t *testing.T) {
	for seed := range uint64(rounds.Of(60)) {
		mergeRandom(t, seed, 40)
	}
	for _, n := range []int{1100, rounds.Of(9000)} { // terms in several chunks
		mergeRandom(t, uint64(n), n)
	}
}

func FuzzMerge(f *testing.F) {
	f.Add(uint64(1), uint16(3))
	f.Add(uint64(2), uint16(1500))
	f.Fuzz(func(t *testing.T, seed uint64, most uint16) { mergeRandom(t, seed, 1+int(most)%2000) })
}

// TestMergeOfNothing holds that segments without documents that are left are merged as
// zapx does it.
func TestMergeOfNothing(t *testing.T) {
	s := openFile(t, builtFile(t, randomDocuments(rand.New(rand.NewPCG(8, 8)), 3)))
	drops := roaring.BitmapOf(0, 1, 2)
	file, _ := mergedFile(t, new(segmentPlugin), []segmentapi.Segment{s}, []*roaring.Bitmap{drops})
	want, _ := mergedFile(t, new(zap.ZapPlugin), []segmentapi.Segment{s}, []*roaring.Bitmap{drops})
	if len(file) != len(want) {
		t.Errorf("the file has %d bytes, and zapx's has %d", len(file), len(want))
	}
}

// TestMergeStops holds that a merge which is to stop leaves no file.
func TestMergeStops(t *testing.T) {
	s := openFile(t, builtFile(t, randomDocuments(rand.New(rand.NewPCG(4, 4)), 10)))
	path := filepath.Join(t.TempDir(), "merged.zap")
	stop := make(chan struct{})
	close(stop)
	_, _, err := new(segmentPlugin).MergeUsing([]segmentapi.Segment{s}, []*roaring.Bitmap{nil}, path, stop, nil, nil)
	if err != segmentapi.ErrClosed { // as Bleve compares it
		t.Errorf("error %v", err)
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("a part of the file is left")
	}
}

// TestMergeOfDamaged holds that merging damaged files ends in an error, or in a file of
// what they say, and never in a panic or a fault of memory.
func TestMergeOfDamaged(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	file := builtFile(t, randomDocuments(r, 60))
	refused := 0
	for range rounds.Of(1500) {
		damaged := bytes.Clone(file)
		for range 1 + r.IntN(3) {
			damaged[r.IntN(len(file)-zap.FooterSize)] = byte(r.Uint32())
		}
		path := filepath.Join(t.TempDir(), "segment.zap")
		if err := os.WriteFile(path, damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := Open(path, nil)
		if err != nil {
			continue
		}
		m, err := newMerge([]segmentapi.Segment{s}, []*roaring.Bitmap{nil})
		if m == nil || err != nil {
			t.Fatal("a file that opens is not one of newsdex", err)
		}
		var to bytes.Buffer
		m.out = &to
		if err := m.write(); err != nil {
			if corrupt := (*disk.CorruptError)(nil); !errors.As(err, &corrupt) || corrupt.Path != path {
				t.Fatalf("the error %v does not name the file", err)
			}
			refused++
		}
		if to.Len() > 2*len(file) {
			t.Errorf("%d bytes of a file of %d", to.Len(), len(file))
		}
		s.Close()
	}
	if refused == 0 {
		t.Error("no damaged file was refused")
	}
}

// BenchmarkMerge measures merging four segments of articles, newsdex beside zapx.
func BenchmarkMerge(b *testing.B) {
	texts, _ := benchTexts(b)
	docs := benchDocuments(b, texts)
	var segments []segmentapi.Segment
	for part := range slices.Chunk(docs, (len(docs)+3)/4) {
		segments = append(segments, openFile(b, builtFile(b, part)))
	}
	dir := b.TempDir()
	for _, of := range []struct {
		name string
		m    merger
	}{{"newsdex", new(segmentPlugin)}, {"zapx", new(zap.ZapPlugin)}} {
		b.Run(of.name, func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				path := filepath.Join(dir, fmt.Sprint(of.name, i, ".zap"))
				_, size, err := of.m.MergeUsing(segments, make([]*roaring.Bitmap, len(segments)), path, nil, nil, nil)
				if err != nil {
					b.Fatal(err)
				}
				b.SetBytes(int64(size))
				if err := os.Remove(path); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
