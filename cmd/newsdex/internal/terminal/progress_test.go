package terminal

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestProgressLine(t *testing.T) {
	p := &Progress{verb: "read", start: time.Now().Add(-10 * time.Second)}
	p.articles.Store(5_000)
	for _, c := range []struct {
		files, total int64
		read         bool
		width        int
		want         string
	}{
		{0, 0, false, 80, "5,000 articles  read  "},
		{1, 1, false, 80, "5,000 articles  read  "}, // one file has no share
		{2, 8, false, 80, "█████░░░░░░░░░░░░░░░  25%  5,000 articles  read  "},
		{8, 8, false, 80, "████████████████████ 100%  5,000 articles  read  "},
		{2, 8, true, 80, "5,000 articles  writing the index  0:10"},
		{2, 8, false, 21, "█████░░░░░░░░░░░░░░░"},
	} {
		p.files.Store(c.files)
		p.total.Store(c.total)
		p.ended.Store(c.read)
		got := p.line(c.width)
		if !strings.HasPrefix(got, c.want) || Columns(got) >= c.width {
			t.Errorf("%d of %d files: %q, want %q…", c.files, c.total, got, c.want)
		}
	}
}

func TestProgressCounts(t *testing.T) {
	p := &Progress{}
	p.Article("a")
	p.Article("a")
	p.Failed()
	p.Article("b")
	p.End()
	if a, f := p.articles.Load(), p.files.Load(); a != 3 || f != 3 || !p.ended.Load() {
		t.Errorf("%d articles, %d files, ended %v", a, f, p.ended.Load())
	}
	var none *Progress // where there is no terminal
	none.Article("a")
	none.Failed()
	none.End()
	none.Stop()
}

func TestCountFiles(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a.txt", "b.txt", ".hidden", "sub/c.txt", ".git/d.txt"} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		input string
		want  int64
	}{
		{dir, 3},
		{filepath.Join(dir, "a.txt"), 1},
		{filepath.Join(dir, "*.txt"), 2},
		{filepath.Join(dir, "missing"), 0},
		{"-", 0},
	} {
		if got := countFiles(t.Context(), []string{c.input}); got != c.want {
			t.Errorf("%s: %d files, want %d", c.input, got, c.want)
		}
	}
}

// TestMessageBesideProgress holds that a message takes the line of progress away
// and puts it back.
func TestMessageBesideProgress(t *testing.T) {
	var b bytes.Buffer
	e := NewMessages(&b)
	e.show("5 articles")
	e.show("5 articles") // as it stands
	e.Say("a.txt: is %s", "empty\x1b[2J")
	e.show("")
	want := "\r\x1b[K5 articles" + "\r\x1b[Knewsdex: a.txt: is empty\\u001b[2J\n5 articles" + "\r\x1b[K"
	if b.String() != want {
		t.Errorf("got %q, want %q", b.String(), want)
	}
}
