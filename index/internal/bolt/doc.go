// Package bolt reads a file of bbolt, in which Bleve keeps the list of an index's
// segments, without trust in any of its bytes. bbolt itself maps the file into memory and
// follows its numbers: a wrong one ends the program, in a fault or in endless recursion.
package bolt
