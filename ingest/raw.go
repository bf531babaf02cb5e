package ingest

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/newsdex/newsdex/ingest/internal/date"
	"github.com/newsdex/newsdex/ingest/internal/source"
)

// Original returns the normalized text from which the article was cleaned: kept and
// removed text, each in its place, with the repairs undone. It is [Normalize] of the
// raw article's Body, so it does not include a title that was a field of its own.
func (a *Article) Original() string {
	s := a.repaired()
	for _, r := range slices.Backward(a.Repairs) {
		s = undoEdits(s, r.Edits)
	}
	return s
}

// repaired returns the repaired text that the rules saw.
func (a *Article) repaired() string {
	type part struct {
		line, column int // column -1: kept text
		text         string
	}
	var parts []part
	keep := func(line int, text string) {
		if line > 0 {
			parts = append(parts, part{line, -1, text})
		}
	}
	keep(a.Lines.Title, a.Title)
	keep(a.Lines.Deck, a.Deck)
	for i, p := range a.Paragraphs() {
		if i < len(a.Lines.Body) {
			keep(a.Lines.Body[i], p)
		}
	}
	for _, r := range a.Removed {
		parts = append(parts, part{r.Line, r.Column, r.Text})
	}
	slices.SortStableFunc(parts, func(x, y part) int {
		return cmp.Or(cmp.Compare(x.line, y.line), cmp.Compare(x.column, y.column))
	})

	var b strings.Builder
	line, start, kept := 1, 0, ""
	finish := func() {
		b.WriteString(kept)
		kept = ""
	}
	for _, p := range parts {
		if p.line != line {
			finish()
			// Blank lines hold nothing to put back. The cap keeps invalid line numbers,
			// which Read never makes, from growing the text.
			b.WriteString(strings.Repeat("\n", min(max(p.line-line, 0), source.DefaultMaxArticle)))
			line, start = p.line, b.Len()
		}
		if p.column < 0 {
			finish()
			kept = p.text
			continue
		}
		n := min(max(p.column-(b.Len()-start), 0), len(kept))
		b.WriteString(kept[:n])
		kept = kept[n:]
		b.WriteString(p.text)
	}
	finish()
	return b.String()
}

// sortRemovals sorts removals in the order of the input.
func sortRemovals(rs []Removal) {
	slices.SortStableFunc(rs, func(a, b Removal) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
}

// Raw returns an article that [Read] cleaned in its state before cleaning: its whole
// text is in Body, and the metadata found in that text is dropped. Fields that the
// source gave stay. So articles can be cleaned again without their sources: Read over
// Raw articles cleans them by its own options.
//
// Decoded text stays decoded, even text that had been decoded wrongly before and was
// mended, because normalizing dropped a part of its bytes. The detected language stays,
// together with the language that the source declared: see [Article].DeclaredLanguage.
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
		elsewhere := outsideText(c.Sources)
		if len(elsewhere) > 0 || len(c.Sources) == 0 {
			c.Sources = elsewhere
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
	if raw.Updated.IsZero() && raw.Published.IsZero() && !a.Published.IsZero() {
		raw.Updated, raw.UpdatedLayout = raw.chosenDate("updated") // dropped before because it was not after the day in the text
	}
	raw.forgetTags(a.Removed)
	raw.forgetTags(a.Restored)
	raw.Lines, raw.Removed, raw.Fingerprint = Lines{}, nil, ""
	return raw
}

// chosenDate returns the date of a field's chosen candidate; zero if there is none.
func (a *Article) chosenDate(field string) (time.Time, string) {
	for _, c := range a.Found {
		if c.Field == field && c.Chosen {
			return date.ReadDate(c.Value)
		}
	}
	return time.Time{}, ""
}

// forgetTags clears the agency and the dateline that came from removed agency tags.
func (a *Article) forgetTags(removed []Removal) {
	for i := range removed {
		if removed[i].Rule != agencyTagRule {
			continue
		}
		tag, _ := readAgencyTag(removed[i].Text)
		if tag.agency == a.Agency {
			a.Agency = ""
		}
		if tag.dateline == a.Dateline {
			a.Dateline = ""
		}
	}
}

// outsideText returns the sources that are not lines of the text. Sources of unknown
// kind count as outside: keeping a value that a rule finds again does no harm, but a
// value from the source is found nowhere else.
func outsideText(sources []Provenance) []Provenance {
	inText := func(p Provenance) bool { return p.Kind == InText }
	if !slices.ContainsFunc(sources, inText) {
		return sources
	}
	return slices.DeleteFunc(slices.Clone(sources), inText)
}

// takeRepairsBack undoes the repairs of the body and of the fields, except those of
// wrongly decoded text.
func (a *Article) takeRepairsBack() {
	repairs := a.Repairs
	decoded := slices.IndexFunc(repairs, func(r Repair) bool { return len(r.Edits) > 0 })
	if decoded >= 0 && repairs[decoded].Kind != mojibake.kind {
		decoded = -1
	}
	done := map[string]int{"": decoded} // index of the last repair that is not undone, by field
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
