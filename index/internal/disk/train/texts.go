package main

import (
	"bufio"
	"compress/gzip"
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/newsdex/newsdex/index/internal/record"
	"github.com/newsdex/newsdex/ingest"
)

// An outlet has what is compressed of its articles.
type outlet struct {
	name     string
	articles group // the first parts of their records, without digests
	accounts group // the accounts
}

// readNews returns the outlets of a file of articles, cleaned as an index has them, by
// their names.
func readNews(ctx context.Context, file string) ([]outlet, error) {
	all := map[string]*outlet{}
	for a, err := range ingest.Read(ctx, ingest.Files(file), ingest.Options{}) {
		if err != nil {
			return nil, err
		}
		o := all[a.Outlet]
		if o == nil {
			o = &outlet{name: a.Outlet}
			all[a.Outlet] = o
		}
		a.Source, a.File, a.Path, a.Place = "", "", "", "" // names that only this file has
		rec := record.Record{Article: a}
		first, digests, account, err := rec.Parts()
		if err != nil {
			return nil, err
		}
		o.articles = append(o.articles, first[:len(first)-digests])
		o.accounts = append(o.accounts, account)
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("%s holds no article", file)
	}
	var sorted []outlet
	for _, name := range slices.Sorted(maps.Keys(all)) {
		sorted = append(sorted, *all[name])
	}
	return sorted, nil
}

// sentencesOfGroup is the number of sentences that count as one group.
const sentencesOfGroup = 25

// readSentences returns the sentences of each language in a packed file of lines: a code, a
// tab and the sentence.
func readSentences(file string) (map[string][]group, error) {
	f, err := os.Open(filepath.Clean(file))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	all := map[string]group{}
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		code, sentence, ok := strings.Cut(lines.Text(), "\t")
		if !ok {
			return nil, fmt.Errorf("%s: %.40q is no code and sentence", file, lines.Text())
		}
		all[code] = append(all[code], []byte(" "+sentence))
	}
	groups := map[string][]group{}
	for code, sentences := range all {
		for g := range slices.Chunk(sentences, sentencesOfGroup) {
			groups[code] = append(groups[code], g)
		}
	}
	return groups, lines.Err()
}
