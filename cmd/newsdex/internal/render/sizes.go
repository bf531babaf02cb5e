package render

import (
	"github.com/newsdex/newsdex/cmd/newsdex/internal/terminal"
	"github.com/newsdex/newsdex/index"
)

// sizesTable shows what the bytes of an index are for.
func sizesTable(s index.Sizes) terminal.Table {
	t := terminal.Table{
		{"what", "bytes", "terms", "postings"},
		{"stored articles", terminal.Size(s.Articles), "", ""},
		{"originals", terminal.Size(s.Originals), "", ""},
	}
	for _, f := range s.Fields {
		t = append(t, []string{f.Field, terminal.Size(f.Bytes()), terminal.Grouped(int(f.Terms)), terminal.Grouped(int(f.Postings))})
	}
	return append(t, []string{"other", terminal.Size(s.Other), "", ""})
}
