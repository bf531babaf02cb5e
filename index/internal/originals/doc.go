// Package originals keeps what articles were made of, compressed, in files of a
// generation, each original under a key that its article's record has.
package originals
