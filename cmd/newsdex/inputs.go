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
func (r *articleReader) inputs(ctx context.Context, inputs []string) ingest.Source {
	paths, bad := readable(inputs)
	files := r.source(ctx, paths)
	files.OnSkipped = r.tellSkipped
	return inputSource{bad, files}
}

// An inputSource yields the errors of some inputs, and then the articles of the others.
type inputSource struct {
	bad   []error
	files *ingest.FileSource
}

// Articles implements [ingest.Source].
func (s inputSource) Articles(ctx context.Context) iter.Seq2[ingest.Article, error] {
	return func(yield func(ingest.Article, error) bool) {
		for _, err := range s.bad {
			if !yield(ingest.Article{}, err) {
				return
			}
		}
		for a, err := range s.files.Articles(ctx) {
			if !yield(a, err) {
				return
			}
		}
	}
}

// readable returns the inputs that may hold articles, and the errors of the others.
func readable(inputs []string) (paths []string, bad []error) {
	for _, in := range inputs {
		switch {
		case in == "":
			bad = append(bad, &ingest.InputError{File: `""`, Problem: "is no name of a file", Remedy: "give one"})
		case index.IsIndex(in):
			bad = append(bad, &ingest.InputError{File: in, Problem: "is an index, not articles", Remedy: "give the articles that it was made of"})
		default:
			paths = append(paths, in)
		}
	}
	return paths, bad
}

// source returns the source of the articles of paths.
func (r *articleReader) source(ctx context.Context, paths []string) *ingest.FileSource {
	src := ingest.Files(paths...)
	if slices.Contains(paths, "-") {
		src.Stdin = readStdin(ctx, r.stdin, r.stderr)
	}
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
