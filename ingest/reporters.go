package ingest

import (
	"strings"
)

// agencyCredit is the line in brackets that ends an agency's story.
var agencyCredit = mustMatcher(`(?i)^[^\p{L}\p{N}]*(additional )?(reporting|writing|editing|compiled|edited|written)( and (writing|editing|reporting))? by .{3,}\)\W*$|^\((with )?(inputs?|reporting|files?|agencies)( from| by)? [^()]{3,120}\)$|^(contributing|source|sources|via|quellen?|fuentes?|font[ei]|источники?|kaynak|źródł[oa]): ?[^.!?]{2,60}$`)

// findReporterCredits finds who else worked on the article, in its last third.
func findReporterCredits(t *Text) []Cut {
	tail := len(t.Lines) * 2 / 3
	var cuts []Cut
	for i := tail; i < len(t.Lines); i++ {
		l := &t.Lines[i]
		if l.mark.kind == reporterCredit && l.mark.out || len(l.Text) <= 400 && mayCredit(l.Text) && agencyCredit.MatchString(l.Text) {
			cuts = append(cuts, Cut{Line: i})
		}
	}
	return cuts
}

func mayCredit(s string) bool {
	return strings.HasSuffix(s, ")") || strings.Contains(s[:min(len(s), 16)], ":") || strings.HasPrefix(s, "(") || strings.HasPrefix(s, "*")
}
