package ingest

// What it takes to believe that a line opens a comment section, so that
// everything after it goes, readers' own words too.
const (
	minBeforeComments = 2  // paragraphs of an article above it
	commentsWindow    = 14 // lines after it in which…
	commentsEvidence  = 2  // …this many more lines of a comment system stand, or of when somebody wrote
)

// findComments finds the lines of comment systems and, below a heading such as
// "12 Comments" that is followed by more of their lines, all to the end. A
// heading above the article ("5 comments" in a share bar) opens nothing.
func findComments(t *Text) []Cut {
	from := t.commentsFrom()
	var cuts []Cut
	for i := range t.Lines {
		m := t.Lines[i].mark
		switch {
		case m.kind == commentWidget && m.out:
			cuts = append(cuts, Cut{Line: i})
		case i > from && !(m.out && m.kind != noKind):
			cuts = append(cuts, Cut{Line: i, Reason: "stands in the comment section below the article"})
		}
	}
	return cuts
}

// commentsFrom returns the index of the line that opens the comment section, or
// the number of lines.
func (t *Text) commentsFrom() int {
	paragraphs := 0
	for i := range t.Lines {
		l := &t.Lines[i]
		if l.mark.kind == noKind && len(l.Text) >= 80 && endsSentence(l.Text) {
			paragraphs++
		}
		if !l.mark.opens || paragraphs < minBeforeComments {
			continue
		}
		evidence := 0
		for j := i + 1; j < len(t.Lines) && j <= i+commentsWindow; j++ {
			if t.Lines[j].mark.kind == commentWidget || tellsTime(t.Lines[j].Text) {
				evidence++
			}
		}
		if evidence >= commentsEvidence {
			return i
		}
	}
	return len(t.Lines)
}
