package index

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/newsdex/newsdex/analyze"
	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/internal/record"
	"github.com/newsdex/newsdex/ingest"
)

var update = flag.Bool("update", false, "rewrite the files in testdata/fingerprint")

// TestFingerprints checks that outputs do not change without their versions.
// testdata/fingerprint has a file for each version, with the checksums of the input and
// the output of each case. A case with another input is another case. The files that
// cleaning embeds are cases whose set must not change either: most of their phrases and
// words are in no text.
func TestFingerprints(t *testing.T) {
	for _, tt := range []struct {
		name, constant string
		version        int
		cases          func(*testing.T) map[string]string // output by input
		whole          bool                               // another case, or one less, is a change
	}{
		{"analysis", "analyze.Version", analyze.Version, analysisCases, false},
		{"cleaning", "ingest.CleaningVersion", ingest.CleaningVersion, cleaningCases, false},
		{"cleaning-tables", "ingest.CleaningVersion", ingest.CleaningVersion, cleaningTables, true},
		{"schema", "index.SchemaVersion", SchemaVersion, schemaCases, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			file := filepath.Join("..", "testdata", "fingerprint", tt.name+".txt")
			version, old := readFingerprint(t, file)
			sums := map[string]string{}
			for in, out := range tt.cases(t) {
				sums[disk.ChecksumOf([]byte(in)).String()] = disk.ChecksumOf([]byte(out)).String()
			}
			if len(sums) < 5 {
				t.Fatalf("there are %d cases only", len(sums))
			}
			changed, unlisted := 0, 0
			for in, out := range sums {
				was, listed := old[in]
				switch {
				case !listed:
					unlisted++
				case was != out:
					changed++
				}
			}
			if tt.whole {
				changed += max(unlisted, len(old)-(len(sums)-unlisted))
			}
			switch {
			case changed > 0 && tt.version == version:
				t.Fatalf("%d of %d cases come out otherwise than in version %d: raise %s, then run go test ./index -run TestFingerprints -update", changed, len(sums), version, tt.constant)
			case *update:
				writeFingerprint(t, file, tt.version, sums)
			case tt.version != version || unlisted > 0:
				t.Errorf("%s is of version %d and lacks %d of %d cases, and %s is %d: run go test ./index -run TestFingerprints -update", file, version, unlisted, len(sums), tt.constant, tt.version)
			}
		})
	}
}

func readFingerprint(t *testing.T, file string) (version int, sums map[string]string) {
	t.Helper()
	sums = map[string]string{}
	b, err := os.ReadFile(file)
	if os.IsNotExist(err) && *update {
		return 0, sums
	}
	if err != nil {
		t.Fatal(err)
	}
	for s := bufio.NewScanner(bytes.NewReader(b)); s.Scan(); {
		in, out, _ := strings.Cut(s.Text(), " ")
		if in != "version" {
			sums[in] = out
		} else if version, err = strconv.Atoi(out); err != nil {
			t.Fatal(err)
		}
	}
	return version, sums
}

func writeFingerprint(t *testing.T, file string, version int, sums map[string]string) {
	t.Helper()
	b := fmt.Appendf(nil, "version %d\n", version)
	for _, in := range slices.Sorted(maps.Keys(sums)) {
		b = fmt.Appendf(b, "%s %s\n", in, sums[in])
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, b, 0o666); err != nil {
		t.Fatal(err)
	}
}

// texts returns the texts in files of testdata, by name.
func texts(t *testing.T, pattern string, parse func(string) iter.Seq[string]) map[string]string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "testdata", pattern))
	if err != nil || len(files) == 0 {
		t.Fatal("no files", pattern, err)
	}
	all := map[string]string{}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for text := range parse(string(b)) {
			all[filepath.Base(file)+" "+text] = text
		}
	}
	return all
}

func whole(s string) iter.Seq[string] { return slices.Values([]string{s}) }

// analysisCases are the cases of each language, and the articles in English.
func analysisCases(t *testing.T) map[string]string {
	lines := func(s string) iter.Seq[string] {
		return func(yield func(string) bool) {
			for line := range strings.Lines(s) {
				if text, ok := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "> "); ok && !yield(text) {
					return
				}
			}
		}
	}
	out := map[string]string{}
	analyse := func(name, code, text string) {
		var b strings.Builder
		for tok := range analyze.For(code).Tokens(text) {
			fmt.Fprintf(&b, "%s@%d/%d ", tok.Term, tok.Position, tok.Width)
		}
		out[name] = b.String()
	}
	for name, text := range texts(t, "analyze/*.txt", lines) {
		code, _, _ := strings.Cut(name, ".txt ")
		analyse(name, code, text)
	}
	for name, text := range texts(t, "articles/*.txt", whole) {
		analyse(name, "en", text)
	}
	return out
}

