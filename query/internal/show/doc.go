// Package show chooses the passages of an article that show why it matches a plan, and
// marks what matches in them.
//
//	find.go       where the leaves of a plan stand in a text
//	candidates.go the passages that a text can be cut into
//	choose.go     which of them are shown
//	wordbreak.go  where a text can be cut between words
//	samewords.go  whether one text says another one again
package show

// A Text is what is looked at of an article.
type Text struct {
	// Title and Deck are the headline and the line beneath it: a passage that only
	// says them again is not shown.
	Title, Deck string
	// Body is the text that passages are taken from.
	Body string
	// Language is the code of the article's language, "" where it is not known.
	Language string
}

// A Snippet is a passage as it is shown. Its members are those of query.Snippet, which
// describes them.
type Snippet struct {
	Text  string
	Marks []Mark
}

// A Mark is a run of bytes of a snippet's text, from Start up to and without End.
type Mark struct{ Start, End int }
