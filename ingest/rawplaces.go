package ingest

import (
	"strings"
	"unicode/utf8"
)

// replace returns s with the new texts of places in it.
func replace(s string, places []patch) string {
	var b strings.Builder
	at := 0
	for _, p := range places {
		b.WriteString(s[at:p.start])
		b.WriteString(p.new)
		at = p.end
	}
	b.WriteString(s[at:])
	return b.String()
}

// normalPlaces translates places in a raw text into places in its normalized
// form s: some of what they hold may not be in it. A line end within a place, as
// Windows-1252 text has it where "Å" was decoded to "Ã" and U+0085, is one in s.
func normalPlaces(raw, s string, places []patch) []patch {
	var out []patch
	at, offset := 0, 0 // raw up to at is s up to offset
	for len(places) > 0 {
		start := lineStart(raw, at, places[0].start)
		if at == 0 {
			offset = len(Normalize(raw[:start]+"x")) - len("x")
		} else {
			offset += len(Normalize("x"+raw[at:start]+"x")) - len("xx")
		}
		end, n := start, 0
		for n < len(places) && (n == 0 || places[n].start <= end) {
			if n == 0 || places[n].end > end {
				end = lineEnd(raw, places[n].end)
			}
			n++
		}
		line := raw[start:end]
		old := strings.TrimSuffix(Normalize(line+"\nx"), "\nx")
		if isNormal(line) {
			for _, p := range places[:n] {
				out = append(out, patch{offset + p.start - start, offset + p.end - start, p.new})
			}
		} else {
			group := make([]patch, n)
			for i, p := range places[:n] {
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
		places = places[n:]
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
