// Package segment writes the files of segments, byte for byte as zapx would, and reads
// them without zapx: dictionaries, postings, positions and stored articles.
package segment
