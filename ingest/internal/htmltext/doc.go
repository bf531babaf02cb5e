// Package htmltext makes text of HTML as a browser would show it: a line for each block.
package htmltext
