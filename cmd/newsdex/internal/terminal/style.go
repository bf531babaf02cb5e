package terminal

// A Style colours text for a terminal (ECMA-48, SGR). The zero value leaves text as
// it is.
type Style struct {
	// On says that text is coloured.
	On bool
}

// sgr returns text in the graphic rendition of code.
func (s Style) sgr(code, text string) string {
	if !s.On || text == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

// Bold returns text in bold.
func (s Style) Bold(text string) string { return s.sgr("1", text) }

// Dim returns text in a fainter colour.
func (s Style) Dim(text string) string { return s.sgr("2", text) }

// Red returns text in red.
func (s Style) Red(text string) string { return s.sgr("31", text) }

// Mark returns the strings before and behind a match: bold red, or without colours
// «match», so that it can be seen.
func (s Style) Mark() (open, close string) {
	if !s.On {
		return "«", "»"
	}
	return "\x1b[1;31m", "\x1b[0m"
}
