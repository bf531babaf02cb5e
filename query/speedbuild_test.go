package query

import (
	"bytes"
	"context"
	"encoding/gob"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/ingest"
)

// Building, newsdex beside Bleve as it comes:
//
//	NEWSDEX_NEWS=articles.jsonl NEWSDEX_BUILD=20000 go test ./query -run TestBuildSpeed -v -timeout 60m
//
// Each side builds an index of the same articles (speedcorpus_test.go), which it
// reads from a file, in a process of its own, so that time of the processor and
// peak of memory are its own. NEWSDEX_BUILD_SIDES names some of the sides, and
// NEWSDEX_BUILD_MEMORY newsdex's bound of memory, in bytes.

// buildSides are the measured builds, by name.
var buildSides = []struct {
	name string
	run  func(ctx context.Context, path string, articles iter.Seq2[ingest.Article, error]) error
}{
	// Bleve with the mapping that it makes itself: all it is given is indexed,
	// stored, in docvalues and in _all.
	{"bleve, default mapping", func(ctx context.Context, path string, articles iter.Seq2[ingest.Article, error]) error {
		m := bleve.NewIndexMapping()
		m.DefaultAnalyzer = en.AnalyzerName
		return buildStock(ctx, path, m, articles)
	}},
	// Bleve with the data that phrases and the display of hits need, and no more.
	{"bleve, static mapping", func(ctx context.Context, path string, articles iter.Seq2[ingest.Article, error]) error {
		return buildStock(ctx, path, leanMapping(), articles)
	}},
	{"newsdex", func(ctx context.Context, path string, articles iter.Seq2[ingest.Article, error]) error {
		memory, _ := strconv.ParseInt(os.Getenv("NEWSDEX_BUILD_MEMORY"), 10, 64)
		_, err := index.Build(ctx, path, articles, index.Options{Memory: memory})
		return err
	}},
	// One article of a hundred has another text, in the index that was built last.
	{"newsdex, update", func(ctx context.Context, path string, articles iter.Seq2[ingest.Article, error]) error {
		x, err := index.Open(path)
		if err != nil {
			return err
		}
		_, err = x.Update(ctx, articles, index.Options{})
		return errors.Join(err, x.Close())
	}},
	// A thousand searches in it, each for the first words of a title, from opening on.
	{"newsdex, search", func(ctx context.Context, path string, articles iter.Seq2[ingest.Article, error]) error {
		x, err := index.Open(path)
		if err != nil {
			return err
		}
		var queries []Query
		for a, err := range articles {
			if err != nil {
				return errors.Join(err, x.Close())
			}
			var or Or
			for _, word := range firstWords(a.Title, 4) {
				or.Of = append(or.Of, Term{word})
			}
			if queries = append(queries, or); len(queries) == 1000 {
				break
			}
		}
		for _, q := range queries {
			if _, err := Search(ctx, x, q, DefaultOptions()); err != nil {
				return errors.Join(err, x.Close())
			}
		}
		return x.Close()
	}},
}

func firstWords(title string, n int) []string {
	words := strings.Fields(title)
	return words[:min(n, len(words))]
}

// updateShare is the divisor of the number of articles that an update changes.
const updateShare = 100

func leanMapping() mapping.IndexMapping {
	doc := mapping.NewDocumentStaticMapping()
	for _, name := range []string{"title", "deck", "body"} {
		f := mapping.NewTextFieldMapping()
		f.Store, f.IncludeTermVectors, f.DocValues, f.IncludeInAll = true, true, false, false
		doc.AddFieldMappingsAt(name, f)
	}
	for name, f := range map[string]*mapping.FieldMapping{
		"published": mapping.NewDateTimeFieldMapping(), "outlet": mapping.NewKeywordFieldMapping(),
		"language": mapping.NewKeywordFieldMapping(), "fingerprint": mapping.NewKeywordFieldMapping(),
	} {
		f.Store, f.DocValues, f.IncludeInAll = true, false, false
		doc.AddFieldMappingsAt(name, f)
	}
	m := mapping.NewIndexMapping()
	m.DefaultMapping = doc
	m.DefaultAnalyzer = en.AnalyzerName
	return m
}

