package ingest

import (
	"strings"
	"unicode/utf8"

	"github.com/newsdex/newsdex/ingest/internal/mend"
	"github.com/newsdex/newsdex/ingest/internal/plain"
	"github.com/newsdex/newsdex/ingest/internal/source"
)

// An Edit is one place in which a [Repair] changed the text.
type Edit struct {
	// Field names the text when it is not Body: "title", "deck", "outlet", "section",
	// "author 1".
	Field string `json:",omitempty"`
	// Line is the line of the normalized input on which the changed text
	// begins, from 1. Old may hold line ends: the lines after it then became
	// part of this one.
	Line int
	// Column is the byte offset of New in that line, as the line was when
	// this repair was done: repairs that follow may move it.
	Column int
	Old    string // what stood there
	New    string // what stands there now
}

// maxEdits is how many places a repair changes: an Edit costs some 100 bytes.
const maxEdits = 1 << 18

// rewrite puts the new texts of patches, which are in order and do not overlap,
// into s, a normalized text, and says what it did. A line stays in the form of
// [Normalize], and keeps its number: where patches took line ends away, blank
// lines follow the joined one.
func rewrite(s string, patches []mend.Patch) (string, []Edit) {
	if len(patches) == 0 {
		return s, nil
	}
	patches = patches[:min(len(patches), maxEdits)]
	var out, joined strings.Builder
	out.Grow(len(s))
	var edits []Edit
	done, number := 0, 1 // s up to done is written, and so many lines begun
	for len(patches) > 0 {
		start := strings.LastIndexByte(s[:patches[0].Start], '\n') + 1
		number += strings.Count(s[done:start], "\n")
		out.WriteString(s[done:start])

		joined.Reset()
		first, at, end := len(edits), start, start
		for {
			p := patches[0]
			patches = patches[1:]
			joined.WriteString(s[at:p.Start])
			edits = append(edits, Edit{Line: number, Column: joined.Len(), Old: s[p.Start:p.End], New: p.New})
			joined.WriteString(p.New)
			at = p.End
			if at > end || first+1 == len(edits) {
				end = mend.IndexFrom(s, '\n', at)
			}
			if len(patches) == 0 || patches[0].Start > end {
				break
			}
		}
		joined.WriteString(s[at:end])
		old, now := s[start:end], joined.String()
		if normal := plain.NormalLine(now); normal != now {
			now = normal
			edits = append(edits[:first], difference(old, now, number))
		}
		out.WriteString(now)
		lines := strings.Count(old, "\n")
		for range lines {
			out.WriteByte('\n')
		}
		number += lines
		done = end
	}
	out.WriteString(s[done:])
	return out.String(), edits
}

// difference returns the edit that makes now of old: all between what they
// begin and what they end with alike.
func difference(old, now string, line int) Edit {
	n := 0
	for n < len(old) && n < len(now) && old[n] == now[n] {
		n++
	}
	for n > 0 && !(atRune(old, n) && atRune(now, n)) {
		n--
	}
	m := 0
	for m < len(old)-n && m < len(now)-n && old[len(old)-1-m] == now[len(now)-1-m] {
		m++
	}
	for m > 0 && !(atRune(old, len(old)-m) && atRune(now, len(now)-m)) {
		m--
	}
	return Edit{Line: line, Column: n, Old: old[n : len(old)-m], New: now[n : len(now)-m]}
}

// atRune reports whether a rune begins at s[i:], or s ends there.
func atRune(s string, i int) bool { return i == len(s) || utf8.RuneStart(s[i]) }

// undo takes edits of the line or field s back, which were made together. One
// that s does not bear out changes nothing.
func undo(s string, edits []Edit) string {
	var b strings.Builder
	at := 0
	for _, e := range edits {
		if e.Column < at || e.Column > len(s) || !strings.HasPrefix(s[e.Column:], e.New) {
			continue
		}
		b.WriteString(s[at:e.Column])
		b.WriteString(e.Old)
		at = e.Column + len(e.New)
	}
	b.WriteString(s[at:])
	return b.String()
}

// undoEdits takes back what [rewrite] did to a body.
func undoEdits(s string, edits []Edit) string {
	var b strings.Builder
	rest, number := s, 1
	for i := 0; i < len(edits); {
		line := edits[i].Line
		n := i + 1
		for n < len(edits) && edits[n].Line == line && edits[n].Field == edits[i].Field {
			n++
		}
		group := edits[i:n]
		i = n
		if group[0].Field != "" || line < number {
			continue
		}
		for ; number < line; number++ {
			end := strings.IndexByte(rest, '\n')
			if end < 0 { // the blank lines at the end of a text are not kept
				b.WriteString(rest)
				b.WriteString(strings.Repeat("\n", min(line-number, source.DefaultMaxArticle)))
				rest, number = "", line
				break
			}
			b.WriteString(rest[:end+1])
			rest = rest[end+1:]
		}
		was := rest
		if end := strings.IndexByte(rest, '\n'); end >= 0 {
			was = rest[:end]
		}
		rest = rest[len(was):]
		was = undo(was, group)
		b.WriteString(was)
		// The blank lines that stood for those that were joined.
		for range strings.Count(was, "\n") {
			rest = strings.TrimPrefix(rest, "\n")
			number++
		}
	}
	b.WriteString(rest)
	return b.String()
}

// normalPatches translates patches of a raw text into patches of its normalized
// form s: some of the text they hold may not be in it. A line end within a patch, as
// Windows-1252 text has it where "Å" was decoded to "Ã" and U+0085, is one in s.
func normalPatches(raw, s string, patches []mend.Patch) []mend.Patch {
	var out []mend.Patch
	at, offset := 0, 0 // raw up to at is s up to offset
	for len(patches) > 0 {
		start := mend.LineStart(raw, at, patches[0].Start)
		if at == 0 {
			offset = len(plain.NormalForm(raw[:start]+"x")) - len("x")
		} else {
			offset += len(plain.NormalForm("x"+raw[at:start]+"x")) - len("xx")
		}
		end, n := start, 0
		for n < len(patches) && (n == 0 || patches[n].Start <= end) {
			if n == 0 || patches[n].End > end {
				end = mend.LineEnd(raw, patches[n].End)
			}
			n++
		}
		line := raw[start:end]
		old := strings.TrimSuffix(plain.NormalForm(line+"\nx"), "\nx")
		if plain.IsNormal(line) {
			for _, p := range patches[:n] {
				out = append(out, mend.Patch{Start: offset + p.Start - start, End: offset + p.End - start, New: p.New})
			}
		} else {
			group := make([]mend.Patch, n)
			for i, p := range patches[:n] {
				group[i] = mend.Patch{Start: p.Start - start, End: p.End - start, New: p.New}
			}
			if now := plain.NormalLine(mend.Replace(line, group)); now != old {
				e := difference(old, now, 0)
				// Blank lines at the end of the text are not in s.
				from, to := min(offset+e.Column, len(s)), min(offset+e.Column+len(e.Old), len(s))
				out = append(out, mend.Patch{Start: from, End: to, New: e.New})
			}
		}
		offset += len(old)
		at = end
		patches = patches[n:]
	}
	return out
}
