// Package phrase recognizes lines that sites put around articles: buttons, comment
// boxes, sign-up lines, credits.
//
//	lines := []phrase.Line{{Text: "Share this article"}, {Text: "The harbour closes."}}
//	phrase.MarkLines(lines, false)
//	lines[0].Mark.Out // true
package phrase
