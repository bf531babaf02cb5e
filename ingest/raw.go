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
// What Read decoded stays decoded, also what had been decoded wrongly before, for
// normalizing dropped a part of that. The language that was detected stays, as if the
// source had declared it.
func (a *Article) Raw() Article {
	raw := *a
	raw.Body = a.repaired()
	raw.takeRepairsBack()
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
		case "updated":
			raw.Updated, raw.UpdatedLayout = time.Time{}, ""
		}
	}
	raw.Lines, raw.Removed, raw.Fingerprint = Lines{}, nil, ""
	return raw
}

// takeRepairsBack takes the repairs of the body and of the fields back, but for what
// had been decoded wrongly.
func (a *Article) takeRepairsBack() {
	repairs := a.Repairs
	decoded := slices.IndexFunc(repairs, func(r Repair) bool { return len(r.Edits) > 0 })
	if decoded >= 0 && repairs[decoded].Kind != mojibake.kind {
		decoded = -1
	}
	done := map[string]int{"": decoded} // up to which repair they are left, by field
	for i, r := range slices.Backward(repairs) {
		if i > decoded {
			a.Body = undoEdits(a.Body, r.Edits)
		}
	}
	a.Authors = slices.Clone(a.Authors)
	fields := map[string]*string{"title": &a.Title, "deck": &a.Deck, "outlet": &a.Outlet, "section": &a.Section}
	for i := range a.Authors {
		fields[authorField(i)] = &a.Authors[i]
	}
	for name, s := range fields {
		done[name] = -1
		for i, r := range slices.Backward(repairs) {
			edits := slices.DeleteFunc(slices.Clone(r.Edits), func(e Edit) bool { return e.Field != name })
			if len(edits) > 0 && r.Kind == mojibake.kind {
				done[name] = i
				break
			}
			*s = undo(*s, edits)
		}
	}
	a.Repairs = nil
	for i, r := range repairs {
		if n := len(r.Edits); n > 0 {
			r.Edits = slices.DeleteFunc(slices.Clone(r.Edits), func(e Edit) bool {
				left, known := done[e.Field]
				return !known || i > left
			})
			if len(r.Edits) == 0 {
				continue
			}
			if len(r.Edits) < n {
				r.Count = len(r.Edits)
			}
		}
		a.Repairs = append(a.Repairs, r)
	}
}
