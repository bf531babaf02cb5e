package main

import (
	"bytes"
	"context"
	"iter"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/ingest"
	"github.com/newsdex/newsdex/query/render"
)

// steeringText has characters of every kind that steers a terminal, white space of every
// kind, and bytes that are no UTF-8.
const steeringText = "\x1b]0;x\x07\x1b[2J\r\u0085\u009b2J\u202e\u2066\u200f\u2028\u2029\ufeff\U000e0041\x7f\t\n\x9b31m\xff"

// steeringArticle returns an article in which every string, in its members too, holds
// characters that steer.
func steeringArticle(id string) ingest.Article {
	a := ingest.Article{
		Authors: make([]string, 2), Tags: make([]string, 2), Found: make([]ingest.Candidate, 2),
		Earlier: make([]ingest.Revision, 2), Removed: make([]ingest.Removal, 2), Restored: make([]ingest.Removal, 1),
		Repairs: []ingest.Repair{{Edits: make([]ingest.Edit, 2)}},
		Origin:  &ingest.Origin{Data: []byte("x" + steeringText)},
	}
	poison(reflect.ValueOf(&a).Elem())
	a.ID = id + a.ID
	a.Published = time.Date(2025, 2, 11, 0, 0, 0, 0, time.UTC)
	a.PublishedLayout, a.UpdatedLayout = "2006-01-02"+steeringText, ""
	a.Language, a.Fingerprint = "en", "one"
	return a
}

// poison sets all strings of a value.
func poison(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			poison(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				poison(v.Field(i))
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			poison(v.Index(i))
		}
	case reflect.String:
		v.SetString("ferry" + steeringText + "harbour")
	}
}

func seqOf(articles ...ingest.Article) iter.Seq2[ingest.Article, error] {
	return func(yield func(ingest.Article, error) bool) {
		for _, a := range articles {
			if !yield(a, nil) {
				return
			}
		}
	}
}

// TestOutputsDoNotSteer checks that no output of a command has a character that steers a
// terminal, whatever an article, a file or a query holds. Only newsdex original writes
// the bytes of a file, and only where it is no terminal.
func TestOutputsDoNotSteer(t *testing.T) {
	name := strings.ReplaceAll(steeringText, "\n", "")
	dir := filepath.Join(t.TempDir(), name)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Skip("the file system has no names of such characters:", err)
	}
	path, file := filepath.Join(dir, "i"), filepath.Join(dir, name+".txt")
	a, b, c := steeringArticle("a"), steeringArticle("b"), steeringArticle("c") // c is a copy of a
	b.Body += " pier"
	b.Fingerprint = "two"
	if _, err := index.Build(t.Context(), path, seqOf(a, b, c), index.Options{}); err != nil {
		t.Fatal(err)
	}
	text := "The ferry" + steeringText + "sails\n\nBy Ann" + steeringText + "\n\nShare this article\n\nThe ferry" + steeringText + "sails again."
	for name, text := range map[string]string{file: text, filepath.Join(dir, "bad"+name+".gz"): "x"} {
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	id, shown := a.ID, 0
	for _, args := range [][]string{
		{"search", "-i", path, "--explain", "--snippets=3", "--facet=outlet,author,lang,day", "ferry" + steeringText},
		{"search", "-i", path, "--copies", "--sort=title", `"ferry` + steeringText},
		{"search", "-i", path, "--feedback", "ferry) ("},
		{"search", "-i", dir, "ferry"},
		{"search", "-i", file, "ferry"},
		{"search", "-i", path + steeringText, "ferry"},
		{"search", "-i", path, "-n", steeringText, "ferry"},
		{"search", "-i", path, "--" + steeringText, "ferry"},
		{"delete", "-i", path, "ferry"},
		{"delete", "-i", path, `"ferry` + steeringText},
		{"delete", "-i", path, "--id", "x" + steeringText},
		{"delete", "-i", path, "--id", id},
		{"restore", "-i", path, id},
		{"restore", "-i", path, "x" + steeringText},
		{"original", "-i", path, "x" + steeringText},
		{"status", "-i", path, "--sizes"},
		{"status", "-i", dir},
		{"verify", "-i", path},
		{"verify", "-i", dir},
		{"repair", "-i", path},
		{"repair", "-i", dir},
		{"templates", "-i", path},
		{"templates", "-f", filepath.Join(dir, "t"+name), dir},
		{"tokens", "ferry" + steeringText},
		{"tokens", "--query", "ferry" + steeringText},
		{"clean", file},
		{"clean", "--diff", file},
		{"clean", dir},
		{"clean", "--templates", file, file},
		{"index", "-o", path, dir},
		{"index", "-o", filepath.Join(dir, "other"), dir},
		{"index", "-o", dir, dir},
		{"reclean", "-i", path},
		{"rebuild", "-i", path},
		{"eval", dir},
		{"eval", "cleaning", dir},
		{"completion", steeringText},
		{"help", steeringText},
		{steeringText},
		{"version"},
	} {
		for _, flag := range []string{"", "--json"} {
			args := slices.Clone(args)
			if flag != "" {
				args = slices.Insert(args, 1, flag)
			}
			var stdout, stderr bytes.Buffer
			run(context.Background(), args, strings.NewReader(""), &stdout, &stderr)
			for stream, out := range map[string]string{"output": stdout.String(), "error": stderr.String()} {
				for i, r := range out {
					if render.Steers(r) && r != '\n' && r != '\t' || r == '\t' && flag != "" && stream == "output" {
						t.Errorf("%.60q: %U in standard %s: %.80q", args, r, stream, out[max(0, i-30):])
						break
					}
				}
				if !utf8.ValidString(out) {
					t.Errorf("%.60q: standard %s is no UTF-8: %.80q", args, stream, out)
				}
			}
			if strings.Contains(stdout.String(), "u202e") {
				shown++
			}
		}
	}
	if shown < 20 {
		t.Errorf("only %d outputs show the characters", shown)
	}
}