func buildStock(ctx context.Context, path string, m mapping.IndexMapping, articles iter.Seq2[ingest.Article, error]) (err error) {
	x, err := bleve.NewUsing(path, m, scorch.Name, scorch.Name, nil)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, x.Close()) }()
	b := x.NewBatch()
	for a, err := range articles {
		if err == nil {
			err = ctx.Err()
		}
		if err == nil {
			err = b.Index(a.ID, map[string]any{
				"title": a.Title, "deck": a.Deck, "body": a.Body, "published": a.Published, "outlet": a.Outlet,
				"language": a.Language, "fingerprint": a.Fingerprint,
			})
		}
		if err == nil && b.Size() == 1000 {
			err = x.Batch(b)
			b.Reset()
		}
		if err != nil {
			return err
		}
	}
	return x.Batch(b)
}

// buildCost is the cost of a build.
type buildCost struct {
	Wall, CPU time.Duration
	Peak      int64 // bytes of memory, with those of files that are mapped
	Heap      int64 // the most that was seen of it without those
	Size      int64 // of the index on disk
}

// TestBuildSpeed prints the cost of builds; see above.
func TestBuildSpeed(t *testing.T) {
	if os.Getenv("NEWSDEX_BUILD_SIDE") != "" {
		buildOne(t)
		return
	}
	if os.Getenv("NEWSDEX_BUILD") == "" {
		t.Skip("NEWSDEX_BUILD is not set")
	}
	c := readSpeedCorpus(t, speedSize(t, "NEWSDEX_BUILD", 0))
	c.paragraphs = speedSize(t, "NEWSDEX_BUILD_PARAGRAPHS", math.MaxInt)
	dir := t.TempDir()
	file := filepath.Join(dir, "articles")
	text, err := writeSpeedArticles(file, c.all())
	if err != nil {
		t.Fatal(err)
	}
	change := filepath.Join(dir, "changed")
	if _, err := writeSpeedArticles(change, c.changed()); err != nil {
		t.Fatal(err)
	}
	fmt.Printf("%d articles, %.0f MB of text\n", c.size, float64(text)/1e6)
	fmt.Printf("%-24s %8s %8s %9s %9s %8s %6s\n", "", "wall s", "CPU s", "peak MB", "heap MB", "disk MB", "/text")
	costs := make(map[string]buildCost)
	for _, s := range buildSides {
		if only := os.Getenv("NEWSDEX_BUILD_SIDES"); only != "" && !slices.Contains(splitList(only), s.name) {
			continue
		}
		path, in := filepath.Join(dir, "index"), file
		switch s.name {
		case "newsdex, update":
			in = change
		case "newsdex, search":
		default:
			if err := os.RemoveAll(path); err != nil {
				t.Fatal(err)
			}
		}
		cost := startBuild(t, s.name, path, in)
		costs[s.name] = cost
		fmt.Printf("%-24s %8.1f %8.1f %9.0f %9.0f %8.0f %6.2f\n", s.name, cost.Wall.Seconds(), cost.CPU.Seconds(),
			float64(cost.Peak)/1e6, float64(cost.Heap)/1e6, float64(cost.Size)/1e6, float64(cost.Size)/float64(text))
	}
	ours := costs["newsdex"]
	for _, s := range buildSides {
		if cost := costs[s.name]; cost.CPU > 0 && ours.CPU > 0 && s.name != "newsdex" {
			fmt.Printf("%-24s %8.2f %8.2f %9.2f %9s %8.2f  times newsdex\n", s.name, cost.Wall.Seconds()/ours.Wall.Seconds(),
				cost.CPU.Seconds()/ours.CPU.Seconds(), float64(cost.Peak)/float64(ours.Peak), "", float64(cost.Size)/float64(ours.Size))
		}
	}
}

func splitList(s string) []string {
	var list []string
	for part := range bytes.SplitSeq([]byte(s), []byte(";")) {
		list = append(list, string(part))
	}
	return list
}

// changed returns one article of updateShare, with another text.
func (c *speedCorpus) changed() iter.Seq2[ingest.Article, error] {
	return func(yield func(ingest.Article, error) bool) {
		for i := 0; i < c.size; i += updateShare {
			a := c.article(i)
			a.Body = c.article(c.size + i).Body
			if !yield(a, nil) {
				return
			}
		}
	}
}

