// Package segment writes the files of segments, and reads them.
//
// A segment's file is one of zapx, which Bleve opens: in it Bleve finds the documents of
// each term, and the stored articles. Beside these the file has parts of newsdex, which
// Bleve passes over:
//
//	lists      for each word of title, deck and body, and each part of outlets, authors
//	           and addresses, how often and where it is in each document
//	columns    for each document its date, the lengths of its fields, and its ID
//
// parts.go says in which order they stand, writeterms.go and columns.go what their bytes
// are. newsdex reads neither the frequencies nor the positions of zapx's postings, which
// are the same for all terms.
package segment
