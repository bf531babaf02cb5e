// Package charset detects the charset of bytes and decodes them to UTF-8.
//
// Files and pages are decoded by a byte order mark, by being valid UTF-8, by a
// plausible declaration, or by a guess (charset.go, guess.go). A [Repair] of kind
// "charset" names the charset and how it was detected.
package charset
