// Package plain has the small questions about text that all of ingest asks: where words
// and sentences end, what a text is when case and marks do not count, which host an
// address has. Each is here once.
package plain
