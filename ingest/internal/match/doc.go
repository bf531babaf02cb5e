// Package match finds many strings and expressions in one pass. It has automata for
// regular expressions (matcher.go) and sets of strings (finder.go). Expressions are
// compiled on first use.
package match
