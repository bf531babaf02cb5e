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

// An archive is a form that holds files: a row of the table archives.
type archive struct {
	Name       string
	extensions []string
	// is reports whether a file without an extension that begins with head
	// is such an archive.
	is func(head []byte) bool
	// members yields the members of s in their order, each of which is to be
	// read before the next; br is s.r, of which nothing has been taken. At the
	// end, and where nobody wants more, it sets end.
	members func(s stream, br *bufio.Reader, end *archiveEnd) iter.Seq[archiveMember]
	// whole says that the archive is one stream of bytes: what is wrong with
	// the data of one member is wrong with all after it.
	whole bool
}

// An archiveMember is a file in an archive.
type archiveMember struct {
	name string // as the archive has it
	open func() (io.Reader, error)
}

// An archiveEnd says how the reading of an archive ended.
type archiveEnd struct {
	offset int64 // in the archive; 0 where it is not known
	err    error // nil: after its last member
}

// Archives is the table of all archives.
var Archives = []archive{
	{Name: "zip", extensions: []string{".zip"}, is: isZip, members: zipMembers},
	{Name: "tar", extensions: []string{".tar"}, is: isTar, members: tarMembers, whole: true},
}

// archiveOf returns the archive that a file is by its name's extension, or by
// its head where the name has none.
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

// isTar looks for the magic of POSIX and GNU tar.
func isTar(head []byte) bool {
	return len(head) >= 512 && bytes.Equal(head[257:262], []byte("ustar"))
}

// maxMemberPath is how many bytes of a member's name are kept.
const maxMemberPath = 1 << 10

// MemberPath returns the place of a member in its archive, from the name that
// the archive gives it: with forward slashes, without what leads out of it
// ("../", "/", "C:") and without control characters. Names that are not UTF-8
// are taken for code page 437, as zip has it.
func MemberPath(name string) string {
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
func isHidden(path string) bool {
	return strings.HasPrefix(path, ".") || strings.Contains(path, "/.") || strings.HasPrefix(path, "__MACOSX/")
}
