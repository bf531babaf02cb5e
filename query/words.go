package query

import "strings"

// Words returns the query for the articles that hold any of the words of text,
// which is not read as syntax: what to search for when the query is a text, such
// as a headline or a question, and not one that somebody wrote for a search.
func Words(text string) Query {
	var words []Query
	for _, w := range strings.Fields(text) {
		if hasWord(w) {
			words = append(words, Term{w})
		}
	}
	return Or{words}
}
