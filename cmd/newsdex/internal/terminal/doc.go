// Package terminal writes to terminals, and to files and pipes in their place:
//
//	out, errs := terminal.NewOutput(os.Stdout), terminal.NewMessages(os.Stderr)
//	for _, line := range (terminal.Table{{"outlet", "Herald"}}).Lines() {
//		fmt.Fprintln(out, line)
//	}
//	errs.Say("read %s", terminal.Amount(n, "article"))
//
// [Output] takes results, [Messages] takes all else, and [Progress] is the line that
// says how far a run has come. [Columns], [Wrap], [Cut] and [Padded] count the columns
// of text, [Visible] makes text harmless, and [Amount], [Grouped], [Size] and [Clock]
// write numbers as people read them.
//
// The package knows nothing of articles and imports no other package of the module.
package terminal
