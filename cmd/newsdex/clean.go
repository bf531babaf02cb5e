package main

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"github.com/newsdex/newsdex/ingest"
)

func cleanCommand(a *app) *cobra.Command {
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
				if terminal(a.stdin) != nil {
					return misused(c, "give the articles to clean, or - to type one")
				}
				args = []string{"-"}
			}
			write := printDiff
			if asJSON {
				write = func(out *stdout, art *ingest.Article) error { return out.json(newCleanJSON(art)) }
			}
			return a.clean(c.Context(), args, write)
		},
	}
	a.languageFlagOf(c)
	a.fieldsFlagOf(c)
	a.cleaningFlagsOf(c)
	c.Flags().BoolVar(&asJSON, "json", false, "print a JSON object for each article: id, file, title, deck, outlet, published, language, body, removed, authors, updated, url, section, tags, repairs, found, and agency, dateline and retrieved where they are known")
	return c
}

// clean writes every article of inputs.
func (a *app) clean(ctx context.Context, inputs []string, write func(*stdout, *ingest.Article) error) error {
	bad := a.problems()
	n := 0
	for art, err := range a.articles(ctx, inputs) {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			bad.tell(err)
			continue
		}
		n++
		if err := write(a.stdout, &art); err != nil {
			return err
		}
		if err := a.stdout.Flush(); err != nil { // at once, for who reads along
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

// A cleanJSON is a cleaned article as a machine reads it.
type cleanJSON struct {
	ID        string        `json:"id"`
	File      string        `json:"file"`
	Title     string        `json:"title"`
	Deck      string        `json:"deck"`
	Outlet    string        `json:"outlet"`
	Published string        `json:"published"`
	Language  string        `json:"language"`
	Agency    string        `json:"agency,omitempty"`
	Dateline  string        `json:"dateline,omitempty"`
	Body      []string      `json:"body"` // paragraphs
	Removed   []removalJSON `json:"removed"`
	Authors   []string      `json:"authors"`
	Updated   string        `json:"updated"`
	URL       string        `json:"url"`
	Section   string        `json:"section"`
	Tags      []string      `json:"tags"`
	Repairs   []repairJSON  `json:"repairs"`
	Found     []foundJSON   `json:"found"`
	Retrieved time.Time     `json:"retrieved,omitzero"`
}

// A foundJSON is what was found for a field: an ingest.Candidate.
type foundJSON struct {
	Field   string `json:"field"`
	Value   string `json:"value"`
	Source  string `json:"source"`
	Chosen  bool   `json:"chosen"`
	Refused string `json:"refused,omitempty"`
}

type removalJSON struct {
	Line   int    `json:"line"`
	Rule   string `json:"rule"`
	Reason string `json:"reason"`
	Text   string `json:"text"`
}

// A repairJSON is one kind of damage that was mended.
type repairJSON struct {
	Kind   string     `json:"kind"`
	Detail string     `json:"detail"`
	Count  int        `json:"count"`
	Edits  []editJSON `json:"edits"`
}

type editJSON struct {
	Field  string `json:"field,omitempty"` // "": the body
	Line   int    `json:"line"`
	Column int    `json:"column"`
	Old    string `json:"old"`
	New    string `json:"new"`
}

func newCleanJSON(a *ingest.Article) cleanJSON {
	j := cleanJSON{
		ID: a.ID, File: a.File, Title: a.Title, Deck: a.Deck, Outlet: a.Outlet,
		Authors: append([]string{}, a.Authors...), Published: a.PublishedString(), Updated: a.UpdatedString(),
		Retrieved: a.Retrieved, Language: a.Language, Agency: a.Agency, Dateline: a.Dateline, URL: a.URL, Section: a.Section, Tags: append([]string{}, a.Tags...),
		Body: append([]string{}, a.Paragraphs()...), Removed: []removalJSON{}, Repairs: []repairJSON{}, Found: []foundJSON{},
	}
	for _, r := range a.Repairs {
		edits := []editJSON{}
		for _, e := range r.Edits {
			edits = append(edits, editJSON(e))
		}
		j.Repairs = append(j.Repairs, repairJSON{r.Kind, r.Detail, r.Count, edits})
	}
	for _, c := range a.Found {
		j.Found = append(j.Found, foundJSON{c.Field, c.Value, c.Source(), c.Chosen, c.Refused})
	}
	for _, r := range a.Removed {
		j.Removed = append(j.Removed, removalJSON{r.Line, r.Rule, r.Reason, r.Text})
	}
	return j
}
