package index

import (
	"errors"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/newsdex/newsdex/index/internal/disk"
)

// refinger gives the current generation of an index other fingerprints.
func refinger(t *testing.T, path string, f Fingerprints) {
	t.Helper()
	gen, err := currentGeneration(path)
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(path, gen)
	m, err := readManifest(dir, Format)
	if err != nil {
		t.Fatal(err)
	}
	m.Fingerprints = f
	if err := writeManifest(disk.Disk{}, m, dir); err != nil {
		t.Fatal(err)
	}
	if _, err := publish(disk.Disk{}, path, gen); err != nil {
		t.Fatal(err)
	}
}

// TestRebuild checks that an index of another analysis or schema is refused until it is
// rebuilt, that one of another cleaning is accepted, and that a reader keeps the old
// generation.
func TestRebuild(t *testing.T) {
	path := filepath.Join(t.TempDir(), "i")
	mustBuild(t, path, smallNews()...)
	old := mustOpen(t, path)
	want := contents(t, old)
	now := currentFingerprints()
	for _, other := range []Fingerprints{
		{Analysis: now.Analysis + 1, Schema: now.Schema, Cleaning: now.Cleaning},
		{Analysis: now.Analysis, Schema: now.Schema - 1, Cleaning: now.Cleaning},
	} {
		refinger(t, path, other)
		var wrong *FingerprintError
		if _, err := Open(path); !errors.As(err, &wrong) {
			t.Errorf("%+v: Open: %v", other, err)
		}
		if v, err := Verify(ctx, path); err != nil || len(v.Problems) != 1 {
			t.Errorf("%+v: Verify: %v, %v", other, v.Problems, err)
		}
		stats, err := Rebuild(ctx, path, Options{})
		if err != nil || stats.Articles != 4 {
			t.Fatalf("%+v: %+v, %v", other, stats, err)
		}
		x := mustOpen(t, path)
		if got := contents(t, x); !reflect.DeepEqual(got, want) {
			t.Errorf("%+v: contents %v", other, got)
		}
		mustVerify(t, path, 4)
		m, err := readManifest(filepath.Join(path, x.cur.name), Format)
		if err != nil || m.Fingerprints.Cleaning != other.Cleaning || m.Fingerprints.Analysis != now.Analysis {
			t.Errorf("%+v became %+v, %v", other, m.Fingerprints, err)
		}
	}
	if got := contents(t, old); !reflect.DeepEqual(got, want) {
		t.Errorf("the index that was open has %v", got)
	}
	// All articles come again, as cleaned now.
	refinger(t, path, Fingerprints{Analysis: now.Analysis, Schema: now.Schema, Cleaning: now.Cleaning - 1})
	x := mustOpen(t, path)
	again := smallNews()
	again[0].Title = "otherwise"
	if _, err := x.Update(ctx, seq(again...), Options{}); err != nil {
		t.Fatal(err)
	}
	if x.cur.manifest.Fingerprints != now {
		t.Errorf("when all were cleaned again: %+v", x.cur.manifest.Fingerprints)
	}
	if _, err := Rebuild(ctx, filepath.Join(path, "none"), Options{}); !errors.Is(err, ErrNoIndex) {
		t.Errorf("Rebuild of nothing: %v", err)
	}
}
