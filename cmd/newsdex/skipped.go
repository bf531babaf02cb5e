package main

import (
	"strings"

	"github.com/newsdex/newsdex/cmd/newsdex/internal/terminal"
	"github.com/newsdex/newsdex/ingest"
)

// tellSkipped prints the skipped inputs, a line for each kind of file, and adds up
// their counts. Records skipped inside a file that is read, such as most records of a
// WARC file, are only counted.
func (r *articleReader) tellSkipped(s ingest.Skipped) {
	if r.skipped == nil {
		r.skipped = map[string]int{}
	}
	switch {
	case s.Kind == "":
		r.skipped["no extension"] = s.Count
		r.stderr.Say("passed over %s without an extension, in no form that newsdex reads: %s", terminal.Amount(s.Count, "file"), andMore(s))
	case strings.HasPrefix(s.Kind, "."):
		r.skipped[s.Kind] = s.Count
		r.stderr.Say("passed over %s with the extension %s, a form that newsdex does not read: %s", terminal.Amount(s.Count, "file"), s.Kind, andMore(s))
	default:
		r.skipped[s.Kind] = s.Count
	}
}

func andMore(s ingest.Skipped) string {
	if s.Count == 1 {
		return s.First
	}
	return s.First + " and others"
}
