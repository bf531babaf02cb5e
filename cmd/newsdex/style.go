package main

// A style colours text for a terminal (ECMA-48, SGR). The zero value leaves
// text as it is.
type style struct{ on bool }

func (s style) sgr(code, text string) string {
	if !s.on || text == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

func (s style) bold(text string) string { return s.sgr("1", text) }
func (s style) dim(text string) string  { return s.sgr("2", text) }
func (s style) red(text string) string  { return s.sgr("31", text) }

// mark returns what stands before and behind a match. Without colours it is
// «match», so that it can be seen.
func (s style) mark() (open, close string) {
	if !s.on {
		return "«", "»"
	}
	return "\x1b[1;31m", "\x1b[0m"
}
