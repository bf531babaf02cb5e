// Newsdex turns scraped news articles into a clean, ranked search:
//
//	newsdex search -i ARTICLES 'musk bid for openai'
//	newsdex index -o news.idx ARTICLES
//	newsdex clean ARTICLE
//
// For the rest see “newsdex help”.
//
// # How the command is laid out
//
// Each subcommand is one file with its name and one row of the table in root.go. A
// subcommand gets a session, which holds the arguments and the streams of the run
// (session.go). A subcommand that reads articles makes an articleReader, which has the
// flags for reading (reader.go). The end of a run and its exit code are in failure.go.
//
// Terminal output is in internal/terminal. Articles, hits, facets and notices as text
// are in internal/render, and their JSON in query/render.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
)

func main() { os.Exit(withSignals(run)) }

// withSignals calls run with the arguments and streams of the process and a context
// that SIGINT and SIGTERM cancel, and returns the exit code.
func withSignals(run func(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int) int {
	// When the reader of the output closes it, as in “newsdex … | head -1”, writing
	// returns EPIPE, which run treats as the end and not as a failure.
	signal.Ignore(syscall.SIGPIPE)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal kills the process
	return run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
}
