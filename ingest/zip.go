package ingest

import (
	"archive/zip"
	"bufio"
	"errors"
	"io"

	"github.com/klauspost/compress/zstd"
)

// zip reads the members of a zip archive, in the order of its directory, which
// stands at its end and costs some 300 bytes of memory a member. An archive
// whose directory is missing is cut short: its members are read one after the
// other from its beginning, as far as they go, and the cut is reported after
// them.
func (w *walk) zip(s stream, br *bufio.Reader) bool {
	u := w.unpacking(s, "zip")
	if s.at == nil {
		kept, err := spool(br)
		if err != nil {
			return w.fail(s.file, "is a zip archive that cannot be kept for reading", "unpack it first", err)
		}
		defer kept.close()
		u.s.at, u.s.size = kept.at, kept.size
		if kept.err != nil {
			return u.zipWithoutDirectory(kept.err)
		}
	}
	zr, err := zip.NewReader(u.s.at, u.s.size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) { // memberPath sees to that
		return u.zipWithoutDirectory(err)
	}
	zr.RegisterDecompressor(zstd.ZipMethodWinZip, zstd.ZipDecompressor(zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxZstdWindow)))
	for _, f := range zr.File {
		if s.guard.bomb != nil {
			return w.emitDamage(s.guard.bomb)
		}
		if f.Mode().IsRegular() && !u.zipMember(f) {
			return false
		}
	}
	return u.end(0, nil)
}

var errEncrypted = errors.New("it is encrypted")

func (u *unpacking) zipMember(f *zip.File) bool {
	var r io.ReadCloser
	ok := u.member(f.Name, func() (_ io.Reader, err error) {
		if f.Flags&zipEncrypted != 0 {
			return nil, errEncrypted
		}
		r, err = f.Open()
		return r, err
	})
	if r != nil {
		r.Close() // its errors were those of Read
	}
	return ok
}
