package phrase

// A Line is a line of a text as the phrase tables and the line scorer see
// it: untouched by rules, with the mark that the tables gave it.
type Line struct {
	Text string
	Mark Mark
}
