// Package show chooses the passages of an article that show why it matches a plan,
// and marks the matches in them.
//
//	finder.go     the matches of the leaves of a plan in a text
//	candidates.go the passages that a text can be cut into
//	choose.go     the choice among them
//	wordbreak.go  the offsets at which a text can be cut between words
//	samewords.go  whether a text repeats another one
package show

// A Text is the parts of an article that passages depend on.
type Text struct {
	// Title and Deck are the headline and the line beneath it. A sentence that
	// repeats either is not shown.
	Title, Deck string
	// Body is the text that passages are taken from.
	Body string
	// Language is the code of the article's language, "" if it is unknown.
	Language string
}

// A Snippet is a passage as it is shown. query.Snippet describes its members.
type Snippet struct {
	Text  string // see query.Snippet
	Marks []Mark // see query.Snippet
}

// A Mark is a run of bytes of a snippet's text, from Start, inclusive, to End,
// exclusive.
type Mark struct{ Start, End int }
