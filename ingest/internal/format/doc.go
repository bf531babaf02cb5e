// Package format reads what a file says: each format is one file of Go and one row, which
// says its extensions, how it is known by its beginning, to what its charset belongs, and
// the function that yields its [Record]s.
//
//	for r, err := range f.Decode(ctx, format.Input{R: r, Path: path, File: name, Limit: limit}) {
//
// The rows are the table [Formats]. A record with fields goes by the table [Fields]; a
// page goes through package page. An [Error] names file, line, problem and remedy.
package format
