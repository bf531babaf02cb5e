package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/newsdex/newsdex/cmd/newsdex/internal/terminal"
	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/ingest"
)

// openSearchable opens the inputs of -i for searching: a single index directly,
// everything else (folders and files of articles, several indexes) as an index in
// memory. unread is the number of inputs that could not be read.
func openSearchable(ctx context.Context, s *session, r *articleReader, names []string) (x *index.Index, unread int, err error) {
	var stored []*index.Index
	defer func() {
		for _, old := range stored {
			if old != x {
				err = errors.Join(err, old.Close())
			}
		}
	}()
	var inputs []string
	bad := newProblems(s.stderr)
	for _, name := range names {
		found, err := index.Open(name)
		switch {
		case err == nil:
			stored = append(stored, found)
		case !errors.Is(err, index.ErrNoIndex), index.IsIndex(name), isWritten(name):
			return nil, 0, readError(name, err)
		case isMissing(name):
			bad.tell(missing(s.args, name))
		default:
			inputs = append(inputs, name)
		}
	}
	if len(stored) == 1 && len(inputs) == 0 {
		return stored[0], bad.n, nil
	}
	if len(stored)+len(inputs) == 0 {
		return nil, bad.n, &failure{code: exitFailed}
	}

	line := terminal.StartProgress(ctx, s.stderr, "read", inputs)
	articles := watch(line, concat(storedArticles(ctx, stored), r.articles(ctx, inputs)))
	x, stats, err := index.Memory(ctx, articles, index.Options{OnError: bad.tell})
	line.Stop()
	bad.sum()
	if errors.Is(err, index.ErrNoArticles) {
		return nil, bad.n, failed("there is nothing to search in %s", strings.Join(names, ", "))
	}
	if err == nil && line != nil {
		tip := ""
		if stats.Elapsed > time.Second {
			tip = "; an index saves that: newsdex index -o news.idx " + strings.Join(names, " ")
		}
		s.stderr.Say("read %s in %.1f s%s", terminal.Amount(stats.Articles, "article"), stats.Elapsed.Seconds(), tip)
	}
	return x, bad.n, err
}

// isWritten reports whether a process writes an index in the folder name.
func isWritten(name string) bool {
	_, ok := index.Writing(name)
	return ok
}

// isMissing reports whether name is neither a file nor a pattern.
func isMissing(name string) bool {
	if name == "-" || strings.ContainsAny(name, "*?[") {
		return false
	}
	_, err := os.Stat(name)
	return errors.Is(err, os.ErrNotExist)
}

// missing returns the error for a name of -i that does not exist.
func missing(args []string, name string) error {
	if glued := "-i" + name; slices.Contains(args, glued) {
		return fmt.Errorf("%s does not exist; to leave out a word, put -- before the query: -- %s", name, glued)
	}
	return fmt.Errorf("%s does not exist; name a folder or files of articles, or make an index of them: newsdex index -o %s ARTICLES", name, name)
}

// storedArticles returns the articles of indexes.
func storedArticles(ctx context.Context, xs []*index.Index) iter.Seq2[ingest.Article, error] {
	return func(yield func(ingest.Article, error) bool) {
		for _, x := range xs {
			if !yieldStored(ctx, x, yield) {
				return
			}
		}
	}
}

func yieldStored(ctx context.Context, x *index.Index, yield func(ingest.Article, error) bool) bool {
	s, err := x.Snapshot()
	if err != nil {
		return yield(ingest.Article{}, err)
	}
	defer s.Close()
	for art, err := range s.Articles(ctx) {
		if !yield(art, err) {
			return false
		}
	}
	return true
}

// concat returns the elements of one sequence after the other.
func concat(seqs ...iter.Seq2[ingest.Article, error]) iter.Seq2[ingest.Article, error] {
	return func(yield func(ingest.Article, error) bool) {
		for _, seq := range seqs {
			for a, err := range seq {
				if !yield(a, err) {
					return
				}
			}
		}
	}
}
