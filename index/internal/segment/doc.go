// Package segment writes the files of segments in zapx's format, and reads them
// without zapx: dictionaries, postings, positions and stored articles.
package segment
