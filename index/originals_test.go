package index

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/internal/originals"
	"github.com/newsdex/newsdex/index/internal/rounds"
	"github.com/newsdex/newsdex/ingest"
)

// withOrigin returns an article of n words with an original of some bytes.
func withOrigin(id string, n int, origin []byte) ingest.Article {
	a := article(id, "Title "+id, fmt.Sprint("Word ", n))
	if origin != nil {
		a.Origin = &ingest.Origin{Form: "HTML", Data: origin, Decoded: id}
	}
	return a
}

// TestOriginals checks that each article has its last original through random updates
// and deletions, that unused originals are removed, and that the number of files stays
// small.
func TestOriginals(t *testing.T) {
	path := filepath.Join(t.TempDir(), "i")
	r := rand.New(rand.NewPCG(7, 7))
	random := func() []byte {
		b := make([]byte, 500+r.IntN(1500)) // incompressible
		for i := range b {
			b[i] = byte(r.Uint32())
		}
		return b
	}
	want := map[string][]byte{}
	n := 0
	change := func(count int) (out []ingest.Article) {
		for range count {
			n++
			id := fmt.Sprint(r.IntN(120))
			origin := random()
			if r.IntN(10) == 0 {
				origin = nil
			}
			want[id] = origin
			out = append(out, withOrigin(id, n, origin))
		}
		return out
	}
	if _, err := Build(ctx, path, seq(change(150)...), Options{}); err != nil {
		t.Fatal(err)
	}
	x, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	check := func() {
		t.Helper()
		live := 0
		for id, data := range want {
			got, err := x.Original(id)
			switch {
			case data == nil && !errors.Is(err, ErrNoOriginal):
				t.Fatalf("%s: %v, want no original", id, err)
			case data == nil:
			case err != nil:
				t.Fatal(err)
			case !bytes.Equal(got.Data, data) || got.Form != "HTML" || got.Decoded != id:
				t.Fatalf("%s: another original", id)
			}
			live += len(data)
		}
		s, err := x.Snapshot()
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		all := 0
		for a, err := range s.WithOriginals(ctx) {
			if err != nil {
				t.Fatal(err)
			}
			all++
			if data := want[a.ID]; (a.Origin != nil) != (data != nil) || a.Origin != nil && !bytes.Equal(a.Origin.Data, data) {
				t.Fatalf("%s: another original", a.ID)
			}
		}
		if all != len(want) {
			t.Fatalf("%d articles, want %d", all, len(want))
		}
		sizes, err := s.Sizes(ctx)
		if err != nil || sizes.Originals > int64(2.3*float64(live))+4000 {
			t.Fatalf("%d bytes for originals of %d: %v", sizes.Originals, live, err)
		}
		if names, err := originals.Files(filepath.Join(path, s.Generation(), disk.OriginalsDir)); err != nil || len(names) > 8 {
			t.Fatalf("%d files: %v", len(names), err)
		}
	}
	check()
	for range rounds.Of(40) {
		o := Options{}
		for range r.IntN(5) {
			id := fmt.Sprint(r.IntN(120))
			if _, ok := want[id]; ok {
				o.Delete = append(o.Delete, id)
				delete(want, id)
			}
		}
		if _, err := x.Update(ctx, seq(change(r.IntN(12))...), o); err != nil {
			t.Fatal(err)
		}
		check()
	}
}

// TestKeepOriginals checks the original of an article that changes and comes without
// one, and of one when none are to be kept.
func TestKeepOriginals(t *testing.T) {
	path := filepath.Join(t.TempDir(), "i")
	mustBuild(t, path, withOrigin("a", 1, []byte("page")), withOrigin("b", 1, nil))
	x, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	for _, step := range []struct {
		article ingest.Article
		o       Options
		want    string // of the article, "" for none
		changed int
	}{
		{withOrigin("a", 2, nil), Options{KeepOriginals: true}, "page", 1},
		{withOrigin("a", 2, []byte("not new")), Options{}, "page", 0},
		{withOrigin("a", 3, nil), Options{}, "", 1},
		{withOrigin("b", 1, []byte("late")), Options{NoOriginals: true}, "", 0},
		{withOrigin("b", 1, []byte("late")), Options{}, "late", 1},
		{withOrigin("b", 2, []byte("later")), Options{NoOriginals: true}, "", 1},
	} {
		stats, err := x.Update(ctx, seq(step.article), step.o)
		if err != nil || stats.Replaced != step.changed {
			t.Fatalf("%+v: %+v, %v", step.o, stats, err)
		}
		got, err := x.Original(step.article.ID)
		switch {
		case step.want == "" && !errors.Is(err, ErrNoOriginal):
			t.Errorf("%s %+v: %v, want no original", step.article.ID, step.o, err)
		case step.want != "" && (err != nil || string(got.Data) != step.want):
			t.Errorf("%s %+v: %v, %v, want %s", step.article.ID, step.o, got, err, step.want)
		}
	}
	if _, err := x.Original("none"); !errors.Is(err, ErrNotFound) {
		t.Errorf("an article that is not there: %v", err)
	}
}

// TestDamagedOriginals checks that a file with a changed byte, or a truncated one,
// never yields a wrong original.
func TestDamagedOriginals(t *testing.T) {
	dir := t.TempDir()
	k, err := originals.Keep(disk.Disk{}, dir, "", dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	var want []*ingest.Origin
	for i := range 4 {
		o := &ingest.Origin{Form: "HTML", Data: bytes.Repeat([]byte{byte('a' + i)}, 30+i)}
		want = append(want, o)
		frame, err := originals.Encode(o)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := k.Add(frame); err != nil {
			t.Fatal(err)
		}
	}
	if err := k.Finish(true); err != nil {
		t.Fatal(err)
	}
	good, err := os.ReadFile(k.Name)
	if err != nil {
		t.Fatal(err)
	}
	try := func(b []byte) (right, wrong int) {
		if err := os.WriteFile(k.Name, b, 0o644); err != nil {
			t.Fatal(err)
		}
		o, err := originals.Open(dir, nil)
		if err != nil {
			t.Fatal(err)
		}
		defer o.Close()
		for i, w := range want {
			got, err := o.Get(uint32(i + 1))
			var corrupt *disk.CorruptError
			switch {
			case err == nil && bytes.Equal(got.Data, w.Data) && got.Form == w.Form:
				right++
			case err == nil || !errors.As(err, &corrupt):
				wrong++
			}
		}
		return right, wrong
	}
	if right, _ := try(good); right != len(want) {
		t.Fatalf("%d of %d are right", right, len(want))
	}
	for i := range good {
		b := slices.Clone(good)
		b[i] ^= 0x41
		if _, wrong := try(b); wrong > 0 {
			t.Fatalf("byte %d: another original", i)
		}
		if right, wrong := try(good[:i]); right+wrong > 0 {
			t.Fatalf("%d bytes: an original", i)
		}
	}
}
