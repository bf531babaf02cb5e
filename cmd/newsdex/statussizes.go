package main

import (
	"fmt"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/ingest"
)

// templateCount says how many lines of how many outlets an index takes out as
// templates.
type templateCount struct {
	Lines   int `json:"lines"`
	Outlets int `json:"outlets"`
}

func countTemplates(t *ingest.Templates) (n templateCount) {
	last := ""
	for _, line := range t.List() { // by outlet
		if line.State == ingest.Refused {
			continue
		}
		if n.Lines++; n.Outlets == 0 || line.Outlet != last {
			n.Outlets++
		}
		last = line.Outlet
	}
	return n
}

func (n templateCount) String() string {
	return fmt.Sprintf("%s of %s", amount(n.Lines, "line"), amount(n.Outlets, "outlet"))
}

// sizesTable shows what the bytes of an index are for.
func sizesTable(s index.Sizes) table {
	t := table{
		{"what", "bytes", "terms", "postings"},
		{"stored articles", size(s.Articles), "", ""},
		{"originals", size(s.Originals), "", ""},
	}
	for _, f := range s.Fields {
		t = append(t, []string{f.Field, size(f.Bytes()), grouped(int(f.Terms)), grouped(int(f.Postings))})
	}
	return append(t, []string{"other", size(s.Other), "", ""})
}
