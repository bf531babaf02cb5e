package query

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/ingest"
)

// TestPlans checks that an index is a function of its sources: a random plan of runs ends
// in the same articles, texts, templates, counts, facets and scores as one run. A plan
// divides the sources into runs, repeats and reorders them, stops some and goes on with
// them, renames folders, and first reads files that are changed or removed later.
// NEWSDEX_PLANS is the number of plans, or the first and the one behind the last, as in
// 200:5000. NEWSDEX_DATA is a folder with real news, which are added to made articles.
func TestPlans(t *testing.T) {
	first, plans := 0, rounds(24)
	if os.Getenv("NEWSDEX_LONG") != "" {
		plans = 200
	}
	if wanted := os.Getenv("NEWSDEX_PLANS"); wanted != "" {
		from, to, ok := strings.Cut(wanted, ":")
		if !ok {
			from, to = "0", wanted
		}
		var err, terr error
		first, err = strconv.Atoi(from)
		if plans, terr = strconv.Atoi(to); err != nil || terr != nil {
			t.Fatal(err, terr)
		}
	}
	for seed := first; seed < plans; seed++ {
		if !t.Run(fmt.Sprint(seed), func(t *testing.T) { testPlan(t, uint64(seed)) }) {
			return
		}
	}
}

func testPlan(t *testing.T, seed uint64) {
	random := rand.New(rand.NewPCG(seed, 17))
	p := &runPlan{t: t, random: random, dir: realFolder(t), index: filepath.Join(t.TempDir(), "plan")}
	sources := writeCorpus(p.dir, random, random.IntN(3) == 0)
	whole := filepath.Join(t.TempDir(), "whole")
	x, _, err := index.Ingest(t.Context(), whole, ingest.Files(p.paths(sources)...), index.IngestOptions{})
	if err != nil {
		t.Fatal(err)
	}
	want := describe(t, x, p.names)
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}

	p.early(sources)
	left := slices.Clone(sources)
	for len(left) > 0 || random.IntN(3) > 0 {
		var run []string
		for _, s := range sources {
			if random.IntN(2) == 0 {
				run = append(run, s)
			}
		}
		random.Shuffle(len(run), func(i, j int) { run[i], run[j] = run[j], run[i] })
		if len(run) == 0 {
			continue
		}
		p.run(run, false)
		left = slices.DeleteFunc(left, func(s string) bool { return slices.Contains(run, s) })
		if random.IntN(4) == 0 {
			p.rename(run[0])
		}
	}
	p.late()
	for _, s := range sources {
		p.run([]string{s}, true)
	}
	y, err := index.Open(p.index)
	if err != nil {
		t.Fatal(err)
	}
	defer y.Close()
	if got := describe(t, y, p.names); got != want {
		t.Errorf("after\n  %s\nthe index differs:\n%s", strings.Join(p.log, "\n  "), difference(want, got))
	}
	before := generationOf(t, y)
	stats, err := y.Ingest(t.Context(), ingest.Files(p.paths(sources)...), index.IngestOptions{Functions: "none"})
	if err != nil || generationOf(t, y) != before || stats.Added+stats.Replaced+stats.Deleted+stats.Superseded+stats.Copies+stats.Recleaned > 0 {
		t.Errorf("after\n  %s\nanother run is not without effect: %+v, %v", strings.Join(p.log, "\n  "), stats.Stats, err)
	}
	if v, err := index.Verify(t.Context(), p.index); err != nil || len(v.Problems) > 0 {
		t.Errorf("the index is not sound: %v, %v", v.Problems, err)
	}
}

