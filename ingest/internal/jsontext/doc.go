// Package jsontext reads the JSON that scrapers write, one value after the other, and
// keeps the bytes of each value.
package jsontext
