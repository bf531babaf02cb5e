// Newsdex turns scraped news articles into a clean, ranked search:
//
//	newsdex search -i ARTICLES 'musk bid for openai'
//	newsdex index -o news.idx ARTICLES
//	newsdex clean ARTICLE
//
// “newsdex help” says the rest.
//
// # How the command is laid out
//
// Each subcommand is one file named for it and one row of the table in root.go.
// What they share is split by what it touches: stdout.go is results, stderr.go
// is everything else that is said, inputs.go reads articles, failure.go is how
// a run ends.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() { os.Exit(execute(new(app))) }

// execute runs the command with the arguments and streams of the process, and
// returns the exit code.
func execute(a *app) int {
	// When the reader of our output goes away, as in “newsdex … | head -1”,
	// writing returns EPIPE, which run takes for the end, not for a failure.
	signal.Ignore(syscall.SIGPIPE)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // the second signal kills
	return a.run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
}
