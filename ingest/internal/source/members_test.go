package source

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzMemberPath checks that the path of a member stays inside its archive.
func FuzzMemberPath(f *testing.F) {
	for _, s := range []string{"../a", "/a/../b", `C:\a`, "a//b/./c", "\x00/\xff", strings.Repeat("a/", 2000)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p := MemberPath(s)
		if again := MemberPath(p); again != p && len(s) < maxMemberPath {
			t.Fatalf("%q became %q and then %q", s, p, again)
		}
		for part := range strings.SplitSeq(p, "/") {
			if p != "" && (part == "" || part == "." || part == "..") || !utf8.ValidString(part) || strings.ContainsAny(part, "\\\n\x00") || len(p) > maxMemberPath {
				t.Fatalf("%q became %q", s, p)
			}
		}
	})
}
