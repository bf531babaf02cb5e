// Package term writes to terminals, and to files and pipes in their place:
//
//	out, errs := term.NewOutput(os.Stdout), term.NewMessages(os.Stderr)
//	for _, line := range (term.Table{{"outlet", "Herald"}}).Lines() {
//		fmt.Fprintln(out, line)
//	}
//	errs.Say("read %s", term.Amount(n, "article"))
//
// [Output] takes results, [Messages] takes all else, and [Progress] is the line that
// says how far a run has come. [Columns], [Wrap], [Cut] and [Padded] count the columns
// of text, [Visible] makes text harmless, and [Amount], [Grouped], [Size] and [Clock]
// write numbers as people read them.
//
// The package knows nothing of articles and imports no other package of the module.
package term
