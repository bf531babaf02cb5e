package ingest

import (
	"slices"
	"strings"
	"time"
)

// textSource begins the Source of a [Candidate] that a rule found in the text.
const textSource = "line "

// Raw returns an article that [Read] cleaned as it was before: its whole text in
// Body, and without what was found in that text. What the source said in fields of
// its own stays. So articles can be cleaned anew without their sources: Read over
// Raw articles cleans them by its options.
//
// What Read mended of a field, and what it decoded, stays mended and decoded, also
// what had been decoded wrongly before, for normalizing dropped a part of that. The
// language that was detected stays, as if the source had declared it.
func (a *Article) Raw() Article {
	raw := *a
	raw.Body = a.repaired()
	for i, r := range slices.Backward(a.Repairs) {
		if i > 0 || r.Kind != mojibake.kind {
			raw.Body = undoEdits(raw.Body, r.Edits)
		}
	}
	if a.TitleDerived || a.Lines.Title > 0 {
		raw.Title, raw.TitleDerived = "", false
	}
	if a.Lines.Deck > 0 {
		raw.Deck = ""
	}
	raw.Found = nil
	for _, c := range a.Found {
		if !strings.HasPrefix(c.Source, textSource) {
			raw.Found = append(raw.Found, c)
			continue
		}
		if !c.Chosen {
			continue
		}
		switch c.Field {
		case "outlet":
			raw.Outlet = ""
		case "authors":
			raw.Authors = nil
		case "published":
			raw.Published, raw.PublishedLayout = time.Time{}, ""
		}
	}
	raw.Repairs = nil
	for i, r := range a.Repairs {
		if n := len(r.Edits); n > 0 && (i > 0 || r.Kind != mojibake.kind) {
			if r.Edits = slices.DeleteFunc(slices.Clone(r.Edits), func(e Edit) bool { return e.Field == "" }); len(r.Edits) == 0 {
				continue
			}
			if len(r.Edits) < n {
				r.Count = len(r.Edits)
			}
		}
		raw.Repairs = append(raw.Repairs, r)
	}
	raw.Lines, raw.Removed, raw.Fingerprint = Lines{}, nil, ""
	return raw
}
