package ingest

import (
	"strings"
	"unicode/utf8"
)

// replace returns s with the new texts of patches.
func replace(s string, patches []patch) string {
	var b strings.Builder
	at := 0
	for _, p := range patches {
		b.WriteString(s[at:p.start])
		b.WriteString(p.new)
		at = p.end
	}
	b.WriteString(s[at:])
	return b.String()
}

// normalPatches translates patches of a raw text into patches of its normalized
// form s: some of the text they hold may not be in it. A line end within a patch, as
// Windows-1252 text has it where "Å" was decoded to "Ã" and U+0085, is one in s.
func normalPatches(raw, s string, patches []patch) []patch {
	var out []patch
	at, offset := 0, 0 // raw up to at is s up to offset
	for len(patches) > 0 {
		start := lineStart(raw, at, patches[0].start)
		if at == 0 {
			offset = len(normalForm(raw[:start]+"x")) - len("x")
		} else {
			offset += len(normalForm("x"+raw[at:start]+"x")) - len("xx")
		}
		end, n := start, 0
		for n < len(patches) && (n == 0 || patches[n].start <= end) {
			if n == 0 || patches[n].end > end {
				end = lineEnd(raw, patches[n].end)
			}
			n++
		}
		line := raw[start:end]
		old := strings.TrimSuffix(normalForm(line+"\nx"), "\nx")
		if isNormal(line) {
			for _, p := range patches[:n] {
				out = append(out, patch{offset + p.start - start, offset + p.end - start, p.new})
			}
		} else {
			group := make([]patch, n)
			for i, p := range patches[:n] {
				group[i] = patch{p.start - start, p.end - start, p.new}
			}
			if now := normalLine(replace(line, group)); now != old {
				e := difference(old, now, 0)
				// Blank lines at the end of the text are not in s.
				from, to := min(offset+e.Column, len(s)), min(offset+e.Column+len(e.Old), len(s))
				out = append(out, patch{from, to, e.New})
			}
		}
		offset += len(old)
		at = end
		patches = patches[n:]
	}
	return out
}

// lineStart returns where the line of raw begins that holds byte i, looking no
// further back than from, where a line begins or ends.
func lineStart(raw string, from, i int) int {
	start := from
	for j := from; j < i; {
		r, n := utf8.DecodeRuneInString(raw[j:])
		j += n
		if classify(r) == newline {
			start = j
		}
	}
	return start
}

// lineEnd returns where the line of raw ends that goes on at byte i.
func lineEnd(raw string, i int) int {
	for j, r := range raw[i:] {
		if classify(r) == newline {
			return i + j
		}
	}
	return len(raw)
}
