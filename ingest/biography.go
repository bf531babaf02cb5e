package ingest

// The words of these are in words/, under "Biographies".
var (
	// biography is "Ann Lee is a staff writer at the Gazette."
	biography = words.Matcher("biography")
	// aboutAuthor heads such lines: "About Ann Lee".
	aboutAuthor = words.Matcher("about-author")
)

// bioVerbs are what follows the name in each biography, so that most lines are
// spared the expression.
var bioVerbs = words.Finder("bio-verb")

// bioLines is how many lines at the end of an article are looked at, bioLength
// how many bytes one has at most.
const (
	bioLines  = 5
	bioLength = 420
)

// findBiographies finds what the last lines say of the authors.
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