// cleaningCases are the texts with lines for the rules, and the articles.
func cleaningCases(t *testing.T) map[string]string {
	in := texts(t, "articles/*.txt", whole)
	maps.Copy(in, texts(t, "clean/*.txtar", func(s string) iter.Seq[string] {
		return func(yield func(string) bool) {
			for _, f := range txtar.Parse([]byte(s)).Files {
				if strings.HasSuffix(f.Name, ".in") && !yield(string(f.Data)) {
					return
				}
			}
		}
	}))
	out := map[string]string{}
	for name, text := range in {
		for a, err := range ingest.Read(ctx, textSource(text), ingest.Options{}) {
			if err != nil {
				t.Fatal(name, err)
			}
			out[name] += fmt.Sprintf("%q %q %q %q %s\n", a.Title, a.Deck, a.Body, a.Authors, a.Published)
		}
	}
	return out
}

// cleaningTables are the files that package ingest and its rooms embed, without comments
// and by their content, so that a file can be renamed.
func cleaningTables(t *testing.T) map[string]string {
	out := map[string]string{}
	for _, name := range embeddedFiles(t, filepath.Join("..", "ingest")) {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var lines []string
		for line := range strings.Lines(string(b)) {
			if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
				lines = append(lines, line)
			}
		}
		content := strings.Join(lines, "\n")
		out[content] = content
	}
	return out
}

// embeddedFiles returns the files that Go files beneath a folder embed, but for tests.
func embeddedFiles(t *testing.T, root string) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return err
		}
		b, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		for line := range strings.Lines(string(b)) {
			patterns, ok := strings.CutPrefix(line, "//go:embed ")
			if !ok {
				continue
			}
			for _, pattern := range strings.Fields(patterns) {
				found, err := filepath.Glob(filepath.Join(filepath.Dir(name), filepath.FromSlash(pattern)))
				if err != nil {
					return err
				}
				if len(found) == 0 {
					return fmt.Errorf("%s embeds %s, and there are no such files", name, pattern)
				}
				files = append(files, found...)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// schemaCases are articles, and the mapping for programs that use only Bleve. One
// analysed word of each text field is enough, and the stored article belongs to the
// format.
func schemaCases(t *testing.T) map[string]string {
	mapping, err := json.Marshal(record.NewMapping())
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{"mapping": string(mapping)}
	at := time.Date(2025, 2, 11, 7, 5, 0, 0, time.UTC)
	for name, a := range map[string]ingest.Article{
		"empty":  {ID: "x"},
		"texts":  {ID: "x", Title: "word", Deck: "word word", Body: "word", Language: "en"},
		"names":  {ID: "x", Outlet: "Outlet", Authors: []string{"Author", "Other"}, URL: "https://example.com/word"},
		"dates":  {ID: "x", Published: at, Updated: at.Add(time.Hour)},
		"others": {ID: "x", File: "/n/x", Fingerprint: "f", Language: "xx", Title: "Word"},
	} {
		doc, _, err := record.NewDocument(ctx, record.Record{Article: a})
		if err != nil {
			t.Fatal(err)
		}
		var lines []string
		for _, f := range doc.Fields {
			if f.Options.IsIndexed() {
				lines = append(lines, fieldLine(f))
			}
		}
		slices.Sort(lines)
		out[name] = strings.Join(lines, "\n")
	}
	return out
}

func fieldLine(f record.Field) string {
	line := fmt.Sprintf("%s %d %d", f.Name, f.Options, f.Length)
	for _, t := range slices.SortedFunc(slices.Values(f.Terms), func(a, b record.FieldTerm) int { return strings.Compare(a.Text, b.Text) }) {
		line += fmt.Sprintf(" %q %d", t.Text, t.Number)
	}
	return line
}

// A textSource is a source of one article, a text.
type textSource string

func (s textSource) Articles(context.Context) iter.Seq2[ingest.Article, error] {
	return seq(ingest.Article{ID: "case", Body: string(s)})
}
