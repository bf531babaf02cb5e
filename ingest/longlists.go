package ingest

import "fmt"

// mostNames is the limit of the authors of an article, and that of its tags. Articles
// have a few of each. Longer lists are those of whole sites, or are made to be slow.
const mostNames = 200

// cutLists cuts the authors and the tags of an article at their limit, and records how
// many are left out.
func cutLists(a Article) Article {
	left := 0
	for _, list := range []*[]string{&a.Authors, &a.Tags} {
		if n := len(*list) - mostNames; n > 0 {
			*list = (*list)[:mostNames:mostNames]
			left += n
		}
	}
	if left > 0 {
		a.Repairs = append(a.Repairs[:len(a.Repairs):len(a.Repairs)], Repair{
			Kind: "long-list", Detail: fmt.Sprintf("authors and tags after the first %d of each were left out", mostNames), Count: left,
		})
	}
	return a
}
