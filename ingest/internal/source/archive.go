package source

import (
	"bufio"
	"bytes"
	"io"
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"github.com/newsdex/newsdex/ingest/internal/format"
)

// An archive is an archive format: a row of the table Archives.
type archive struct {
	Name       string
	extensions []string
	// is reports whether a file without an extension that begins with head is such an
	// archive.
	is func(head []byte) bool
	// members yields the members of s in order; each must be read before the next. br
	// reads s.r from its beginning. At the end, or when the caller wants no more members,
	// it sets end.
	members func(s stream, br *bufio.Reader, end *archiveEnd) iter.Seq[archiveMember]
	// whole says that the archive is one stream of bytes: damage in the data of one
	// member affects all data after it.
	whole bool
}

// An archiveMember is a file in an archive.
type archiveMember struct {
	name string // as the archive writes it
	open func() (io.Reader, error)
}

// An archiveEnd is the point at which reading an archive ended.
type archiveEnd struct {
	offset int64 // offset in the archive; 0: not known
	err    error // nil if the last member was read
}

// Archives is the table of all archives.
var Archives = []archive{
	{Name: "zip", extensions: []string{".zip"}, is: isZip, members: zipMembers},
	{Name: "tar", extensions: []string{".tar"}, is: isTar, members: tarMembers, whole: true},
}

// archiveOf returns the archive format of a file by the extension of its name, or by its
// head if the name has no extension.
func archiveOf(name string, head []byte) (archive, bool) {
	ext := format.ExtensionOf(name)
	for _, a := range Archives {
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

// isTar reports whether head has the magic of POSIX and GNU tar.
func isTar(head []byte) bool {
	return len(head) >= 512 && bytes.Equal(head[257:262], []byte("ustar"))
}

// maxMemberPath is the number of bytes of a member's path that are kept.
const maxMemberPath = 1 << 10

// MemberPath returns the path of a member inside its archive, made from the member's
// name. The path has forward slashes, no control characters, also none for the direction
// of text, and no parts that lead out of the archive ("../", "/", "C:"). Names that are not UTF-8 are decoded from code page
// 437, as in zip.
func MemberPath(name string) string {
	if !utf8.ValidString(name) {
		name, _ = charmap.CodePage437.NewDecoder().String(name) // the code page has all 256 bytes
	}
	name = strings.Map(func(r rune) rune {
		switch {
		case r == '\\':
			return '/'
		case unicode.IsControl(r), unicode.In(r, unicode.Zl, unicode.Zp, unicode.Bidi_Control):
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

// isHidden reports whether a member is hidden: its name begins with ".", or it is a
// resource fork added by macOS.
func isHidden(path string) bool {
	return strings.HasPrefix(path, ".") || strings.Contains(path, "/.") || strings.HasPrefix(path, "__MACOSX/")
}
