package phrase

// A Line is a line of a text as the phrase tables and the line scorer see it: before
// any rule has changed it, with its mark from the tables.
type Line struct {
	Text string
	Mark Mark
}