// realFolder returns a new folder by its real path.
func realFolder(t *testing.T) string {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// A runPlan is a sequence of runs that make one index.
type runPlan struct {
	t       *testing.T
	random  *rand.Rand
	dir     string
	index   string
	names   map[string]string // the present names of sources that were renamed
	ghosts  []string          // files that go in the end
	changed map[string][]byte // files with their last content
	log     []string
}

// paths returns where sources are now.
func (p *runPlan) paths(sources []string) []string {
	var all []string
	for _, s := range sources {
		if name, ok := p.names[s]; ok {
			s = name
		}
		all = append(all, filepath.Join(p.dir, s))
	}
	return all
}

// early makes files that later change or go.
func (p *runPlan) early(sources []string) {
	p.changed = map[string][]byte{}
	for _, s := range sources {
		path := filepath.Join(p.dir, s)
		if info, err := os.Stat(path); err != nil || !info.IsDir() || p.random.IntN(2) == 0 {
			continue
		}
		ghost := filepath.Join(path, "ghost.jsonl")
		lines := []string{
			madeRecord(p.random, 5, "https://harbour.example/u/3", "A ghost's title"),
			madeRecord(p.random, 7, "", "The title of nothing"),
		}
		must(p.t, os.WriteFile(ghost, []byte(strings.Join(lines, "\n")), 0o644))
		p.ghosts = append(p.ghosts, filepath.Join(s, "ghost.jsonl"))
		entries, err := os.ReadDir(path)
		must(p.t, err)
		e := entries[p.random.IntN(len(entries))]
		name := filepath.Join(path, e.Name())
		if e.IsDir() || e.Name() == "ghost.jsonl" {
			continue
		}
		b, err := os.ReadFile(name)
		must(p.t, err)
		p.changed[filepath.Join(s, e.Name())] = b
		other := strings.ReplaceAll(string(b), "storm", "tempest")
		must(p.t, os.WriteFile(name, []byte(other+"\n"), 0o644))
	}
}

// late makes the files as they were for the run of all.
func (p *runPlan) late() {
	now := func(file string) string {
		s, rest, _ := strings.Cut(file, string(filepath.Separator))
		return filepath.Join(p.paths([]string{s})[0], rest)
	}
	for _, g := range p.ghosts {
		must(p.t, os.Remove(now(g)))
	}
	for file, b := range p.changed {
		must(p.t, os.WriteFile(now(file), b, 0o644))
	}
}

// rename renames a folder as a whole.
func (p *runPlan) rename(source string) {
	from := p.paths([]string{source})[0]
	if info, err := os.Stat(from); err != nil || !info.IsDir() {
		return
	}
	name := fmt.Sprintf("renamed%d", p.random.IntN(1_000_000))
	must(p.t, os.Rename(from, filepath.Join(p.dir, name)))
	if p.names == nil {
		p.names = map[string]string{}
	}
	p.names[source] = name
	p.log = append(p.log, fmt.Sprintf("mv %s %s", filepath.Base(from), name))
}

// run makes a run of sources. It may be stopped some times first.
func (p *runPlan) run(sources []string, prune bool) {
	p.log = append(p.log, fmt.Sprintf("index %q, prune %v", sources, prune))
	o := index.IngestOptions{Memory: 1}
	if prune {
		o.Prune = p.paths(sources)
	}
	if p.random.IntN(3) == 0 {
		o.Reread = true
	}
	o.Resume = fmt.Sprintf("run %d", len(p.log))
	o.Functions = "none"
	for p.random.IntN(3) == 0 {
		ctx, cancel := context.WithCancel(p.t.Context())
		left := p.random.IntN(60)
		o.Checkpoint = time.Duration(p.random.IntN(20)) * time.Millisecond
		stopped := o
		stopped.Watch = func(articles iter.Seq2[ingest.Article, error]) iter.Seq2[ingest.Article, error] {
			return func(yield func(ingest.Article, error) bool) {
				for a, err := range articles {
					if left--; left < 0 {
						cancel()
					}
					if !yield(a, err) {
						return
					}
				}
			}
		}
		p.log = append(p.log, fmt.Sprintf("  stopped after %d", left))
		err := p.ingest(ctx, sources, stopped)
		cancel()
		if err == nil {
			return // it had come to its end
		}
		if !errors.Is(err, context.Canceled) {
			p.t.Fatal(err)
		}
	}
	o.Watch = nil
	if p.random.IntN(2) == 0 {
		o.Checkpoint = time.Hour
	}
	must(p.t, p.ingest(p.t.Context(), sources, o))
}

func (p *runPlan) ingest(ctx context.Context, sources []string, o index.IngestOptions) error {
	x, _, err := index.Ingest(ctx, p.index, ingest.Files(p.paths(sources)...), o)
	if err != nil {
		return err
	}
	return x.Close()
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func generationOf(t *testing.T, x *index.Index) string {
	s, err := x.Snapshot()
	must(t, err)
	defer s.Close()
	return s.Generation()
}

// describe returns all that an index is. names are the present names of renamed folders.
func describe(t *testing.T, x *index.Index, names map[string]string) string {
	s, err := x.Snapshot()
	must(t, err)
	defer s.Close()
	var b strings.Builder
	fmt.Fprintf(&b, "%d articles, %+v\n", s.Count(), s.Totals())
	var articles []string
	for a, err := range s.WithOriginals(t.Context()) {
		must(t, err)
		a.File, a.Source = "", ""
		line, err := json.Marshal(a)
		must(t, err)
		articles = append(articles, string(line)+" of "+string(a.Origin.Data))
	}
	slices.Sort(articles)
	b.WriteString(strings.Join(articles, "\n"))
	templates, err := x.Templates()
	must(t, err)
	line, err := json.Marshal(templates)
	must(t, err)
	fmt.Fprintf(&b, "\n%s\n", line)
	for _, q := range []string{"storm", "harbour OR pier", `"the council"`, "title:story", "har*", "outlet:harbour", "-storm", "vote~"} {
		parsed, err := Parse(q)
		must(t, err)
		r, err := Search(t.Context(), x, parsed, Options{Limit: 30, Facets: []Facet{{Outlet, 10}, {Language, 10}, {Day, 10}}})
		must(t, err)
		fmt.Fprintf(&b, "%s: %d\n", q, r.Total)
		for _, h := range r.Hits {
			fmt.Fprintf(&b, "  %s %.9g %s\n", h.ID, h.Score, h.Title)
		}
		fmt.Fprintf(&b, "  %+v\n", r.Facets)
	}
	return b.String()
}

// difference returns the lines that are in only one of two texts.
func difference(want, got string) string {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	var lines []string
	only := func(mark string, x, y []string) {
		for _, line := range x {
			if !slices.Contains(y, line) && len(lines) < 12 {
				lines = append(lines, mark+line[:min(len(line), 900)])
			}
		}
	}
	only("- ", a, b)
	only("+ ", b, a)
	return strings.Join(lines, "\n")
}

// writeCorpus writes folders and files of articles into dir and returns their names. Some
// have colliding names, IDs, URLs and texts, and some an outlet's lines.
func writeCorpus(dir string, random *rand.Rand, nested bool) []string {
	write := func(name, text string) {
		name = filepath.Join(dir, filepath.FromSlash(name))
		os.MkdirAll(filepath.Dir(name), 0o755)
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			panic(err)
		}
	}
	for _, folder := range []string{"a", "b", "c"} {
		for i := range 12 {
			write(fmt.Sprintf("%s/%02d.txt", folder, i), madeText(random, random.IntN(40)))
		}
		var lines []string
		for i := range 76 {
			url := fmt.Sprintf("https://harbour.example/u/%d", random.IntN(90))
			if i%5 == 0 {
				url = fmt.Sprintf("https://www.pier.example/%s/%d", folder, i)
			}
			lines = append(lines, madeRecord(random, random.IntN(60), url, ""))
		}
		for range 6 {
			lines = append(lines, fmt.Sprintf(`{"id":"n%d",%s`, random.IntN(4), madeRecord(random, random.IntN(60), "", "")[1:]))
		}
		write(folder+"/records.jsonl", strings.Join(lines, "\n")+"\n")
		if nested {
			write(folder+"/sub/a/00.txt", madeText(random, random.IntN(40)))
		}
		var items strings.Builder
		for i := range 5 {
			link := "https://harbour.example/live"
			if random.IntN(2) == 0 {
				link += fmt.Sprint("#p", i)
			}
			fmt.Fprintf(&items, "<item><title>Live %d</title><link>%s</link><guid isPermaLink=\"false\">g%d</guid><description>%s</description></item>", random.IntN(9), link, i, madeText(random, random.IntN(60)))
		}
		if news := newsRecords(random); len(news) > 0 {
			write(folder+"/news.jsonl", strings.Join(news, "\n"))
		}
		write(folder+"/feed.rss", `<rss version="2.0"><channel><title>Harbour</title><link>https://harbour.example/</link>`+items.String()+"</channel></rss>")
	}
	write("d.jsonl", madeRecord(random, 1, "https://harbour.example/u/1", "")+"\n"+madeRecord(random, 2, "", "")+"\n")
	return []string{"a", "b", "c", "d.jsonl"}
}

// newsLines returns the records of the news in the data folder, none without that.
var newsLines = sync.OnceValue(func() []string {
	f, err := os.Open(filepath.Join(os.Getenv("NEWSDEX_DATA"), "news", "articles.jsonl.gz"))
	if err != nil {
		return nil
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil
	}
	b, err := io.ReadAll(z)
	if err != nil {
		return nil
	}
	return strings.Split(strings.TrimSpace(string(b)), "\n")
})

// newsRecords returns some records of real news, of which other folders may have the same.
func newsRecords(random *rand.Rand) []string {
	all := newsLines()
	if len(all) == 0 {
		return nil
	}
	from := random.IntN(4) * 100
	return all[from : from+random.IntN(400)]
}

// madeText returns the text of the nth story, with lines that its outlet puts on all pages
// from some story on.
func madeText(random *rand.Rand, n int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "The story of the storm, part %c%c\n\n", 'a'+n%26, 'a'+n/26)
	for i := range 3 + random.IntN(3) {
		fmt.Fprintf(&b, "In paragraph %c of story %c%c the council spoke of the harbour, and %c%c had a vote on the pier.\n\n", 'a'+i, 'a'+n%26, 'a'+n/26, 'a'+n/3%26, 'a'+i*n%26)
	}
	if n > 10 {
		b.WriteString("The Harbour is written every week by the editors of this newspaper.\n")
	}
	return b.String()
}

// madeRecord returns a record of the nth story.
func madeRecord(random *rand.Rand, n int, url, title string) string {
	text := madeText(random, n)
	if title == "" {
		title = fmt.Sprintf("Story %c%c", 'a'+n%26, 'a'+n/26)
	}
	r := map[string]string{"title": title, "text": text, "outlet": "The Harbour"}
	if url != "" {
		r["url"] = url
	}
	if random.IntN(3) > 0 {
		r["date"] = fmt.Sprintf("2025-02-%02d", 1+random.IntN(20))
	}
	b, _ := json.Marshal(r)
	return string(b)
}
