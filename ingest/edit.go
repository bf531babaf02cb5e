package ingest

import (
	"strings"
	"unicode/utf8"

	"github.com/newsdex/newsdex/ingest/internal/mend"
	"github.com/newsdex/newsdex/ingest/internal/plain"
	"github.com/newsdex/newsdex/ingest/internal/source"
)

// An Edit is one change that a [Repair] made to the text.
type Edit struct {
	// Field names the text if it is not Body: "title", "deck", "outlet", "section",
	// "author 1".
	Field string `json:",omitempty"`
	// Line is the line of the normalized input, from 1, on which the changed text
	// begins. Old may hold line ends; the following lines then became part of this one.
	Line int
	// Column is the byte offset of New in that line right after this repair: later
	// repairs may move it.
	Column int
	Old    string // text before the repair
	New    string // text after the repair
}

// maxEdits is the limit of changes of one repair: an Edit costs some 100 bytes.
const maxEdits = 1 << 18

// rewrite applies patches, which are in order and do not overlap, to s, a normalized
// text, and returns the edits. Each line stays in the form of [Normalize] and keeps its
// number: where patches removed line ends, blank lines follow the joined line.
func rewrite(s string, patches []mend.Patch) (string, []Edit) {
	if len(patches) == 0 {
		return s, nil
	}
	patches = patches[:min(len(patches), maxEdits)]
	var out, joined strings.Builder
	out.Grow(len(s))
	var edits []Edit
	done, number := 0, 1 // s is written up to done, and number lines are begun
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

// difference returns the edit that turns old into now. It leaves out their common
// beginning and end.
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

// undo undoes edits of the line or field s that were made together. It skips an edit
// whose New is not in s.
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

// undoEdits undoes the edits that [rewrite] made in a body.
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
			if end < 0 { // normalizing drops the blank lines at the end of a text
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
		// Drop the blank lines that replaced the joined lines.
		for range strings.Count(was, "\n") {
			rest = strings.TrimPrefix(rest, "\n")
			number++
		}
	}
	b.WriteString(rest)
	return b.String()
}

// normalPatches translates patches of a raw text into patches of its normalized form s.
// Some of the patched text may not be in s. A line end within a patch becomes one line
// end in s; Windows-1252 text has such patches where "Å" was decoded to "Ã" and U+0085.
func normalPatches(raw, s string, patches []mend.Patch) []mend.Patch {
	var out []mend.Patch
	at, offset := 0, 0 // raw[:at] corresponds to s[:offset]
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
				// s does not have the blank lines at the end of the text.
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
