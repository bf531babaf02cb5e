package ingest

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/bzip2"
	"compress/gzip"
	"errors"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/klauspost/compress/zstd"

	"github.com/newsdex/newsdex/ingest/internal/charset"
	"github.com/newsdex/newsdex/ingest/internal/fixture"
	"github.com/newsdex/newsdex/ingest/internal/format"
	"github.com/newsdex/newsdex/ingest/internal/source"
)

// FuzzZip checks that members are read as archive/zip reads them, and that those
// of an archive without its directory are among them.
func FuzzZip(f *testing.F) {
	addTales(f, "JSON Lines", "zip")
	for _, method := range []uint16{zip.Store, zip.Deflate, 93} {
		f.Add(fixture.Zip(f, method, fixture.Member{"a.txt", "Text a."}, fixture.Member{"../b.txt", "Text b."}))
	}
	f.Add(fixture.Zip(f, zip.Deflate, fixture.Member{"a.jsonl", "{\"text\":\"x\"}\n"})[:60])
	f.Fuzz(func(t *testing.T, s string) {
		articles, _ := fuzzRead(t, "a.zip", s)
		zr, err := zip.NewReader(strings.NewReader(s), int64(len(s)))
		if err != nil {
			return
		}
		for _, a := range articles {
			name, found := strings.TrimPrefix(a.Path, "PATH/"), strings.Contains(a.Path, "#")
			for _, m := range zr.File {
				found = found || source.UnpackedPath(source.MemberPath(m.Name)) == name || strings.HasPrefix(name, source.UnpackedPath(source.MemberPath(m.Name))+":") || strings.HasPrefix(name, source.UnpackedPath(source.MemberPath(m.Name))+"/")
			}
			if !found {
				t.Fatalf("%q is no member", a.Path)
			}
		}
	})
}

func FuzzTar(f *testing.F) {
	addTales(f, "JSON Lines", "tar")
	f.Add(fixture.Tar(f, fixture.Member{"a.txt", "Text a."}, fixture.Member{"b.jsonl", `{"text":"x"}`}))
	f.Add(fixture.Gzip(fixture.Tar(f, fixture.Member{"a.txt", "Text a."})))
	f.Add(fixture.Tar(f, fixture.Member{"a.tar", fixture.Tar(f, fixture.Member{"b.txt", "Text b."})})[:1600])
	f.Fuzz(func(t *testing.T, s string) {
		articles, _ := fuzzRead(t, "a.tar", s)
		names := 0
		for tr := tar.NewReader(strings.NewReader(s)); ; names++ {
			if _, err := tr.Next(); err != nil && !errors.Is(err, tar.ErrInsecurePath) {
				break
			}
		}
		if compressed, _ := source.CompressionOf([]byte(s)); compressed.Name == "" && names == 0 && len(articles) > 0 {
			t.Fatalf("%d articles of an archive without members", len(articles))
		}
	})
}

// FuzzGzip checks that data is read if gzip(1) reads it, and reported otherwise.
func FuzzGzip(f *testing.F) {
	addTales(f, "", "gzip")
	f.Add(fixture.Gzip("Text a.") + "\x00\x00" + fixture.Gzip(" Text b.")[:20])
	fuzzPacked(f, "a.txt.gz", func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) })
}

func FuzzZstd(f *testing.F) {
	addTales(f, "", "zstd")
	fuzzPacked(f, "a.txt.zst", func(r io.Reader) (io.Reader, error) {
		return zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(source.MaxZstdWindow))
	})
}

func FuzzBzip2(f *testing.F) {
	addTales(f, "", "bzip2")
	fuzzPacked(f, "a.txt.bz2", func(r io.Reader) (io.Reader, error) { return bzip2.NewReader(r), nil })
}

// fuzzPacked reads packed data and checks that the text is the same as from a reader of
// that packing.
func fuzzPacked(f *testing.F, name string, open func(io.Reader) (io.Reader, error)) {
	f.Fuzz(func(t *testing.T, s string) {
		articles, failures := fuzzRead(t, source.BaseName(name), s)
		r, err := open(strings.NewReader(s))
		if err != nil {
			return
		}
		if d, ok := r.(*zstd.Decoder); ok {
			defer d.Close()
		}
		want, over, err := format.ReadUpTo(r, fuzzLimit)
		if _, packed := source.CompressionOf(want); packed || err != nil || over || !utf8.Valid(want) || strings.ContainsAny(string(want), "\x00\x1b~\ufeff") {
			return // in layers, damaged, or of another charset
		}
		switch {
		case len(articles) == 1 && articles[0].Body == string(want):
		case len(articles) == 0 && len(failures) == 1 && (charset.IsBinary(want) || strings.TrimSpace(string(want)) == "" || strings.Contains(failures[0].Error(), "something else follows")):
		default:
			t.Fatalf("%q became %d articles, %v; want %q", s, len(articles), failures, want)
		}
	})
}

// FuzzPacked reads any data by its first bytes, through all its layers.
func FuzzPacked(f *testing.F) {
	f.Add(fixture.Gzip("Text.") + fixture.Gzip(" More."))
	f.Add(fixture.Zstd(f, "Text."))
	f.Add("BZh91AY&SY")
	f.Add(fixture.Gzip(fixture.Zstd(f, fixture.Zip(f, zip.Deflate, fixture.Member{"a.txt.gz", fixture.Gzip("Text.")}))))
	f.Fuzz(func(t *testing.T, s string) { fuzzRead(t, "", s) })
}

// FuzzContent reads a body as each content encoding, and after encoding it.
func FuzzContent(f *testing.F) {
	names := slices.Sorted(maps.Keys(fixture.ContentEncoders))
	for i, encoding := range names {
		f.Add(byte(i), []byte(fixture.EncodeContent(f, encoding, fixture.WARCPage(1))))
		f.Add(byte(i), []byte(fixture.WARCPage(1)))
	}
	f.Fuzz(func(t *testing.T, i byte, b []byte) {
		name := names[int(i)%len(names)]
		field := strings.TrimPrefix(name, "bare ")
		if out, _, err := format.DecodeContent(bytes.Clone(b), field, fuzzLimit); err == nil && len(out) > max(fuzzLimit, len(b)) {
			t.Fatalf("%s: %d bytes of %d", name, len(out), len(b))
		}
		if len(b) == 0 || len(b) > fuzzLimit {
			return
		}
		packed := fixture.EncodeContent(t, name, string(b))
		if out, cut, err := format.DecodeContent([]byte(packed), field, fuzzLimit); (err != nil || cut != nil || !bytes.Equal(out, b)) && name != "bare deflate" {
			t.Fatalf("%s: %q became %q, %v, %v", name, b, out, cut, err)
		}
	})
}
