package ingest

import (
	"bufio"
	"bytes"
	"fmt"
	"hash/maphash"
	"io"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// An archive is a form that holds files: a row of the table archives.
type archive struct {
	name       string
	extensions []string
	// is reports whether a file without an extension that begins with head
	// is such an archive.
	is func(head []byte) bool
	// members reads the members of s; br is s.r, of which nothing has been
	// taken.
	members func(w *walk, s stream, br *bufio.Reader) bool
}

// archives returns the table of all archives. It is a function because reading
// a member may lead to an archive again.
func archives() []archive {
	return []archive{
		{"zip", []string{".zip"}, isZip, (*walk).zip},
		{"tar", []string{".tar"}, isTar, (*walk).tar},
	}
}

// archiveOf returns the archive that a file is by its name's extension, or by
// its head where the name has none.
func archiveOf(name string, head []byte) (archive, bool) {
	ext := extensionOf(name)
	for _, a := range archives() {
		for _, e := range a.extensions {
			if e == ext {
				return a, true
			}
		}
		if ext == "" && a.is(head) {
			return a, true
		}
	}
	return archive{}, false
}

func isZip(head []byte) bool {
	return bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06"))
}

// isTar looks for the magic of POSIX and GNU tar.
func isTar(head []byte) bool {
	return len(head) >= 512 && bytes.Equal(head[257:262], []byte("ustar"))
}

// An unpacking is one pass over the members of an archive.
type unpacking struct {
	w    *walk
	s    stream // the archive
	form string
	seed maphash.Seed
	// seen counts the members of each path, by its hash: some 20 bytes a
	// member.
	seen map[uint64]int
	met  int // members met that are of a known form
	// whole says that the archive is one stream of bytes: what is wrong with
	// the data of one member is wrong with all after it.
	whole bool
	last  *layerReader // of the member read last
}

func (w *walk) unpacking(s stream, form string) *unpacking {
	s.depth++
	return &unpacking{w: w, s: s, form: form, seed: maphash.MakeSeed(), seen: map[uint64]int{}}
}

// member reads one member, which open opens, unless its name says that there is
// nothing to read in it.
func (u *unpacking) member(name string, open func() (io.Reader, error)) bool {
	place := memberPath(name)
	if place == "" || isHidden(place) {
		return u.w.ctx.Err() == nil
	}
	file := u.s.file + string(filepath.Separator) + filepath.FromSlash(place)
	base := baseName(place)
	if !isKnown(base) {
		u.w.skipped(extensionOf(base), file)
		return u.w.ctx.Err() == nil
	}
	u.met++
	r, err := open()
	if err != nil {
		return u.w.emitDamage(damaged(file, u.form, 0, err))
	}
	path := unpackedPath(place)
	h := maphash.String(u.seed, path)
	if u.seen[h]++; u.seen[h] > 1 {
		path += fmt.Sprintf("#%d", u.seen[h])
	}
	u.last = &layerReader{r: r, guard: u.s.guard, depth: u.s.depth, file: file, form: u.form}
	if u.whole {
		u.last.file = u.s.file
	}
	return u.w.read(stream{
		r: u.last, name: base, path: u.s.path + "/" + path, file: file,
		depth: u.s.depth, guard: u.s.guard,
	})
}

// end reports the error that ended the archive, if it has not been reported,
// or that there was nothing in it.
func (u *unpacking) end(offset int64, err error) bool {
	if u.whole && u.last != nil && u.last.err != nil && u.last.err != io.EOF {
		err = u.last.err
	}
	if err != nil {
		return u.w.emitDamage(damaged(u.s.file, u.form, offset, err))
	}
	if u.met == 0 {
		return u.w.fail(u.s.file, "holds no articles", "give an archive that holds "+formatNames(), nil)
	}
	return u.w.ctx.Err() == nil
}

// emitDamage reports d, unless it has been reported.
func (w *walk) emitDamage(d *damage) bool {
	if d.told {
		return w.ctx.Err() == nil
	}
	return w.emit(Article{}, d.input())
}

// maxMemberPath is how many bytes of a member's name are kept.
const maxMemberPath = 1 << 10

// memberPath returns the place of a member in its archive, from the name that
// the archive gives it: with forward slashes, without what leads out of it
// ("../", "/", "C:") and without control characters. Names that are not UTF-8
// are taken for code page 437, as zip has it.
func memberPath(name string) string {
	if !utf8.ValidString(name) {
		name, _ = charmap.CodePage437.NewDecoder().String(name) // it has all 256 bytes
	}
	name = strings.Map(func(r rune) rune {
		switch {
		case r == '\\':
			return '/'
		case unicode.IsControl(r):
			return unicode.ReplacementChar
		}
		return r
	}, name)
	var parts []string
	for p := range strings.SplitSeq(name, "/") {
		if p == "" || p == "." || p == ".." || len(parts) == 0 && len(p) == 2 && p[1] == ':' {
			continue
		}
		parts = append(parts, p)
	}
	name = strings.Join(parts, "/")
	if len(name) > maxMemberPath {
		name = strings.ToValidUTF8(name[len(name)-maxMemberPath:], "")
		name = strings.TrimLeft(name, "/")
	}
	return name
}

// isHidden reports whether a member is one that no one put there to be read:
// what begins with ".", and the resource forks that macOS adds.
func isHidden(place string) bool {
	return strings.HasPrefix(place, ".") || strings.Contains(place, "/.") || strings.HasPrefix(place, "__MACOSX/")
}
