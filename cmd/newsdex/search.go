package main

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/newsdex/newsdex/cmd/newsdex/internal/render"
	"github.com/newsdex/newsdex/cmd/newsdex/internal/terminal"
	"github.com/newsdex/newsdex/query"
)

// A searchJob is one run of newsdex search.
type searchJob struct {
	in     []string
	query  string
	sort   string
	age    terminal.Age
	facets facetFlag
	values int // values of each facet
	o      query.Options
	asJSON bool

	feedback bool
}

func searchCommand(s *session) *cobra.Command {
	r := newArticleReader(s)
	var job searchJob
	c := &cobra.Command{
		Use:   "search -i INDEX|ARTICLES QUERY",
		Short: "search an index, or articles as they lie there",
		Long: `Search prints the articles that match QUERY, the best first.

-i names an index, or files and folders of articles, which are then read, cleaned
and indexed in memory. It may be given several times. Several words are one query;
quote it, so that the shell leaves it as it is.

  musk openai               either word; more and rarer words rank higher
  "no thank you"            these words in this order
  "musk bid"~3              these words, three moves from this order at most
  musk -twitter             without a word
  musk AND (bid OR offer)   AND binds before OR; NOT is the same as -
  negotiat*                 words that begin so
  zukerberg~  tesl~1        words like it, within one edit or two
  musk^2 (bid OR offer)^.5  what counts for more, and for less
` + helpFields() + `
  after:2025-02-01 before:2025-03, date:2025-02, date:2025-02-01..2025-02-11

A query that begins with a minus sign comes after --, or it would be a flag.

--facet counts all articles that match, by outlet, author, language, day, month or
year; -n 0 prints the counts only. They come after the articles: as bars on a
terminal, else as lines of three columns with tabs between them, the field, the
value (nothing for articles that have none) and the count, and with --json as one
last line {"facets": …}.

Where further articles follow, standard error ends with --after and a token: the same
command with these prints the next ones. -n may be another. With --json the last
article has the token as "next". --offset passes over articles too, but finds and
reads all of them.

What is not well formed is searched as words, and standard error says so. A text
that is there several times is shown once, with the other places named.`,
		Example: `newsdex search -i articles/ 'musk bid for openai'
newsdex search -i news.idx '"no thank you" outlet:"Unblock Media"'
newsdex search -i news.idx --sort newest 'openai lang:en'
newsdex search -i news.idx -n 3 --facet outlet,month openai
newsdex search -i news.idx --after AQDjKlhI5uqj9Rjm9WtvyzGrABQAAAAAAAAAAGEwMjFVdbMS openai
newsdex search -i news.idx --recency 30d 'openai board'
newsdex search -i news.idx --json -n 100 'nonprofit after:2025-02' | jq .title
newsdex search -i news.idx -- -twitter musk`,
		ValidArgsFunction: noFiles,
		RunE: func(c *cobra.Command, args []string) error {
			job.query = strings.ToValidUTF8(strings.Join(args, " "), "\uFFFD")
			if err := job.check(c); err != nil {
				return err
			}
			var err error
			if job.o.Order, err = query.ParseOrder(job.sort); err != nil {
				return misused(c, "--sort wants score, newest, oldest or title, and %q is not", job.sort)
			}
			job.o.Facets = job.facets.facets(job.values)
			return job.run(c.Context(), s, r)
		},
	}
	f := c.Flags()
	f.SortFlags = false
	f.StringArrayVarP(&job.in, "index", "i", nil, "what to search: an index, or a folder or `FILE` of articles; may be repeated")
	f.IntVarP(&job.o.Limit, "limit", "n", query.DefaultLimit, "print at most `N` articles; 0 only counts them")
	f.IntVar(&job.o.Offset, "offset", 0, "pass over the first `N` articles")
	f.StringVar(&job.o.After, "after", "", "print the articles behind those of an earlier search, which printed this `TOKEN`")
	f.StringVar(&job.sort, "sort", query.ByScore.String(), "print the articles by `ORDER`: score, newest, oldest or title")
	suggest(c, "sort", query.ByScore.String(), query.Newest.String(), query.Oldest.String(), query.ByTitle.String())
	f.Var(&job.age, "recency", "make older articles score less, down to half: half of that is lost at `AGE`, as in 12h, 30d, 2w, 1y")
	f.BoolVar(&job.feedback, "feedback", false, "search again with the words that the best articles have in common: finds more, but the best may move down")
	f.Var(&job.facets, "facet", "count all articles that match by `FIELD`, beside printing some: "+job.facets.Type()+"; may be repeated, or hold several with commas between")
	suggest(c, "facet", dimensionNames()...)
	f.IntVar(&job.values, "facet-limit", 0, "print at most `N` values of each facet (default 10, and all days, months or years)")
	f.IntVar(&job.o.Snippets, "snippets", 1, "print up to `N` passages of each")
	f.BoolVar(&job.o.Copies, "copies", false, "print every copy of a text as an article of its own")
	f.BoolVar(&job.o.Explain, "explain", false, "say of each article how its score came about")
	r.languageFlag(c)
	r.fieldsFlag(c)
	r.cleaningFlags(c)
	f.BoolVar(&job.asJSON, "json", false, "print a JSON object for each article: id, score, title, outlet, published, url, snippets, copies where there are any, and next in the last one if others follow; with --facet, one with the facets comes last")
	suggestFolders(c, "index")
	c.SetFlagErrorFunc(func(c *cobra.Command, err error) error { return searchFlagError(c, s.args, err) })
	return c
}

