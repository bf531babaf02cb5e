package main

import (
	"context"
	"fmt"
	"io/fs"
	"iter"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/newsdex/newsdex/ingest"
)

// progressEvery is the time between two lines of progress.
const progressEvery = 100 * time.Millisecond

// A progress is the line on a terminal that tells how far reading has come. The
// nil progress, where there is no terminal, tells nothing.
type progress struct {
	stderr   *stderr
	verb     string
	start    time.Time
	articles atomic.Int64
	files    atomic.Int64 // met so far
	total    atomic.Int64 // files in all; 0 until they are counted
	read     atomic.Bool  // the articles have come to their end
	done     context.CancelFunc
	drawing  sync.WaitGroup
}

// progress starts a line of progress over inputs; the caller stops it.
func (a *app) progress(ctx context.Context, verb string, inputs []string) *progress {
	if a.stderr.file == nil {
		return nil
	}
	ctx, cancel := context.WithCancel(ctx)
	p := &progress{stderr: a.stderr, verb: verb, start: time.Now(), done: cancel}
	p.drawing.Go(func() {
		tick := time.NewTicker(progressEvery)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
				p.stderr.show(p.line(terminalWidth(p.stderr.file)))
			}
		}
	})
	go func() { p.total.Store(countFiles(ctx, inputs)) }()
	return p
}

func (p *progress) stop() {
	if p == nil {
		return
	}
	p.done()
	p.drawing.Wait()
	p.stderr.show("")
}

// watch returns seq and counts what passes.
func (p *progress) watch(seq iter.Seq2[ingest.Article, error]) iter.Seq2[ingest.Article, error] {
	if p == nil {
		return seq
	}
	return func(yield func(ingest.Article, error) bool) {
		last := ""
		for a, err := range seq {
			switch {
			case err != nil:
				p.files.Add(1)
			case a.File != last:
				last = a.File
				p.files.Add(1)
				fallthrough
			default:
				p.articles.Add(1)
			}
			if !yield(a, err) {
				return
			}
		}
		p.read.Store(true)
	}
}

// line returns the line of progress, in at most width columns.
func (p *progress) line(width int) string {
	took := time.Since(p.start)
	n := p.articles.Load()
	s := fmt.Sprintf("%s  %s  %s/s  %s", amount(int(n), "article"), p.verb,
		grouped(int(float64(n)/max(took.Seconds(), .001))), clock(took))
	if p.read.Load() {
		s = fmt.Sprintf("%s  writing the index  %s", amount(int(n), "article"), clock(took))
	} else if total, files := p.total.Load(), p.files.Load(); total > 1 && files <= total {
		const cells = 20
		full := int(files * cells / total)
		s = fmt.Sprintf("%s%s %3d%%  %s", strings.Repeat("█", full), strings.Repeat("░", cells-full), files*100/total, s)
	}
	return cut(s, width-1)
}

// countFiles returns the number of files in inputs, about as ingest.Files finds
// them, or 0 when it cannot know.
func countFiles(ctx context.Context, inputs []string) int64 {
	var n int64
	for _, in := range inputs {
		if in == "-" {
			return 0
		}
		paths, err := filepath.Glob(in)
		if err != nil || len(paths) == 0 {
			paths = []string{in}
		}
		for _, p := range paths {
			err := filepath.WalkDir(p, func(path string, d fs.DirEntry, err error) error {
				switch {
				case ctx.Err() != nil:
					return ctx.Err()
				case err != nil:
					return nil // it will be an error of its own
				case path != p && strings.HasPrefix(d.Name(), "."):
					if d.IsDir() {
						return fs.SkipDir
					}
				case !d.IsDir():
					n++
				}
				return nil
			})
			if err != nil {
				return 0
			}
		}
	}
	return n
}
