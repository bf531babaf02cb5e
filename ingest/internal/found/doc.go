// Package found records where the values of an article's fields were found, and keeps all
// candidates of a field. A [Source] is a place in a page or a record. A [Value] is the
// text found there, with all sources that agree on it.
package found
