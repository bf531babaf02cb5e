package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/query"
)

// killPlans are the commands that change an index.
var killPlans = []killPlan{
	{name: "new", prepare: func(k *victim) { k.corpus() },
		args: []string{"index", "-o", "news.idx", "a", "b", "c"}, reread: rereadAll},
	{name: "update", prepare: func(k *victim) { k.indexed("a", "b"); k.change("a"); k.change("b") },
		args: []string{"index", "-o", "news.idx", "a", "b", "c"}, reread: rereadAll},
	{name: "prune", prepare: func(k *victim) { k.indexed("a", "b", "c"); k.remove("a"); k.remove("b"); k.change("c") },
		args: []string{"index", "-o", "news.idx", "--prune", "a", "b", "c"}, reread: rereadAll},
	{name: "fresh", prepare: func(k *victim) { k.indexed("a", "b", "c"); k.remove("b") },
		args: []string{"index", "-o", "news.idx", "--fresh", "b", "c"}, reread: rereadAll},
	{name: "reread", prepare: func(k *victim) { k.indexed("a", "b", "c"); k.change("b") },
		args: []string{"index", "-o", "news.idx", "--reread", "--no-templates", "a", "b"}, reread: rereadAll},
	{name: "moved", prepare: func(k *victim) { k.indexed("a", "b"); k.change("a"); k.remove("a"); k.rename("a", "d") },
		args: []string{"index", "-o", "news.idx", "d", "c"}, reread: []string{"index", "-o", "news.idx", "--reread", "--prune", "d", "b", "c"}},
	{name: "around", prepare: func(k *victim) {
		k.corpus()
		k.rename("a", "d/a")
		k.rename("b", "d/b")
		k.must("index", "-o", "news.idx", "d/a", "d/b")
		k.change("d/a")
		k.remove("d/a")
		k.remove("d/b")
	}, args: []string{"index", "-o", "news.idx", "c", "d"}, reread: []string{"index", "-o", "news.idx", "--reread", "--prune", "d", "c"}},
	{name: "named", prepare: func(k *victim) { k.indexed("a", "b"); k.change("a"); k.remove("a") },
		args: []string{"index", "-o", "news.idx", "--source", "ours", "a"}, reread: rereadAll},
	{name: "delete", prepare: func(k *victim) { k.indexed("a", "b", "c") },
		args: []string{"delete", "-i", "news.idx", "--yes", `url:live OR "part bb" OR "part cb"`}, reread: rereadAll},
	{name: "restore", prepare: func(k *victim) { k.indexed("a", "b", "c") },
		args: []string{"restore", "-i", "news.idx", "only.txt"}, reread: rereadAll},
	{name: "reclean", prepare: func(k *victim) { k.indexed("a", "b", "c") },
		args: []string{"reclean", "-i", "news.idx", "--level", "careful"}, reread: rereadAll},
	{name: "rebuild", prepare: func(k *victim) { k.oldFormat() },
		args: []string{"rebuild", "-i", "news.idx"}, between: true},
	{name: "repair", prepare: func(k *victim) { k.indexed("a", "b", "c"); k.damage() },
		args: []string{"repair", "-i", "news.idx"}, reread: rereadAll},
	{name: "pin", prepare: func(k *victim) { k.indexed("a", "b", "c") },
		args: []string{"templates", "-i", "news.idx", "--outlet", "harbour.example", "--pin", "The tide is told by the pilots of the port."}, reread: rereadAll},
	{name: "refuse", prepare: func(k *victim) { k.indexed("a", "b", "c") },
		args: []string{"templates", "-i", "news.idx", "--outlet", "harbour.example", "--refuse", killedLine}, reread: rereadAll},
}

var rereadAll = []string{"index", "-o", "news.idx", "--reread", "a", "b", "c"}

const killedLine = "The Harbour is written every week by the editors of this newspaper."

// corpus writes three folders of files. Some of their articles have the same ID, URL or
// text, and most an outlet's line.
func (k *victim) corpus() {
	k.write("a/only.txt", k.text(2))
	for _, folder := range []string{"a", "b", "c"} {
		for i := range 30 {
			k.write(fmt.Sprintf("%s/%02d.txt", folder, i), k.text(k.random.IntN(90)))
		}
		for file := range 3 {
			var lines []string
			for i := range 40 {
				url := fmt.Sprintf("https://harbour.example/u/%d", k.random.IntN(90))
				if i%8 == 0 {
					url = "https://harbour.example/live"
				}
				r := map[string]string{"title": fmt.Sprint("Story ", k.random.IntN(40)), "text": k.text(k.random.IntN(90)), "outlet": "The Harbour", "url": url}
				if k.random.IntN(3) > 0 {
					r["date"] = fmt.Sprintf("2025-02-%02d", 1+k.random.IntN(20))
				}
				b, err := json.Marshal(r)
				if err != nil {
					k.t.Fatal(err)
				}
				lines = append(lines, string(b))
			}
			k.write(fmt.Sprintf("%s/records%d.jsonl", folder, file), strings.Join(lines, "\n")+"\n")
		}
	}
}

