package source

import (
	"archive/zip"
	"bufio"
	"errors"
	"io"
	"iter"

	"github.com/klauspost/compress/zstd"

	"github.com/newsdex/newsdex/ingest/internal/format"
)

// zipMembers yields the members of a zip archive, in the order of its directory, which
// stands at its end and costs some 300 bytes of memory a member. An archive whose
// directory is missing has been cut short. Its members are yielded from its beginning, as
// far as they go, and the cut is the archive's end. An archive with overlapping members
// yields none.
func zipMembers(s stream, br *bufio.Reader, end *archiveEnd) iter.Seq[archiveMember] {
	return func(yield func(archiveMember) bool) {
		if s.at == nil {
			kept, err := spool(br)
			if err != nil {
				end.err = &format.Error{File: s.file, Problem: "is a zip archive that cannot be kept for reading", Remedy: "unpack it first", Err: err}
				return
			}
			defer kept.close()
			s.at, s.size = kept.at, kept.size
			if kept.err != nil {
				*end = zipWithoutDirectory(s, kept.err, yield)
				return
			}
		}
		zr, err := zip.NewReader(s.at, s.size)
		if err != nil && !errors.Is(err, zip.ErrInsecurePath) { // MemberPath makes the path safe
			*end = zipWithoutDirectory(s, err, yield)
			return
		}
		if overlapping(zr.File, s.size) {
			end.err = overlapError(s.file)
			return
		}
		zr.RegisterDecompressor(zstd.ZipMethodWinZip, zstd.ZipDecompressor(zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(MaxZstdWindow)))
		for _, f := range zr.File {
			if s.guard.bomb != nil {
				end.err = s.guard.bomb
				return
			}
			if f.Mode().IsRegular() && !yieldZipMember(f, yield) {
				return
			}
		}
	}
}

var errEncrypted = errors.New("it is encrypted")

// yieldZipMember yields one member, and closes it when it has been read.
func yieldZipMember(f *zip.File, yield func(archiveMember) bool) bool {
	var r io.ReadCloser
	ok := yield(archiveMember{f.Name, func() (_ io.Reader, err error) {
		if f.Flags&zipEncrypted != 0 {
			return nil, errEncrypted
		}
		r, err = f.Open()
		return r, err
	}})
	if r != nil {
		r.Close() // Read has returned its errors
	}
	return ok
}
