package ingest

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// Restore returns the article with those pieces of removed text put back, each in
// its place, of which which reports true, and how many these are. They are noted in
// Restored: a text that stands there is put back again when the article is cleaned
// anew, by whichever rule it went. What a piece said of the article stays said.
func (a *Article) Restore(which func(Removal) bool) (Article, int) {
	b := *a
	back := make(map[int]bool) // lines
	b.Removed, b.Restored = nil, slices.Clip(a.Restored)
	n := 0
	for _, r := range a.Removed {
		if !which(r) {
			b.Removed = append(b.Removed, r)
			continue
		}
		n++
		back[r.Line] = true
		if !slices.ContainsFunc(b.Restored, func(old Removal) bool { return old.Text == r.Text }) {
			b.Restored = append(b.Restored, r)
		}
	}
	if n == 0 {
		return *a, 0
	}
	lines := strings.Split(a.repaired(), "\n")
	line := func(number int) string {
		if number < 1 || number > len(lines) {
			return ""
		}
		return withoutSpans(lines[number-1], number, b.Removed)
	}
	paragraphs := make(map[int]string)
	for i, p := range a.Paragraphs() {
		if i < len(a.Lines.Body) {
			paragraphs[a.Lines.Body[i]] = p
		}
	}
	for number := range back {
		switch {
		case number == a.Lines.Title:
			b.Title = line(number)
		case number == a.Lines.Deck:
			b.Deck = line(number)
		case line(number) != "":
			paragraphs[number] = line(number)
		}
	}
	b.Lines.Body = slices.Sorted(maps.Keys(paragraphs))
	texts := make([]string, len(b.Lines.Body))
	for i, number := range b.Lines.Body {
		texts[i] = paragraphs[number]
	}
	b.Body = strings.Join(texts, ParagraphSeparator)
	b.Fingerprint = b.fingerprint()
	return b, n
}

// withoutSpans returns what removals leave of a line.
func withoutSpans(line string, number int, removed []Removal) string {
	var b strings.Builder
	at := 0
	spans := slices.DeleteFunc(slices.Clone(removed), func(r Removal) bool { return r.Line != number })
	slices.SortFunc(spans, func(x, y Removal) int { return cmp.Compare(x.Column, y.Column) })
	for _, r := range spans {
		if r.Column < at || r.Column+len(r.Text) > len(line) {
			continue
		}
		b.WriteString(line[at:r.Column])
		at = r.Column + len(r.Text)
	}
	b.WriteString(line[at:])
	return b.String()
}

// RestoreAgain returns the article with what was put back before put back again:
// removed text that stands in restored, and in its own Restored.
func (a *Article) RestoreAgain(restored []Removal) Article {
	b := *a
	b.Restored = slices.Clip(a.Restored)
	texts := make(map[string]bool)
	for _, r := range slices.Concat(a.Restored, restored) {
		if !texts[r.Text] && !slices.ContainsFunc(b.Restored, func(old Removal) bool { return old.Text == r.Text }) {
			b.Restored = append(b.Restored, r)
		}
		texts[r.Text] = true
	}
	b, _ = b.Restore(func(r Removal) bool { return texts[r.Text] })
	return b
}
