// Package charset tells in which charset bytes are, and decodes them.
//
// Files and pages are decoded to UTF-8 by a byte order mark, by being UTF-8, by a
// declaration that makes sense, or by a guess (charset.go, guess.go). A
// [Repair] "charset" names what was decoded from and how it was told.
package charset
