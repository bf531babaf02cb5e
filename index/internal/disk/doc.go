// Package disk changes the files of an index, and tells whether they are as they
// were written: checksums of whole files and of their blocks, and errors that name
// damage.
package disk
