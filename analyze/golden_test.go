package analyze

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestGolden runs the cases of testdata/analyze, one file per language of the table. A
// case is a line "> text", then the tokens in an index and, after a question mark, the
// terms of a query. Other lines are comments. A token is term@position, with /width if
// it covers several positions, its offsets, its kind if it is no word, and a minus if
// it is a stop word.
func TestGolden(t *testing.T) {
	for _, l := range Languages() {
		t.Run(l.Code, func(t *testing.T) {
			path := filepath.Join("..", "testdata", "analyze", l.Code+".txt")
			b, err := os.ReadFile(path)
			if err != nil {
				t.Fatalf("language %s wants a golden file: %v", l.Code, err)
			}
			var out strings.Builder
			cases := 0
			for line := range strings.Lines(string(b)) {
				if strings.HasPrefix(line, "  ") {
					continue
				}
				out.WriteString(line)
				if text, ok := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "> "); ok {
					cases++
					fmt.Fprintf(&out, "  %s\n  ? %s\n", showTokens(l, text), showQuery(l, text))
				}
			}
			if cases < 3 {
				t.Errorf("%s has %d cases", path, cases)
			}
			if out.String() == string(b) {
				return
			}
			if *update {
				if err := os.WriteFile(path, []byte(out.String()), 0o666); err != nil {
					t.Fatal(err)
				}
				return
			}
			got, want := strings.Split(out.String(), "\n"), strings.Split(string(b), "\n")
			for i := range min(len(got), len(want)) {
				if got[i] != want[i] {
					t.Errorf("%s:%d:\n got %s\nwant %s", path, i+1, got[i], want[i])
				}
			}
			if len(got) != len(want) {
				t.Errorf("%s: %d lines, want %d; run the test with -update", path, len(got), len(want))
			}
		})
	}
	files, err := filepath.Glob("../testdata/analyze/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if code := strings.TrimSuffix(filepath.Base(f), ".txt"); For(code).Code != code {
			t.Errorf("%s: no language %s in the table", f, code)
		}
	}
}

func showTokens(l Language, text string) string {
	var out []string
	for t := range l.Tokens(text) {
		s := fmt.Sprintf("%s@%d", t.Term, t.Position)
		if t.Width > 1 {
			s += fmt.Sprintf("/%d", t.Width)
		}
		s += fmt.Sprintf("[%d:%d]", t.Start, t.End)
		if t.Kind != Word {
			s += t.Kind.String()
		}
		if t.Stop {
			s += "-"
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

func showQuery(l Language, text string) string {
	var out []string
	for _, w := range l.Query(text) {
		var any []string
		for _, seq := range w.Any {
			any = append(any, strings.Join(seq, " "))
		}
		s := "(" + strings.Join(any, " | ") + ")"
		if w.Stop {
			s += "-"
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}
