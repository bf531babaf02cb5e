// Package plain has the small functions on text that all of ingest shares: bounds of
// words and sentences, text with case and marks folded, hosts of addresses. Each is
// here once.
package plain
