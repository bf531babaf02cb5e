package main

import (
	"context"
	"io"
	"iter"
	"slices"

	"github.com/newsdex/newsdex/cmd/newsdex/internal/terminal"
	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/ingest"
)

// articles returns the articles of inputs, cleaned, each with the language of its text.
func (r *articleReader) articles(ctx context.Context, inputs []string) iter.Seq2[ingest.Article, error] {
	return ingest.Read(ctx, r.inputs(ctx, inputs), r.options())
}

// inputs returns the source of the articles of inputs. An input that is an index is an
// error; indexes below an input are skipped.
func (r *articleReader) inputs(ctx context.Context, inputs []string) *ingest.FileSource {
	files := r.source(ctx, inputs)
	files.OnSkipped = r.tellSkipped
	return files
}

// checkInput returns the error of an input that cannot hold articles.
func checkInput(path string) error {
	switch {
	case path == "":
		return &ingest.InputError{File: `""`, Problem: "is no name of a file", Remedy: "give one"}
	case index.IsIndex(path):
		return &ingest.InputError{File: path, Problem: "is an index, not articles", Remedy: "give the articles that it was made of"}
	}
	return nil
}

// source returns the source of the articles of paths.
func (r *articleReader) source(ctx context.Context, paths []string) *ingest.FileSource {
	src := ingest.Files(paths...)
	if slices.Contains(paths, "-") {
		src.Stdin = readStdin(ctx, r.stdin, r.stderr)
	}
	src.Check = checkInput
	src.Fields = r.fields
	src.Origins = r.origins
	src.Skip = func(name string, folder bool) bool { return folder && index.IsIndex(name) }
	return src
}

// readStdin returns stdin as a reader that ends with an error when ctx is done, even if
// no input arrives. On a terminal it prints how to end the input.
func readStdin(ctx context.Context, stdin io.Reader, m *terminal.Messages) io.Reader {
	if terminal.File(stdin) != nil {
		m.Say("reading from the terminal; end with Ctrl-D on a line of its own")
	}
	in, w := io.Pipe()
	context.AfterFunc(ctx, func() { w.CloseWithError(ctx.Err()) })
	go func() {
		_, err := io.Copy(w, stdin)
		w.CloseWithError(err) // a nil err becomes io.EOF
	}()
	return in
}
