package ingest

// What a lead above the article of a page is like.
const (
	shortestLead = 40  // bytes
	longestLead  = 700 // bytes
	leadShared   = .4  // of its words, that the article has too
)

// findLead finds the lead, which on many pages stands between the headline and what tells
// of authors and date, far enough from the paragraphs to read like a teaser: what follows
// the headline or is the first statement below it, and has much of its words in common
// with the article. The rules leave it in.
func (t *Text) findLead(headline, first int) {
	if headline < 0 {
		return
	}
	for i := headline + 1; i < first && i <= headline+headLines; i++ {
		l := &t.Lines[i]
		if l.mark.out || l.mark.kind != noKind || tellsOfArticle(l.Text) || isCredit(l) {
			continue
		}
		follows := i == headline+1 && !t.features.shapes[i].copyBefore
		if (follows || endsSentence(l.Text)) && len(l.Text) >= shortestLead && len(l.Text) <= longestLead && t.features.shapes[i].overlap >= leadShared {
			t.lead = l.Number
			return
		}
	}
}
