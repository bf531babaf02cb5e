// Package jsontext reads JSON as scrapers write it, one value after the other, and keeps
// the bytes of each.
package jsontext
