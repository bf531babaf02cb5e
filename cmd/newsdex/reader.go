package main

import (
	"io"

	"github.com/newsdex/newsdex/cmd/newsdex/internal/terminal"
)

// An articleReader reads articles as the flags of a command say. Its flags are
// --lang (language.go), --field (fields.go) and those of a cleaning (cleaning.go);
// articles (inputs.go) reads what the arguments name.
type articleReader struct {
	stdin  io.Reader
	stderr *terminal.Messages

	lang     languageFlag // of articles that do not say theirs
	fields   fieldsFlag   // the names of the fields of records
	cleaning cleaning

	origins bool           // articles carry the bytes that they were made of
	skipped map[string]int // what of the inputs was passed over, by kind
}

func newArticleReader(s *session) *articleReader {
	return &articleReader{stdin: s.stdin, stderr: s.stderr}
}
