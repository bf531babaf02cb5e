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
	"time"

	"github.com/RoaringBitmap/roaring/v2"
	bleveindex "github.com/blevesearch/bleve_index_api"
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
	s, err := new(segmentPlugin).Open(path)
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

// mergeRandom merges random segments, in files and in memory, and the merged one with
// another. It compares the files with those of a Builder of the documents that are left.
func mergeRandom(t testing.TB, seed uint64, most int) {
	r := rand.New(rand.NewPCG(seed, 7))
	var segments []segmentapi.Segment
	var drops []*roaring.Bitmap
	var left []*record.Document
	fields := map[string]bleveindex.FieldIndexingOptions{}
	next := func() {
		docs := randomDocuments(r, 1+r.IntN(most))
		if r.IntN(3) == 0 { // a segment with other fields
			docs[0].Fields = append(docs[0].Fields, record.TermField(fmt.Sprint("a", r.IntN(3)), "x"))
		}
		for _, d := range docs {
			d.ID = fmt.Sprintf("%s of %d", d.ID, len(left))
			for _, f := range d.Fields {
				fields[f.Name] = f.Options
			}
		}
		s := segmentapi.Segment(builtSegment(t, builderOf(docs)))
		if r.IntN(2) == 0 {
			s = openFile(t, fileOf(t, s))
		}
		dropped := randomDrops(r, s.Count())
		if len(segments) == 0 && dropped != nil && dropped.GetCardinality() == s.Count() {
			dropped = nil // so that a document is left
		}
		segments, drops = append(segments, s), append(drops, dropped)
		for doc, d := range docs {
			if dropped == nil || !dropped.Contains(uint32(doc)) {
				left = append(left, d)
			}
		}
	}
	check := func() []byte {
		b := builderOf(left)
		for name, options := range fields { // those of dropped documents too
			if b.fields[name] == nil {
				b.fields[name] = &builtField{name: name, options: options}
			}
		}
		got, numbers := mergedFile(t, new(segmentPlugin), segments, drops)
		sameBytes(t, got, fileOf(t, builtSegment(t, b)))
		sameNumbers(t, numbers, drops)
		return got
	}
	for range 1 + r.IntN(4) {
		next()
	}
	one := openFile(t, check())
	segments, drops = []segmentapi.Segment{one}, []*roaring.Bitmap{nil}
	next()
	check()
}

// sameNumbers checks that documents are numbered one after the other, without those that
// are dropped.
func sameNumbers(t testing.TB, numbers [][]uint64, drops []*roaring.Bitmap) {
	t.Helper()
	next := uint64(0)
	for i, of := range numbers {
		for doc, n := range of {
			want := next
			if drops[i] != nil && drops[i].Contains(uint32(doc)) {
				want = docDropped
			} else {
				next++
			}
			if n != want {
				t.Fatalf("segment %d: document %d has the new number %d, want %d", i, doc, n, want)
			}
		}
	}
}

// TestMerge holds that a merged file is the one that a Builder makes of its documents, byte
// for byte, whatever the documents, the fields and the documents left out.
func TestMerge(t *testing.T) {
	for seed := range uint64(rounds.Of(60)) {
		mergeRandom(t, seed, 40)
	}
	for _, n := range []int{1100, rounds.Of(9000)} { // lists of several blocks
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
	want, _ := mergedFile(t, new(zap.ZapPlugin), zapSegments([]segmentapi.Segment{s}), []*roaring.Bitmap{drops})
	if len(file) != len(want) {
		t.Errorf("the file has %d bytes, and zapx's has %d", len(file), len(want))
	}
}

// TestMergeStops holds that a merge which is to stop, at whatever moment, leaves no file.
func TestMergeStops(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	var segments []segmentapi.Segment
	for range 3 {
		segments = append(segments, openFile(t, builtFile(t, randomDocuments(r, 1500))))
	}
	stopped := 0
	for i := range 12 {
		path := filepath.Join(t.TempDir(), "merged.zap")
		stop := make(chan struct{})
		if i == 0 {
			close(stop)
		} else {
			time.AfterFunc(time.Duration(r.Int64N(int64(80*time.Millisecond))), func() { close(stop) })
		}
		_, _, err := new(segmentPlugin).MergeUsing(segments, make([]*roaring.Bitmap, 3), path, stop, nil, nil)
		_, left := os.Stat(path)
		switch {
		case err == segmentapi.ErrClosed: // as Bleve compares it
			if stopped++; left == nil {
				t.Error("a part of the file is left")
			}
		case err != nil:
			t.Errorf("error %v", err)
		case left != nil:
			t.Error(left)
		}
		<-stop
	}
	if stopped == 0 {
		t.Error("no merge was stopped")
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
		if z, err := Open(path, nil); err != nil {
			continue
		} else if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		s, err := new(segmentPlugin).Open(path)
		if err != nil {
			t.Fatal(err)
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
		name     string
		m        merger
		segments []segmentapi.Segment
	}{{"newsdex", new(segmentPlugin), segments}, {"zapx", new(zap.ZapPlugin), zapSegments(segments)}} {
		b.Run(of.name, func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				path := filepath.Join(dir, fmt.Sprint(of.name, i, ".zap"))
				_, size, err := of.m.MergeUsing(of.segments, make([]*roaring.Bitmap, len(segments)), path, nil, nil, nil)
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
