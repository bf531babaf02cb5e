package ingest

import (
	"bufio"
	"compress/gzip"
	"io"
	"path"
	"path/filepath"
	"strings"
)

// read decodes one opened file: out of gzip where it is gzipped, then by the
// form that its name or its content tells. A name of "" has no extension.
func (w *walk) read(r io.Reader, name, articlePath, file string) bool {
	br := bufio.NewReaderSize(r, 64<<10)
	name = filepath.Base(name)
	if head, _ := br.Peek(2); len(head) == 2 && head[0] == 0x1f && head[1] == 0x8b {
		zr, err := gzip.NewReader(br)
		if err != nil {
			return w.fail(file, "is damaged gzip", "fetch it again", err)
		}
		defer zr.Close() // its errors were those of Read
		br = bufio.NewReaderSize(zr, 64<<10)
		name = strings.TrimSuffix(name, ".gz")
		articlePath = strings.TrimSuffix(articlePath, ".gz")
	}
	if name == "." {
		name = "" // filepath.Base of ""
	}
	head, err := br.Peek(8 << 10)
	switch {
	case err != nil && err != io.EOF:
		return w.unreadable(file, err)
	case len(head) == 0:
		return w.emit(Article{}, emptyFile(file))
	}
	f, ok := formatOf(name, head)
	if !ok {
		if problem, remedy := notText(head); problem != "" {
			return w.fail(file, problem, remedy, nil)
		}
		what := "has a form that newsdex does not read"
		if ext := path.Ext(name); ext != "" {
			what = "has the extension " + ext + ", a form that newsdex does not read"
		}
		return w.fail(file, what, "give "+formatNames(), nil)
	}
	limit := w.source.MaxArticle
	if limit <= 0 {
		limit = defaultMaxArticle
	}
	for a, err := range f.decode(w.ctx, input{r: br, path: articlePath, file: file, limit: limit}) {
		if !w.emit(a, err) {
			return false
		}
	}
	return w.ctx.Err() == nil
}
