package source

import (
	"archive/zip"
	"cmp"
	"slices"

	"github.com/newsdex/newsdex/ingest/internal/format"
)

// overlapping reports whether two members of a zip archive share packed bytes, as in a
// zip bomb whose members all unpack the same data (D. Fifield, "A better zip bomb",
// WOOT 2019). It reads the 30 bytes of each member's local header, unless the members
// have more bytes than the archive.
func overlapping(files []*zip.File, size int64) bool {
	type span struct{ start, end int64 }
	var sum int64
	for _, f := range files {
		if sum += packedSize(f, size); sum > size {
			return true
		}
	}
	spans := make([]span, 0, len(files))
	for _, f := range files {
		n := packedSize(f, size)
		if n == 0 {
			continue
		}
		if start, err := f.DataOffset(); err == nil { // opening the member returns the error
			spans = append(spans, span{start, start + n})
		}
	}
	slices.SortFunc(spans, func(a, b span) int { return cmp.Compare(a.start, b.start) })
	for i := 1; i < len(spans); i++ {
		if spans[i].start < spans[i-1].end {
			return true
		}
	}
	return false
}

// packedSize returns the number of packed bytes of a member of an archive of some size,
// or 0 if the archive is too small for them: then the member is cut short.
func packedSize(f *zip.File, size int64) int64 {
	if f.CompressedSize64 > uint64(size) {
		return 0
	}
	return int64(f.CompressedSize64)
}

// overlapError returns the error of an archive whose members overlap.
func overlapError(file string) error {
	return &format.Error{File: file, Problem: "is a zip archive whose members share their bytes, as in a zip bomb", Remedy: "unpack it yourself if you trust it"}
}
