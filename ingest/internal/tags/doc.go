// Package tags reads the elements of feeds as text with tags, well-formed or not.
package tags
