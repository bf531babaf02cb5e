// Package format reads the articles of a file in any known format. Each format is one Go
// file and one row of the table [Formats]: its extensions, its Sniff function, the scope
// of its charset, and the function that yields its [Record]s.
//
//	for r, err := range f.Decode(ctx, format.Input{R: r, Path: path, File: name, Limit: limit}) {
//
// A record with fields is mapped by the table of fields (fields.go); a page is read by
// package page. An [Error] names file, line, problem and remedy.
package format
