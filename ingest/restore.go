package ingest

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// Restore puts pieces of removed text back in their places: those for which the
// function which returns true. It returns the new article and their number. The pieces
// are recorded in Restored, so that they are put back again when the article is cleaned
// again, whichever rule removes them. The metadata from a piece stays.
func (a *Article) Restore(which func(Removal) bool) (Article, int) {
	b := *a
	back := make(map[int]bool) // lines
	b.Removed, b.Restored = nil, slices.Clip(a.Restored)
	n := 0
	noted := make(map[removalKey]bool)
	for _, r := range a.Restored {
		noted[r.key()] = true
	}
	for _, r := range a.Removed {
		if !which(r) {
			b.Removed = append(b.Removed, r)
			continue
		}
		n++
		back[r.Line] = true
		if !noted[r.key()] {
			noted[r.key()] = true
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

// withoutSpans returns a line without its removals.
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

// A removalKey identifies a removal of an article by position and text.
type removalKey struct {
	line, column int
	text         string
}

func (r *Removal) key() removalKey { return removalKey{r.Line, r.Column, r.Text} }

// RestoreAgain returns an article that was just cleaned with its restored text put back
// again: the pieces in restored and in its own Restored. If a piece has moved because
// the source changed, the first removal with the same text is put back.
func (a *Article) RestoreAgain(restored []Removal) Article {
	b := *a
	b.Restored = nil
	at := make(map[removalKey]int)      // in Removed
	by := make(map[string][]int)        // the same by text
	chosen := make(map[removalKey]bool) // removals to put back
	for i, r := range a.Removed {
		at[r.key()] = i
		by[r.Text] = append(by[r.Text], i)
	}
	seen := make(map[removalKey]bool)
	var moved []int // in b.Restored
	for _, r := range slices.Concat(a.Restored, restored) {
		p := r.key()
		if seen[p] {
			continue
		}
		seen[p] = true
		if i, ok := at[p]; ok {
			chosen[p] = true
			r = a.Removed[i]
		} else {
			moved = append(moved, len(b.Restored))
		}
		b.Restored = append(b.Restored, r)
	}
	if len(moved) > 0 {
		lines := strings.Split(a.repaired(), "\n")
		for _, j := range moved {
			r := &b.Restored[j]
			if r.Line >= 1 && r.Line <= len(lines) && r.Column >= 0 && r.Column <= len(lines[r.Line-1]) && strings.HasPrefix(lines[r.Line-1][r.Column:], r.Text) {
				continue // it was not taken out
			}
			same := by[r.Text]
			for len(same) > 0 && chosen[a.Removed[same[0]].key()] {
				same = same[1:]
			}
			if len(same) > 0 {
				*r = a.Removed[same[0]]
				chosen[r.key()] = true
			}
			by[r.Text] = same
		}
	}
	b, _ = b.Restore(func(r Removal) bool { return chosen[r.key()] })
	return b
}
