package ingest

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// A PageText is one of the texts with the same URL or the same declared ID, with as much
// of it as [GroupTexts] needs: some 700 bytes.
type PageText struct {
	Revision Revision // the text as an earlier one
	Source   string   // see [Article].Source; the caller may set a name that sorts better
	Place    string   // see [Article].Place

	time, published int64    // seconds since 1970; 0 if unknown
	digest          string   // see [Article].Digest
	title           string   // in lower case, "" if there is none
	item            string   // see [Article].Item
	words           shingles // of the text
}

// NewPageText returns the PageText of a clean article.
func NewPageText(a *Article) PageText {
	p := PageText{Revision: revisionOf(a), Source: a.Source, Place: a.Place, digest: a.Digest, item: a.Item}
	p.published = unixOf(p.Revision.Published)
	if p.time = unixOf(a.Retrieved); p.time == 0 {
		p.time = p.published
	}
	title, lines := titleAndLines(a)
	p.title = strings.ToLower(plain.OneLine(title))
	p.words = shinglesOf(lines)
	if p.digest == "" {
		p.digest = a.Fingerprint
	}
	return p
}

// unixOf returns the time in seconds since 1970, 0 for no time.
func unixOf(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix()
}

// titleAndLines returns the title and the lines of an article as they are without the
// rule "template".
func titleAndLines(a *Article) (title string, lines []textLine) {
	lines = linesBeforeTemplates(a)
	if a.Title != "" && a.Lines.Title == 0 && !a.TitleDerived {
		return a.Title, lines
	}
	if a.Lines.Title > 0 && len(lines) > 0 {
		return lines[0].text, lines
	}
	return "", lines
}

// Compare orders the texts of a page by their age: it is negative if p is older than q. It
// is a total order of texts in different places. A text is as new as its retrieval, or
// else as its last change, or else as its publication; a text without a time is oldest.
// Texts of the same time are in the order of their places, in which numbers sort by their
// value, so the later record of a file is newer.
func (p *PageText) Compare(q *PageText) int {
	return cmp.Or(
		cmp.Compare(p.time, q.time),
		cmp.Compare(p.published, q.published),
		plain.CompareNatural(p.Source, q.Source),
		plain.CompareNatural(p.Place, q.Place),
		cmp.Compare(p.digest, q.digest),
		cmp.Compare(p.Revision.Path, q.Revision.Path),
	)
}

// A PageArticle is one article of a page, by the indexes of its texts.
type PageArticle struct {
	Newest  int   // the newest text
	Earlier []int // older texts, each different from all others, the newest first
	Copies  []int // texts that are also a newer text of the article
}

// A text is compared with the mostCompared older texts that share most of its shingles,
// among the mostSharing last ones that have each of them.
const (
	mostCompared = 32
	mostSharing  = 8
)

// GroupTexts tells which texts of a page are revisions of one article. Two texts are, if
// one has the title of the other or a good part of its words. All texts of a page are, if
// no two that are unlike are of one time, or of none: then each is a later text of the one
// before. Otherwise the page, perhaps a live blog or a list of notices, has several
// articles. Items of one feed with different names ([Article].Item) are always different
// articles. The result depends on the texts alone, not on their order.
func GroupTexts(texts []PageText) []PageArticle {
	order := make([]int, len(texts))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(x, y int) int { return texts[x].Compare(&texts[y]) })
	root := make([]int, len(texts)) // of the tree of each text
	for i := range root {
		root[i] = i
	}
	find := func(i int) int {
		for root[i] != i {
			root[i] = root[root[i]]
			i = root[i]
		}
		return i
	}
	same := map[string]int{} // the first text of each digest and each title
	sharing := sharedShingles{}
	for at, i := range order {
		t := &texts[i]
		keys := []string{"d" + t.digest, "t" + t.title}
		if t.title == "" {
			keys = keys[:1]
		}
		for _, key := range keys {
			if j, ok := same[key]; !ok {
				same[key] = i
			} else if !t.isOtherItem(&texts[j]) {
				root[find(i)] = find(j)
			}
		}
		for _, before := range sharing.candidates(t.words) {
			j := order[before]
			if find(i) != find(j) && t.isRevisionOf(&texts[j]) {
				root[find(i)] = find(j)
			}
		}
		sharing.add(at, t.words)
	}
	group := func(i int) int { return find(i) }
	if !hasSeveral(texts, find) {
		group = func(int) int { return 0 }
	}
	at := map[int]int{}
	var articles []PageArticle
	for _, i := range slices.Backward(order) {
		r := group(i)
		n, ok := at[r]
		if !ok {
			at[r] = len(articles)
			articles = append(articles, PageArticle{Newest: i})
			continue
		}
		a := &articles[n]
		isCopy := func(j int) bool { return texts[j].digest == texts[i].digest }
		if isCopy(a.Newest) || slices.ContainsFunc(a.Earlier, isCopy) {
			a.Copies = append(a.Copies, i)
		} else {
			a.Earlier = append(a.Earlier, i)
		}
	}
	return articles
}

// hasSeveral reports whether texts that are unlike, of which find returns different groups,
// are of different articles: two of them are of one time, or one of them of none, or they
// are items with different names.
func hasSeveral(texts []PageText, find func(int) int) bool {
	of := map[int64]int{}     // the group at each time
	items := map[string]int{} // the group of each item
	groups := map[int]bool{}
	undated := false
	for i := range texts {
		t, g := &texts[i], find(i)
		groups[g] = true
		undated = undated || t.time == 0
		if other, ok := of[t.time]; ok && other != g {
			return true
		}
		of[t.time] = g
		if t.item != "" {
			items[t.item] = g
		}
	}
	return len(groups) > 1 && (undated || len(items) > 1)
}

// isOtherItem reports whether p and q are different items of one feed.
func (p *PageText) isOtherItem(q *PageText) bool {
	if p.item == "" || q.item == "" || p.item == q.item || p.Source != q.Source {
		return false
	}
	file, _, _ := strings.Cut(p.Place, "\t")
	other, _, _ := strings.Cut(q.Place, "\t")
	return file == other
}

// isRevisionOf reports whether p and q are texts of one article.
func (p *PageText) isRevisionOf(q *PageText) bool {
	if p.isOtherItem(q) {
		return false
	}
	return p.digest == q.digest || p.title != "" && p.title == q.title || p.words.common(q.words) >= commonWords
}
