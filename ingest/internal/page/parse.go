package page

import (
	"errors"
	"strings"

	"golang.org/x/net/html"
)

// MostTags is the limit of tags of a page that is parsed into a tree; a node takes some
// 200 bytes. News pages have some thousands of tags.
const MostTags = 500_000

// Parse returns the DOM tree of a page. It fails if the page is nested more deeply than
// html.Parse allows, has more than MostTags tags, or is made to be slow.
func Parse(text string) (*html.Node, error) {
	switch {
	case strings.Count(text, "<") > MostTags:
		return nil, errors.New("too many tags")
	case costOfParsing(text).mayBeTooMuch():
		return nil, errors.New("too much text or formatting that tags do not divide")
	}
	return html.Parse(strings.NewReader(text))
}

// HeadEnd returns the offset at which the head of a page ends, judged by its tags alone,
// or 0 if no tag ends it in the first MiB.
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
