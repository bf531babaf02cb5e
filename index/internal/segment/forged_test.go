package segment

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	zap "github.com/blevesearch/zapx/v17"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/internal/rounds"
	"github.com/newsdex/newsdex/index/postings/packed"
)

// readAll reads all that newsdex reads of a file.
func readAll(z *File) error {
	var errs []error
	note := func(err error) { errs = append(errs, err) }
	_, err := z.Dates()
	note(err)
	_, err = z.Lengths()
	note(err)
	for f := range packed.Fields {
		_, err = z.Classes(f)
		note(err)
	}
	_, err = z.Orders()
	note(err)
	for doc := range uint32(z.Size) + 1 {
		_, err = z.ID(doc)
		note(err)
		_, err = z.Length(doc)
		note(err)
		_, err = z.Stored(doc)
		note(err)
	}
	z.Norms().Scale(packed.DefaultParameters)
	set := make([]uint64, z.Size/64+1)
	for _, field := range z.Fields {
		w, err := z.Walk(field, nil, "", "")
		note(err)
		for n := 0; err == nil && n < 10_000; n++ {
			more := false
			if more, err = w.Next(); err != nil || !more {
				break
			}
			_, terr := z.TermAt(w.Value())
			note(terr)
			if _, ok := PlaceOf(field); !ok {
				continue
			}
			l, lerr := z.ListAt(w.Value())
			if lerr != nil {
				note(lerr)
				continue
			}
			note(l.Fill(set))
			_, _, lerr = l.Sizes()
			note(lerr)
			var c packed.Cursor
			c.Reset(l)
			for ok := c.Load(0); ok; ok = c.Next() {
				set[c.Doc()/64] = 0
				if _, _, err := c.Positions(nil); err != nil && l.HasPositions() {
					note(err)
					break
				}
			}
			note(c.Err())
		}
		note(err)
	}
	return errors.Join(errs...)
}

// TestForged holds that a file whose bytes were changed on purpose, with the checksums of
// all blocks right, is refused, or is read with an error or with other values: never with
// a panic, or beyond its parts.
func TestForged(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	file := builtFile(t, randomDocuments(r, 150))
	foot := len(file) - zap.FooterSize
	fields := int(binary.BigEndian.Uint64(file[len(file)-zapFieldsAt:]))
	header := int(binary.LittleEndian.Uint64(file[fields-trailerSize:]))
	opened, refused, failed := 0, 0, 0
	for range rounds.Of(900) {
		b := bytes.Clone(file)
		for range 1 + r.IntN(3) {
			at := r.IntN(foot)
			if r.IntN(3) == 0 {
				at = header + r.IntN(foot-header)
			}
			n := 1 + r.IntN(4)
			for i := range n {
				b[min(at+i, foot-1)] = byte(r.Uint32())
			}
		}
		z, err := newFile("forged", b, false)
		if err != nil {
			if corrupt := (*disk.CorruptError)(nil); !errors.As(err, &corrupt) {
				t.Fatalf("error %v", err)
			}
			refused++
			continue
		}
		opened++
		if readAll(z) != nil {
			failed++
		}
	}
	if opened == 0 || refused == 0 || failed == 0 {
		t.Errorf("%d were opened, %d refused, and %d were read with an error", opened, refused, failed)
	}
}

// TestForgedHeads holds that a file without the trailer, or whose columns are not in it, is
// not one of newsdex.
func TestForgedHeads(t *testing.T) {
	file := builtFile(t, randomDocuments(rand.New(rand.NewPCG(9, 1)), 30))
	fields := int(binary.BigEndian.Uint64(file[len(file)-zapFieldsAt:]))
	header := int(binary.LittleEndian.Uint64(file[fields-trailerSize:]))
	for what, forge := range map[string]func(b []byte){
		"as it is":             func([]byte) {},
		"another magic":        func(b []byte) { b[fields-1]++ },
		"a header beyond":      func(b []byte) { binary.LittleEndian.PutUint64(b[fields-trailerSize:], uint64(len(b))) },
		"a header in front":    func(b []byte) { binary.LittleEndian.PutUint64(b[fields-trailerSize:], 0) },
		"another format":       func(b []byte) { b[header]++ },
		"a column beyond":      func(b []byte) { binary.PutUvarint(b[header+1:], uint64(len(b)/8*8)) },
		"a column not aligned": func(b []byte) { b[header+1]++ },
		"another chunk mode":   func(b []byte) { binary.BigEndian.PutUint32(b[len(b)-zapChunkAt:], olderChunkMode) },
	} {
		b := bytes.Clone(file)
		forge(b)
		path := filepath.Join(t.TempDir(), "segment.zap")
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		z, err := Open(path, nil)
		if corrupt := (*disk.CorruptError)(nil); (err == nil) != (what == "as it is") || err != nil && !errors.As(err, &corrupt) {
			t.Errorf("%s: error %v", what, err)
		}
		if err == nil {
			z.Close()
		}
		if _, err := newFile(path, b, false); (err == nil) != (what == "as it is") {
			t.Errorf("%s, in memory: error %v", what, err)
		}
	}
}

// TestForgedColumns holds that entries which lead beyond the columns are errors.
func TestForgedColumns(t *testing.T) {
	docs := randomDocuments(rand.New(rand.NewPCG(9, 2)), 30)
	file := builtFile(t, docs)
	sound, err := newFile("", file, false)
	if err != nil {
		t.Fatal(err)
	}
	at := sound.columns
	for what, c := range map[string]struct {
		forge func(b []byte)
		read  func(z *File) error
	}{
		"an ID that ends before it begins": {
			func(b []byte) { binary.LittleEndian.PutUint32(b[at.offsets+4*4:], 0) },
			func(z *File) error { _, err := z.ID(3); return err },
		},
		"an ID that ends behind all": {
			func(b []byte) { binary.LittleEndian.PutUint32(b[at.offsets+4*30:], uint32(at.idSize)+1) },
			func(z *File) error { _, err := z.ID(29); return err },
		},
		"a document beyond the last": {
			func([]byte) {},
			func(z *File) error { _, err := z.Date(30); return err },
		},
	} {
		b := bytes.Clone(file)
		c.forge(b)
		z, err := newFile("", b, false)
		if err != nil {
			t.Fatal(err)
		}
		if err := c.read(z); !errors.Is(err, disk.ErrDamaged) && !errors.Is(err, disk.ErrBeyond) {
			t.Errorf("%s: error %v", what, err)
		}
	}
}

// TestViews holds that numbers are read out of bytes wherever these are in memory.
func TestViews(t *testing.T) {
	b := make([]byte, 8*20+8)
	for i := range b {
		b[i] = byte(i * 37)
	}
	for at := range 8 {
		got, want := view[int64](b[at:], 20), []int64(nil)
		small, wantSmall := view[uint32](b[at:], 40), []uint32(nil)
		for i := range 20 {
			want = append(want, int64(binary.LittleEndian.Uint64(b[at+8*i:])))
		}
		for i := range 40 {
			wantSmall = append(wantSmall, binary.LittleEndian.Uint32(b[at+4*i:]))
		}
		if !slices.Equal(got, want) || !slices.Equal(small, wantSmall) {
			t.Errorf("from byte %d on: %v and %v", at, got, small)
		}
	}
	if got := view[int64](nil, 0); len(got) != 0 {
		t.Error("nothing is something")
	}
}
