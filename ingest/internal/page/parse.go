package page

import (
	"errors"
	"strings"

	"golang.org/x/net/html"
)

// MostTags is how many tags a page may have to be made a tree of; a node takes
// some 200 bytes. News has some thousands.
const MostTags = 500_000

// Parse returns the tree of a page; an error if it is nested more deeply
// than html.Parse goes, or has more than MostTags tags.
func Parse(text string) (*html.Node, error) {
	if strings.Count(text, "<") > MostTags {
		return nil, errors.New("too many tags")
	}
	return html.Parse(strings.NewReader(text))
}

// HeadEnd returns where the head of a page ends, as far as its tags tell.
func HeadEnd(text string) int {
	const most = 1 << 20
	head := text[:min(len(text), most)]
	for _, tag := range []string{"</head", "<body", "</HEAD", "<BODY"} {
		if i := strings.Index(head, tag); i >= 0 {
			return i
		}
	}
	return 0
}
