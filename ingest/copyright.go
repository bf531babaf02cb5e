package ingest

// copyrightLine is "© 2024 Harbor Media" in one of its forms, and what may
// follow.
var copyrightLine = mustMatcher(`^[(\[*]?(©|\([Cc]\)|(?i:copyright)[:,]?( ©| \([Cc]\))?) ?[\p{L} .,&'’]{0,50}(19|20)\d\d\b|^(© ?)?dpa(-infocom)?( GmbH)?, ?dpa:\d`)

// findCopyright finds copyright lines.
func findCopyright(t *Text) []Cut {
	return t.cutLines(func(l *Line) bool {
		if l.mark.kind == copyright && l.mark.out {
			return true
		}
		if len(l.Text) > 320 {
			return false
		}
		switch l.Text[0] {
		case '(', '[', '*', 'C', 'c', 'd', "©"[0]:
			return copyrightLine.MatchString(l.Text)
		}
		return false
	})
}
