package index

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/internal/rounds"
	"github.com/newsdex/newsdex/index/internal/segment"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/ingest"
)

// A byteRange is the bytes of a file from one offset to another, exclusive.
type byteRange struct {
	what     string
	from, to uint64
}

// verifiedRanges returns the parts of a segment's file that Verify compares with the
// articles: the columns, and the lists and bitmaps of some terms.
func verifiedRanges(t *testing.T, name string) (all []byteRange) {
	t.Helper()
	z, err := segment.Open(name, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	const fieldsAt, trailer = 20, 16 // from the ends of the file and of what is before the fields
	b := z.Data
	fields := binary.BigEndian.Uint64(b[len(b)-fieldsAt:])
	r := disk.Reader{Data: b[binary.LittleEndian.Uint64(b[fields-trailer:]):]}
	r.Number() // the format
	var at [6]uint64
	for i := range at {
		at[i] = r.Number()
	}
	docs := z.Size
	const heads = 16 // of a bitmap with one container; its offset there is not read
	for i, size := range [...]uint64{8 * docs, 12 * docs, docs, 4 * docs, 4 * (docs + 1), r.Number()} {
		all = append(all, byteRange{fmt.Sprint("column ", i), at[i], at[i] + size})
	}
	for _, of := range []struct{ field, term string }{
		{schema.Body.In("en"), "common"}, {schema.Title.In("en"), "common"}, {schema.Body.In("en"), "n7"}, {schema.Outlet, "gazette"}, {schema.Sample, "gazette.example"},
	} {
		v, ok, err := z.Value(of.field, of.term)
		if err != nil || !ok {
			t.Fatalf("%v: %v", of, err)
		}
		start, err := z.ListOffset(v)
		if err != nil {
			t.Fatal(err)
		}
		l, err := z.ListAt(v)
		if err != nil {
			t.Fatal(err)
		}
		list, positions, err := l.Sizes()
		if err != nil {
			t.Fatal(err)
		}
		r := disk.Reader{Data: b[v:], At: v}
		r.Number()
		r.Number()
		size := r.Number()
		what := fmt.Sprint(of.field, ":", of.term)
		all = append(all, byteRange{"positions of " + what, start - uint64(positions), start},
			byteRange{"list of " + what, start, start + uint64(list)}, byteRange{"documents of " + what, r.At + heads, r.At + size})
	}
	if r.Bad {
		t.Fatal("the header of the columns cannot be read")
	}
	return all
}

// TestVerifySegments changes single bytes of lists, bitmaps and columns, makes all
// checksums right, and holds that Verify finds each change.
func TestVerifySegments(t *testing.T) {
	rounds.NotShort(t, "verifies an index for each of many bytes")
	path := filepath.Join(t.TempDir(), "i")
	var articles []ingest.Article
	for i := range 300 {
		a := article(fmt.Sprint("a", i), fmt.Sprint("Title ", i), fmt.Sprintf("A common text n%d with n%d words, common too.", i%40, i))
		if i%3 == 0 {
			a.Title = "A common title"
		}
		a.Outlet, a.URL = "The Gazette", fmt.Sprintf("https://gazette.example/%d", i)
		articles = append(articles, a)
	}
	mustBuild(t, path, articles...)
	mustVerify(t, path, len(articles))
	dir := filepath.Join(path, newest(t, path))
	names, err := filepath.Glob(filepath.Join(dir, disk.BleveDir, disk.StoreDir, "*.zap"))
	if err != nil || len(names) != 1 {
		t.Fatal(names, err)
	}
	sound, err := os.ReadFile(names[0])
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(5, 6))
	for _, of := range verifiedRanges(t, names[0]) {
		if of.to > uint64(len(sound)) || of.from >= of.to && !strings.HasPrefix(of.what, "positions of "+schema.Sample) {
			t.Fatalf("%+v", of)
		}
		for range min(of.to-of.from, uint64(rounds.Of(15))) {
			at := of.from + r.Uint64N(of.to-of.from)
			b := append([]byte(nil), sound...)
			b[at] ^= 1 << r.IntN(8)
			if err := errors.Join(os.Remove(names[0]), os.WriteFile(names[0], b, 0o644)); err != nil {
				t.Fatal(err)
			}
			reseal(t, path, dir)
			if v, err := Verify(ctx, path); err == nil && len(v.Problems) == 0 {
				t.Errorf("%s: byte %d of %d is changed, and no problem is found", of.what, at-of.from, of.to-of.from)
			}
		}
	}
}

// reseal makes the checksums of the generation in dir those of its files.
func reseal(t *testing.T, path, dir string) {
	t.Helper()
	m, err := readManifest(dir, Format)
	if err == nil {
		err = os.Remove(filepath.Join(dir, disk.BlocksFile))
	}
	if err == nil {
		m.Files, err = disk.Disk{}.ListFiles(dir, damageBits, nil)
	}
	if err == nil {
		err = writeManifest(disk.Disk{}, m, dir)
	}
	if err == nil {
		_, err = publish(disk.Disk{}, path, filepath.Base(dir))
	}
	if err != nil {
		t.Fatal(err)
	}
}
