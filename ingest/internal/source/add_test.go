package source

import (
	"context"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/newsdex/newsdex/ingest/internal/format"
)

// TestAddFormat follows the README's steps for a new format: one row of the table, with
// the function that reads it.
func TestAddFormat(t *testing.T) {
	was := format.Formats
	defer func() { format.Formats = was }()
	format.Formats = append(slices.Clone(was), format.Format{
		Name: "telex", Extensions: []string{".tlx"},
		Sniff: func(head []byte) bool { return strings.HasPrefix(string(head), "ZCZC") },
		Decode: func(_ context.Context, in format.Input) iter.Seq2[format.Record, error] {
			return func(yield func(format.Record, error) bool) {
				line, err := in.R.ReadString('\n')
				if err != nil {
					yield(format.Record{}, &format.Error{File: in.File, Problem: "has no line", Remedy: "give one", Err: err})
					return
				}
				yield(format.Record{Path: in.Path, File: in.File, Title: strings.TrimSpace(line)}, nil)
			}
		},
	})
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.tlx"), []byte("Harbour closes\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	var got []format.Record
	Read(t.Context(), []string{dir}, Options{}, func(r format.Record, err error) bool {
		if err != nil {
			t.Error(err)
		}
		got = append(got, r)
		return true
	})
	if len(got) != 1 || got[0].Title != "Harbour closes" || got[0].Path != "a.tlx" {
		t.Errorf("%+v", got)
	}
}
