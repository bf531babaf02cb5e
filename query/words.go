package query

import "strings"

// Words returns the query for articles with any of the words of text, which is not
// parsed. It is for searches by a text, such as a headline or a question, rather
// than by a query that somebody wrote. A text without a word has an Or without clauses,
// which a search rejects.
func Words(text string) Query {
	var words []Query
	for _, w := range strings.Fields(text) {
		if hasWord(w) {
			words = append(words, Term{w})
		}
	}
	return Or{words}
}
