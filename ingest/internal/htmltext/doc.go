// Package htmltext converts HTML to text as a browser shows it: a line for each block.
package htmltext
