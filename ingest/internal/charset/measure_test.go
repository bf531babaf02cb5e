package charset

import (
	"bufio"
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/newsdex/newsdex/ingest/internal/gold"
)

// TestMeasureCharsets decodes texts in many encodings and reports the texts whose
// decoding differs from the manifest.
func TestMeasureCharsets(t *testing.T) {
	data := os.Getenv("NEWSDEX_DATA")
	if data == "" {
		t.Skip("NEWSDEX_DATA does not name the folder of measuring data")
	}
	dir := filepath.Join(data, "charsets")
	files, right, told, guessed := 0, 0, 0, 0
	manifest, err := os.ReadFile(filepath.Join(dir, "manifest.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(bytes.NewReader(manifest))
	for lines.Scan() {
		name, want, _ := strings.Cut(lines.Text(), "\t")
		if name == "file" {
			continue
		}
		data, err := gold.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		expected := decodedAs(want, data)
		files++
		got, as, how := string(data), "UTF-8", ""
		if c := CharsetOf(data[:min(len(data), CharsetBytes)], ""); c != nil {
			got, as, how = c.Decode(data), c.Name, c.how
		}
		if how == "declared" {
			told++
		}
		undeclared := declaration().ReplaceAll(data, nil)
		if c := CharsetOf(undeclared[:min(len(undeclared), CharsetBytes)], ""); c == nil && EncodingOf(want) == nil || c != nil && c.Decode(undeclared) == decodedAs(want, undeclared) {
			guessed++
		} else if c == nil {
			t.Logf("%s: without its declaration %s is not guessed", name, want)
		} else {
			t.Logf("%s: without its declaration %s is read as %s", name, want, c.Name)
		}
		trim := func(s string) string { return strings.TrimPrefix(s, "\ufeff") }
		if trim(got) == trim(expected) {
			right++
		} else {
			t.Logf("%s: %s read as %s (%s): %.80q, want %.80q", name, want, as, how, fromDifference(got, expected), fromDifference(expected, got))
		}
	}
	t.Logf("%d of %d texts are decoded to the right text, %d of them by a declaration; without declarations %d", right, files, told, guessed)
	if right*100 < files*95 {
		t.Errorf("too few")
	}
}

func decodedAs(name string, data []byte) string {
	if e := EncodingOf(name); e != nil {
		return (&Charset{Encoding: e}).Decode(data)
	}
	return string(data)
}

// fromDifference returns s from the first difference from other.
func fromDifference(s, other string) string {
	for i, r := range s {
		if !strings.HasPrefix(other[min(i, len(other)):], string(r)) {
			return s[i:]
		}
	}
	return ""
}
