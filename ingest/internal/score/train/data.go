package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/newsdex/newsdex/ingest"
	"github.com/newsdex/newsdex/ingest/internal/gold"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// A source is where the data are.
type source struct {
	folder string // see package gold
	news   string // a file of articles
	// pages returns the pages beside the benchmark, none of the given sites.
	pages func(ctx context.Context, without map[string]bool) ([]gold.AnnotatedPage, error)
}

// A trainingSet is all there is to learn from.
type trainingSet struct {
	plan
	docs      []*text // labelled line by line, and the other pages
	others    int     // how many of docs are other pages
	news      []*text // of the news
	bodies    []*text // articles of the news to make texts of
	second    []*text // articles of the news for the second scorer
	sentences map[string][]string
	counts    wordCounts // of the news
}

// newTrainingSet reads the data.
func newTrainingSet(ctx context.Context, from source, p plan) (*trainingSet, error) {
	set := &trainingSet{plan: p}
	for _, read := range []func(context.Context, source) error{set.readSentences, set.readLabelled, set.readOthers, set.readNews} {
		if err := read(ctx, from); err != nil {
			return nil, missing(err)
		}
	}
	return set, nil
}

// missing adds what to do to the error of a file that there is not.
func missing(err error) error {
	if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return fmt.Errorf("%w: name with -data (and -news) the folder of the measuring data; train -h says which files it holds", err)
}

// readLabelled reads the development half of the texts that are labelled line by line.
func (set *trainingSet) readLabelled(ctx context.Context, from source) error {
	name := filepath.Join(from.folder, "lines", "docs.jsonl.gz")
	f, err := gold.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	for lt, err := range ingest.ReadLabelled(f) {
		if err != nil {
			return fmt.Errorf("%s, %w: each line is an object with case, extractor, url and lines", name, err)
		}
		if gold.Half(lt.Case) != gold.Development {
			continue
		}
		t, err := newText(ctx, lt)
		if err != nil {
			return err
		}
		t.fold = siteFold(lt.URL)
		set.docs = append(set.docs, t)
	}
	if len(set.docs) == 0 {
		return fmt.Errorf("%s: no text is of the development half: add texts of more pages", name)
	}
	return nil
}

// readOthers adds the pages beside the benchmark whose lines extractors agree on.
func (set *trainingSet) readOthers(ctx context.Context, from source) error {
	sites, err := gold.Sites(from.folder)
	if err != nil {
		return err
	}
	pages, err := from.pages(ctx, sites)
	if err != nil {
		return err
	}
	for _, p := range pages {
		heard, err := hear(ctx, p.HTML, p.URL)
		if err != nil {
			return err
		}
		lt, ok := heard.text(p.With, p.Without)
		if !ok {
			continue
		}
		t, err := newText(ctx, lt)
		if err != nil {
			return err
		}
		t.fold = siteFold(lt.URL)
		for _, x := range t.examples {
			if x != nil && x.junk {
				x.weight *= otherJunkWeight
			}
		}
		set.docs = append(set.docs, t)
		set.others++
	}
	return nil
}

// readSentences reads sentences by language.
func (set *trainingSet) readSentences(_ context.Context, from source) error {
	name := filepath.Join(from.folder, "languages", "europarl.tsv.gz")
	f, err := gold.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	set.sentences = map[string][]string{}
	number := 0
	in := bufio.NewScanner(f)
	for in.Scan() {
		number++
		code, s, ok := strings.Cut(in.Text(), "\t")
		if !ok {
			return fmt.Errorf("%s, line %d: %.40q has no tab: a line is a language code, a tab and a sentence", name, number, in.Text())
		}
		if len(s) > shortSentence {
			set.sentences[code] = append(set.sentences[code], plain.OneLine(s))
		}
	}
	if err := in.Err(); err != nil {
		return fmt.Errorf("%s, line %d: %w", name, number+1, err)
	}
	return nil
}

// shortSentence is the length in bytes up to which a sentence is not used.
const shortSentence = 20
