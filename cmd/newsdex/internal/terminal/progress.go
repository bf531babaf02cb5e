package terminal

import (
	"context"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// progressEvery is the time between two lines of progress.
const progressEvery = 100 * time.Millisecond

// A Progress is the line on a terminal that tells how far reading has come. The nil
// Progress, where there is no terminal, tells nothing. Article, Failed and End are
// called by one goroutine, the reader.
type Progress struct {
	messages *Messages
	verb     string
	start    time.Time
	articles atomic.Int64
	files    atomic.Int64 // met so far
	total    atomic.Int64 // files in all; 0 until they are counted
	ended    atomic.Bool  // the articles have come to their end
	last     string       // the file of the last article
	done     context.CancelFunc
	drawing  sync.WaitGroup
}

// StartProgress starts a line of progress over the files of inputs, which are files,
// folders and patterns. The line is "12 articles  verb …". The caller stops it. It is
// nil where messages go to no terminal.
func StartProgress(ctx context.Context, m *Messages, verb string, inputs []string) *Progress {
	if m.file == nil {
		return nil
	}
	ctx, cancel := context.WithCancel(ctx)
	p := &Progress{messages: m, verb: verb, start: time.Now(), done: cancel}
	p.drawing.Go(func() {
		tick := time.NewTicker(progressEvery)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
				p.messages.show(p.line(terminalWidth(p.messages.file)))
			}
		}
	})
	go func() { p.total.Store(countFiles(ctx, inputs)) }()
	return p
}

// Stop takes the line away.
func (p *Progress) Stop() {
	if p == nil {
		return
	}
	p.done()
	p.drawing.Wait()
	p.messages.show("")
}

// Article counts an article that was read from a file.
func (p *Progress) Article(file string) {
	if p == nil {
		return
	}
	if file != p.last {
		p.last = file
		p.files.Add(1)
	}
	p.articles.Add(1)
}

// Failed counts a file that could not be read.
func (p *Progress) Failed() {
	if p != nil {
		p.files.Add(1)
	}
}

// End says that all articles have been read.
func (p *Progress) End() {
	if p != nil {
		p.ended.Store(true)
	}
}

// line returns the line of progress, in less than width columns.
func (p *Progress) line(width int) string {
	took := time.Since(p.start)
	n := p.articles.Load()
	s := fmt.Sprintf("%s  %s  %s/s  %s", Amount(int(n), "article"), p.verb,
		Grouped(int(float64(n)/max(took.Seconds(), .001))), Clock(took))
	if p.ended.Load() {
		s = fmt.Sprintf("%s  writing the index  %s", Amount(int(n), "article"), Clock(took))
	} else if total, files := p.total.Load(), p.files.Load(); total > 1 && files <= total {
		const cells = 20
		full := int(files * cells / total)
		s = fmt.Sprintf("%s%s %3d%%  %s", strings.Repeat("█", full), strings.Repeat("░", cells-full), files*100/total, s)
	}
	return Cut(s, width-1)
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
