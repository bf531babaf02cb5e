package ingest

// The expressions are in words/, under "Biographies".
var (
	// biography matches "Ann Lee is a staff writer at the Gazette."
	biography = words.Matcher("biography")
	// aboutAuthor matches the heading of biographies: "About Ann Lee".
	aboutAuthor = words.Matcher("about-author")
)

// bioVerbs finds the verbs after the name in biographies, a fast test before the
// expression.
var bioVerbs = words.Finder("bio-verb")

// bioLines is the number of lines at the end of an article that are examined, bioLength
// the limit of one in bytes.
const (
	bioLines  = 5
	bioLength = 420
)

// findBiographies finds the biographies of authors in the last lines.
func findBiographies(t *Text) []Cut {
	var cuts []Cut
	for i := max(len(t.Lines)-bioLines, len(t.Lines)/2+1); i < len(t.Lines); i++ {
		s := t.Lines[i].Text
		switch {
		case len(s) <= 80 && aboutAuthor.MatchString(s):
			cuts = append(cuts, Cut{Line: i, Whole: true})
			if i+1 < len(t.Lines) && len(t.Lines[i+1].Text) <= 2*bioLength && i+3 > len(t.Lines)-1 {
				i++
				cuts = append(cuts, Cut{Line: i, Whole: true})
			}
		case len(s) <= bioLength && bioVerbs().In(s[:min(len(s), 100)]) && biography.MatchString(s):
			cuts = append(cuts, Cut{Line: i, Whole: true})
		}
	}
	return cuts
}
