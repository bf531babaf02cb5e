package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/newsdex/newsdex/cmd/newsdex/internal/render"
	"github.com/newsdex/newsdex/cmd/newsdex/internal/terminal"
	"github.com/newsdex/newsdex/ingest"
)

func cleanCommand(s *session) *cobra.Command {
	r := newArticleReader(s)
	var asJSON bool
	c := &cobra.Command{
		Use:   "clean [INPUT...]",
		Short: "show what of an article stays, what goes, and why",
		Long: `Clean reads articles as index and search do, and prints each with the numbers of
its lines: what stays, what goes (with a minus sign, in red on a terminal), and
beneath it which rule took it out and why. Beneath a line that was mended stands,
after a tilde, what became what. Above it stands what was found out about
the article: title, outlet, date, language.

Rules of your own are lines of a file that --rules names (*.rules): a line with the
rule's name, and beneath it what it is, a word and its value on each line.

  # Lines that begin with this sign are remarks.
  rule tide-table
    reason    gives the day's tides, on every page
    line      ^High water: \d\d:\d\d
    equal     Tides by the harbour office
    place     head 4
    host      harbour.example

equal is a whole line, whatever its case and punctuation; line and sentence are
regular expressions (RE2) for the line or the sentence to take out. place is head,
tail, with or without a number of lines, or anywhere; outlet and host say whose
articles the rule is for; level is the least --level at which it runs. All but the
reason and one of the first three may be left out.

Without INPUT it reads standard input.`,
		Example: `newsdex clean articles/one.txt
newsdex clean articles/ | less
newsdex clean --rules harbour.rules articles/one.txt
newsdex clean --json articles/ | jq -r '.removed[].rule' | sort | uniq -c`,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				if terminal.File(s.stdin) != nil {
					return misused(c, "give the articles to clean, or - to type one")
				}
				args = []string{"-"}
			}
			write := render.Article
			if asJSON {
				write = func(out *terminal.Output, a *ingest.Article) error { return render.ArticleJSON(out, a) }
			}
			return clean(c.Context(), r, s.stdout, args, write)
		},
	}
	r.languageFlag(c)
	r.fieldsFlag(c)
	r.cleaningFlags(c)
	c.Flags().BoolVar(&asJSON, "json", false, "print a JSON object for each article: id, file, title, deck, outlet, published, language, body, removed, authors, updated, url, section, tags, repairs, found, and agency, dateline and retrieved where they are known")
	return c
}

// clean writes every article of inputs to out.
func clean(ctx context.Context, r *articleReader, out *terminal.Output, inputs []string, write func(*terminal.Output, *ingest.Article) error) error {
	bad := newProblems(r.stderr)
	n := 0
	for art, err := range r.articles(ctx, inputs) {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			bad.tell(err)
			continue
		}
		n++
		if err := write(out, &art); err != nil {
			return err
		}
		if err := out.Flush(); err != nil { // at once, for a reader who follows the output
			return err
		}
	}
	bad.sum()
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case n == 0:
		return &failure{code: exitFailed}
	case bad.n > 0:
		return errSomeUnread
	}
	return nil
}
