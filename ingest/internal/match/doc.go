// Package match finds many strings and expressions in one pass: automata for regular
// expressions (matcher.go), sets of strings (finder.go). What it compiles is compiled when
// it is first asked for.
package match
