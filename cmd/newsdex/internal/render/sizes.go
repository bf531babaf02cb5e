package render

import (
	"github.com/newsdex/newsdex/cmd/newsdex/internal/term"
	"github.com/newsdex/newsdex/index"
)

// sizesTable shows what the bytes of an index are for.
func sizesTable(s index.Sizes) term.Table {
	t := term.Table{
		{"what", "bytes", "terms", "postings"},
		{"stored articles", term.Size(s.Articles), "", ""},
		{"originals", term.Size(s.Originals), "", ""},
	}
	for _, f := range s.Fields {
		t = append(t, []string{f.Field, term.Size(f.Bytes()), term.Grouped(int(f.Terms)), term.Grouped(int(f.Postings))})
	}
	return append(t, []string{"other", term.Size(s.Other), "", ""})
}