// A speedArticle is the data of an article of the corpus.
type speedArticle struct {
	ID, Title, Deck, Body, Outlet, Fingerprint string
	Published                                  time.Time
}

// writeSpeedArticles writes articles to a file and returns the bytes of their texts.
func writeSpeedArticles(file string, articles iter.Seq2[ingest.Article, error]) (text int64, err error) {
	f, err := os.Create(file)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	e := gob.NewEncoder(f)
	for a, err := range articles {
		if err != nil {
			return 0, err
		}
		text += int64(len(a.Title) + len(a.Deck) + len(a.Body))
		if err := e.Encode(speedArticle{a.ID, a.Title, a.Deck, a.Body, a.Outlet, a.Fingerprint, a.Published}); err != nil {
			return 0, err
		}
	}
	return text, nil
}

// readSpeedArticles reads a file of writeSpeedArticles.
func readSpeedArticles(file string) iter.Seq2[ingest.Article, error] {
	return func(yield func(ingest.Article, error) bool) {
		f, err := os.Open(file)
		if err != nil {
			yield(ingest.Article{}, err)
			return
		}
		defer f.Close()
		for d := gob.NewDecoder(f); ; {
			var a speedArticle
			err := d.Decode(&a)
			if errors.Is(err, io.EOF) || !yield(ingest.Article{
				ID: a.ID, Title: a.Title, Deck: a.Deck, Body: a.Body, Outlet: a.Outlet, Fingerprint: a.Fingerprint,
				Published: a.Published, Language: "en",
			}, err) {
				return
			}
		}
	}
}

// startBuild has a process of its own build the index of a side.
func startBuild(t *testing.T, side, path, articles string) (cost buildCost) {
	t.Helper()
	result := filepath.Join(t.TempDir(), "cost")
	args := []string{"-test.run=^TestBuildSpeed$", "-test.timeout=0"}
	if to := os.Getenv("NEWSDEX_BUILD_PROFILE"); to != "" {
		args = append(args, "-test.cpuprofile="+to)
	}
	cmd := exec.CommandContext(t.Context(), os.Args[0], args...)
	cmd.Env = append(os.Environ(), "NEWSDEX_BUILD_SIDE="+side, "NEWSDEX_BUILD_PATH="+path,
		"NEWSDEX_BUILD_ARTICLES="+articles, "NEWSDEX_BUILD_RESULT="+result)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", side, err, out)
	}
	b, err := os.ReadFile(result)
	if err == nil {
		err = json.Unmarshal(b, &cost)
	}
	if err != nil {
		t.Fatal(err)
	}
	return cost
}

// buildOne builds the index of a side, in a process of its own.
func buildOne(t *testing.T) {
	var cost buildCost
	stop := watchHeap(&cost.Heap)
	path := os.Getenv("NEWSDEX_BUILD_PATH")
	for _, s := range buildSides {
		if s.name != os.Getenv("NEWSDEX_BUILD_SIDE") {
			continue
		}
		start, cpu := time.Now(), cpuTime()
		if err := s.run(t.Context(), path, readSpeedArticles(os.Getenv("NEWSDEX_BUILD_ARTICLES"))); err != nil {
			t.Fatal(err)
		}
		cost.Wall, cost.CPU = time.Since(start), cpuTime()-cpu
	}
	stop()
	cost.Peak = memoryOf("VmHWM")
	err := filepath.WalkDir(path, func(_ string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		info, err := e.Info()
		if err == nil {
			cost.Size += info.Size()
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(cost)
	if err == nil {
		err = os.WriteFile(os.Getenv("NEWSDEX_BUILD_RESULT"), b, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// watchHeap notes the most memory that is not of mapped files, until stop.
func watchHeap(most *int64) (stop func()) {
	end, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for tick := time.Tick(50 * time.Millisecond); ; {
			*most = max(*most, memoryOf("RssAnon"))
			select {
			case <-tick:
			case <-end:
				return
			}
		}
	}()
	return func() { close(end); <-done }
}
