// Package tags reads the elements of feeds from XML that may be broken, tag by tag.
package tags
