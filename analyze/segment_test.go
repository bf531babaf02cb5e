package analyze

import (
	"bufio"
	"compress/gzip"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestSegment checks cases for each rule of UAX #29. The segments are separated by |.
func TestSegment(t *testing.T) {
	for _, want := range []string{
		"Musk| |said| |so|.",
		"\r\n|a|\n|b|\u2028",
		"can't| |can’t| |'|tis| |dogs|'",
		"a.b| |a|.| |3.14| |3|.| |1,000| |1|,| |a|,|b",
		"a:b| |a|:|:|b",
		"97.4bn| |F|-|16s| |4o",
		"__| |a_b| |_a_",
		"カタカナ|ひ|ら|漢|字",
		"שלום| |צה\"ל| |ג'| |\"|ש|\"",
		"👩\u200d👩\u200d👧|👍🏽|🇫🇷|🇩🇪|🇺",
		"e\u0301te\u0301| |a\u00adb",
		"  |a|   |b",
		"ไ|ท|ย",
	} {
		in := strings.ReplaceAll(want, "|", "")
		var parts []string
		for i := 0; i < len(in); {
			s := nextSegment(in, i)
			parts = append(parts, in[s.start:s.end])
			i = s.end
		}
		if got := strings.Join(parts, "|"); got != want {
			t.Errorf("segments of %q:\n got %s\nwant %s", in, got, want)
		}
	}
}

// breakDeviations are the lines of WordBreakTest.txt that fail because of a rule of
// ours. There are none: the index deviates only after the segmenter.
var breakDeviations = []int{}

// TestWordBreak runs Unicode's own test file.
func TestWordBreak(t *testing.T) {
	path := filepath.Join(dataDir(t), "unicode", "WordBreakTest.txt.gz")
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	line, checked := 0, 0
	for sc := bufio.NewScanner(z); sc.Scan(); {
		line++
		spec, _, _ := strings.Cut(sc.Text(), "#")
		if strings.TrimSpace(spec) == "" {
			continue
		}
		var in strings.Builder
		var want, got []int
		for _, f := range strings.Fields(spec) {
			switch f {
			case "÷":
				want = append(want, in.Len())
			case "×":
			default:
				r, err := strconv.ParseUint(f, 16, 32)
				if err != nil {
					t.Fatal(err)
				}
				in.WriteRune(rune(r))
			}
		}
		got = append(got, 0)
		for i := 0; i < in.Len(); {
			i = nextSegment(in.String(), i).end
			got = append(got, i)
		}
		checked++
		if known, same := slices.Contains(breakDeviations, line), slices.Equal(got, want); same == known {
			t.Errorf("line %d: breaks %v, want %v, listed as a deviation: %v\n%s", line, got, want, known, sc.Text())
		}
	}
	t.Logf("%d lines", checked)
}

// dataDir returns the folder of development data. It skips the test if there is none.
func dataDir(t testing.TB) string {
	t.Helper()
	dir := os.Getenv("NEWSDEX_DATA")
	if dir == "" {
		t.Skip("NEWSDEX_DATA is not set")
	}
	return dir
}

// TestPack checks that different words pack into different numbers.
func TestPack(t *testing.T) {
	seen := map[packed]string{}
	for _, alphabet := range []string{"ab", "\x00a"} {
		for n := range 1 << 15 {
			for length := 0; length <= 15; length++ {
				var word [15]byte
				for i := range length {
					word[i] = alphabet[n>>i&1]
				}
				s := string(word[:length])
				if other, ok := seen[pack(s)]; ok && other != s {
					t.Fatalf("%q and %q are the same numbers", s, other)
				}
				seen[pack(s)] = s
			}
		}
	}
}