// text returns the text of the nth story.
func (k *victim) text(n int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "The story of the storm, part %c%c\n\n", 'a'+n%26, 'a'+n/26)
	for i := range 3 + k.random.IntN(3) {
		fmt.Fprintf(&b, "In paragraph %c of story %c%c the council spoke of the harbour, and %c%c had a vote on the pier.\n\n", 'a'+i, 'a'+n%26, 'a'+n/26, 'a'+n/3%26, 'a'+i*n%26)
	}
	if n%2 == 0 {
		b.WriteString("The tide is told by the pilots of the port.\n\n")
	}
	b.WriteString("Share this article on Facebook\n\n" + killedLine + "\n")
	return b.String()
}

func (k *victim) write(name, text string) {
	name = filepath.Join(k.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		k.t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		k.t.Fatal(err)
	}
}

// indexed writes the corpus and an index of some of its folders.
func (k *victim) indexed(folders ...string) {
	k.corpus()
	k.must(append([]string{"index", "-o", "news.idx"}, folders...)...)
}

// change changes every third file of a folder.
func (k *victim) change(folder string) {
	for i, name := range k.files(folder) {
		b, err := os.ReadFile(name)
		if err != nil {
			k.t.Fatal(err)
		}
		if i%3 == 0 {
			k.write(strings.TrimPrefix(name, k.dir), strings.ReplaceAll(string(b), "vote", "quarrel"))
		}
	}
}

// remove removes every seventh file of a folder.
func (k *victim) remove(folder string) {
	for i, name := range k.files(folder) {
		if i%7 == 1 || i == 31 {
			if err := os.Remove(name); err != nil {
				k.t.Fatal(err)
			}
		}
	}
}

func (k *victim) rename(from, to string) {
	to = filepath.Join(k.dir, to)
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		k.t.Fatal(err)
	}
	if err := os.Rename(filepath.Join(k.dir, from), to); err != nil {
		k.t.Fatal(err)
	}
}

func (k *victim) files(folder string) []string {
	names, err := filepath.Glob(filepath.Join(k.dir, folder, "*.*"))
	if err != nil {
		k.t.Fatal(err)
	}
	return names
}

// oldFormat unpacks an index of an older format.
func (k *victim) oldFormat() {
	archives, err := filepath.Abs("../../testdata/format")
	if err != nil {
		k.t.Fatal(err)
	}
	if out, err := exec.Command("tar", "-xzf", filepath.Join(archives, "7.tar.gz"), "-C", k.dir).CombinedOutput(); err != nil {
		k.t.Fatalf("%v: %s", err, out)
	}
	k.rename("idx", "news.idx")
}

// damage damages some blocks of the segments.
func (k *victim) damage() {
	names, err := filepath.Glob(filepath.Join(k.dir, "news.idx", "gen-*", "bleve", "store", "*.zap"))
	if err != nil || len(names) == 0 {
		k.t.Fatal(names, err)
	}
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			k.t.Fatal(err)
		}
		for _, at := range []int{len(b) / 5, len(b) / 2} {
			b[at] ^= 0xff
		}
		if err := os.WriteFile(name, b, 0o644); err != nil {
			k.t.Fatal(err)
		}
	}
}

// describeIndex writes everything that an index is, and closes it.
func describeIndex(t *testing.T, b *strings.Builder, x *index.Index) {
	t.Helper()
	fatal := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	s, err := x.Snapshot()
	fatal(err)
	fmt.Fprintf(b, "%d articles, %+v\n", s.Count(), s.Totals())
	var articles []string
	for a, err := range s.WithOriginals(t.Context()) {
		if err != nil {
			fmt.Fprintf(b, "problem: %v\n", err)
			continue
		}
		data := ""
		if a.Origin != nil {
			data = string(a.Origin.Data)
		}
		line, err := json.Marshal(a)
		fatal(err)
		articles = append(articles, string(line)+" of "+data)
	}
	slices.Sort(articles)
	b.WriteString(strings.Join(articles, "\n") + "\n")
	for _, source := range s.Sources() {
		fmt.Fprintf(b, "%+v\n", source)
	}
	templates, err := x.Templates()
	if err == nil {
		var line []byte
		line, err = json.Marshal(templates)
		b.Write(line)
	}
	if err != nil {
		fmt.Fprintf(b, "problem: %v\n", err)
	}
	for _, q := range []string{"storm", "harbour OR pier", `"the council"`, "title:story", "quarrel", "-storm", "vote~"} {
		parsed, err := query.Parse(q)
		fatal(err)
		r, err := query.Search(t.Context(), x, parsed, query.Options{Limit: 30})
		if err != nil {
			fmt.Fprintf(b, "problem: %v\n", err)
			continue
		}
		fmt.Fprintf(b, "\n%s: %d\n", q, r.Total)
		for _, h := range r.Hits {
			fmt.Fprintf(b, "  %s %.9g %s\n", h.ID, h.Score, h.Title)
		}
	}
	fatal(s.Close())
	fatal(x.Close())
}

// difference returns the lines that are in only one of two texts.
func difference(want, got string) string {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	var lines []string
	only := func(mark string, x, y []string) {
		for _, line := range x {
			if !slices.Contains(y, line) && len(lines) < 10 {
				lines = append(lines, mark+line[:min(len(line), 700)])
			}
		}
	}
	only("- ", a, b)
	only("+ ", b, a)
	return strings.Join(lines, "\n")
}
