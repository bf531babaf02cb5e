package main

import (
	"io"

	"github.com/newsdex/newsdex/cmd/newsdex/internal/terminal"
)

// An articleReader reads articles according to the flags of a command: --lang
// (language.go), --field (fields.go) and those of cleaning (cleaning.go). Its method
// articles (inputs.go) reads the inputs that the arguments name.
type articleReader struct {
	stdin  io.Reader
	stderr *terminal.Messages

	lang     languageFlag // language of articles that declare none
	fields   fieldsFlag   // names of record fields
	cleaning cleaning

	origins bool           // articles carry their originals
	skipped map[string]int // number of skipped inputs, by kind
}

func newArticleReader(s *session) *articleReader {
	return &articleReader{stdin: s.stdin, stderr: s.stderr}
}