// helpFields lists the query fields for the help.
func helpFields() string {
	var lines []string
	for _, f := range query.Fields() {
		lines = append(lines, "  "+terminal.Padded(f.Name+":…", 25)+" "+f.About)
	}
	return strings.Join(lines, "\n")
}

// searchFlagError adds to a flag error a note that a word with a minus sign can be part
// of the query.
func searchFlagError(c *cobra.Command, args []string, err error) error {
	var word string
	var unknown *pflag.NotExistError
	var invalid *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		word = unknown.GetSpecifiedShortnames()
	case errors.As(err, &invalid):
		if v := invalid.GetValue(); strings.IndexFunc(v, unicode.IsLetter) == 0 {
			word = invalid.GetFlag().Shorthand + v
		}
	}
	if len(word) < 2 || !slices.Contains(args, "-"+word) || c.Flags().Lookup(word) != nil {
		return flagError(c, err)
	}
	return misused(c, "there is no flag -%s; to leave out a word, put -- before the query: newsdex search -i INDEX -- -%s", word, word)
}

// check returns the failure of a wrong command line.
func (j searchJob) check(c *cobra.Command) error {
	switch {
	case len(j.in) == 0:
		return misused(c, "say what to search: newsdex search -i INDEX|ARTICLES QUERY")
	case slices.Contains(j.in, ""):
		return misused(c, "-i wants the name of an index, a folder or a file")
	case j.query == "":
		return misused(c, "give a query: newsdex search -i %s 'musk openai'", j.in[0])
	case j.o.Limit < 0, j.o.Offset < 0, j.o.Snippets < 0:
		return misused(c, "-n, --offset and --snippets cannot be negative")
	case j.o.Offset > 0 && j.o.After != "":
		return misused(c, "--after and --offset do not go together: each says where to begin")
	case j.o.After == "" && c.Flags().Changed("after"):
		return misused(c, "--after wants what an earlier search printed behind --after")
	case j.values < 0 || j.values == 0 && c.Flags().Changed("facet-limit"):
		return misused(c, "--facet-limit wants 1 or more")
	case j.values > 0 && len(j.facets) == 0:
		return misused(c, "--facet-limit goes with --facet")
	case j.o.Limit > query.MaxWindow, j.o.Offset > query.MaxWindow-j.o.Limit:
		return misused(c, "-n and --offset reach the first %s articles, not more; --after goes on behind them", terminal.Grouped(query.MaxWindow))
	}
	return nil
}

// countUpTo is the number of matches up to which their number is printed exactly. Counting
// so many takes a fraction of a millisecond.
const countUpTo = 100_000

// run runs the command.
func (job searchJob) run(ctx context.Context, s *session, r *articleReader) error {
	q, notices, err := query.Interpret(job.query)
	render.Notices(s.stderr, job.query, notices)
	if syntax := (*query.SyntaxError)(nil); errors.As(err, &syntax) {
		render.SyntaxError(s.stderr, job.query, syntax)
		return &failure{code: exitUsage}
	} else if err != nil {
		return err
	}
	x, unread, err := openSearchable(ctx, s, r, job.in)
	if err != nil {
		return err
	}
	defer x.Close()

	o := job.o
	o.Recency = time.Duration(job.age)
	if job.feedback {
		f := query.DefaultFeedback()
		o.Feedback = &f
	}
	o.CountUpTo = countUpTo
	res, err := query.Search(ctx, x, q, o)
	if err != nil {
		return err
	}
	if job.asJSON {
		if err := render.HitsJSON(s.stdout, res); err != nil {
			return err
		}
	} else {
		for i, h := range res.Hits {
			render.Hit(s.stdout, res.Offset+i+1, h)
		}
	}
	switch {
	case len(res.Facets) == 0:
	case !job.asJSON:
		render.Facets(s.stdout, res.Facets)
	default:
		if err := render.FacetsJSON(s.stdout, res.Facets); err != nil {
			return err
		}
	}
	if err := s.stdout.Flush(); err != nil {
		return err
	}
	if !job.asJSON {
		render.Unlisted(s.stderr, s.stdout, res.Facets)
	}
	render.Total(s.stderr, q, res, o)
	if !job.asJSON {
		render.Next(s.stderr, res.Next)
	}
	if unread > 0 {
		return errSomeUnread
	}
	return nil
}
