package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/newsdex/newsdex/analyze"
	"github.com/newsdex/newsdex/cmd/newsdex/internal/render"
	"github.com/newsdex/newsdex/cmd/newsdex/internal/terminal"
)

// maxTokensInput is the longest text that newsdex tokens reads from standard
// input, in bytes.
const maxTokensInput = 16 << 20

func tokensCommand(s *session) *cobra.Command {
	code := languageFlag("en")
	var asQuery, detectOnly, asJSON bool
	c := &cobra.Command{
		Use:   "tokens [TEXT...]",
		Short: "show the words that the index holds for a text",
		Long: `Tokens shows what the index holds for a text: the terms, the position of each and
the number of positions that it covers, the bytes of the text that it stands for,
what kind of word it is, and whether it is a stop word. Terms at one position are
other spellings of one thing; a search for any of them finds it.

With --query it shows what the text asks for as a query: for each of its words the
alternatives, of which an article must hold one.

Without TEXT, or with -, it reads standard input.`,
		Example: `newsdex tokens 'Musk’s $97.4 billion non-profit bid'
newsdex tokens --query 'non-profit U.S. bid'
newsdex tokens --lang fr "l'intelligence artificielle"
newsdex tokens --detect <article.txt`,
		ValidArgsFunction: noFiles,
		RunE: func(c *cobra.Command, args []string) error {
			l := analyze.For(code.String())
			if detectOnly && (asQuery || c.Flags().Changed("lang")) {
				return misused(c, "--detect names the language; it goes with neither --lang nor --query")
			}
			text, err := textOf(c, s, args)
			if err != nil {
				return err
			}
			switch {
			case detectOnly:
				return printDetected(s.stdout, text, asJSON)
			case asQuery:
				return printQueryWords(s.stdout, l, text, asJSON)
			}
			return printTokens(c.Context(), s.stdout, l, text, asJSON)
		},
	}
	f := c.Flags()
	f.SortFlags = false
	f.Var(&code, "lang", "the language of the text: a `CODE`, und for none")
	f.BoolVar(&asQuery, "query", false, "show what the text asks for as a query")
	f.BoolVar(&detectOnly, "detect", false, "name the language of the text, and how sure that is, from 0 to 1")
	f.BoolVar(&asJSON, "json", false, "print a JSON object for each token: term, position, start, end, kind")
	suggest(c, "lang", languageCodes()...)
	return c
}

// textOf returns the text of args, or standard input.
func textOf(c *cobra.Command, s *session, args []string) (string, error) {
	switch {
	case len(args) == 0 && terminal.File(s.stdin) != nil:
		return "", misused(c, "give a text, or - to type one")
	case len(args) > 0 && !(len(args) == 1 && args[0] == "-"):
		return strings.ToValidUTF8(strings.Join(args, " "), "\uFFFD"), nil
	}
	b, err := io.ReadAll(io.LimitReader(readStdin(c.Context(), s.stdin, s.stderr), maxTokensInput+1))
	switch {
	case c.Context().Err() != nil:
		return "", c.Context().Err()
	case err != nil:
		return "", fmt.Errorf("read standard input: %w", err)
	case len(b) > maxTokensInput:
		return "", fmt.Errorf("standard input is longer than %s; give a part of it", terminal.Size(maxTokensInput))
	}
	return strings.ToValidUTF8(string(b), "\uFFFD"), nil
}

// A tokenJSON is the JSON of a token.
type tokenJSON struct {
	Term     string `json:"term"`
	Position int    `json:"position"`
	Start    int    `json:"start"`
	End      int    `json:"end"`
	Kind     string `json:"kind"`
}

func printTokens(ctx context.Context, out *terminal.Output, l analyze.Language, text string, asJSON bool) error {
	t := terminal.Table{{"TERM", "POSITION", "WIDTH", "BYTES", "KIND", "STOP"}}
	for tok := range l.Tokens(text) {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if asJSON {
			if err := render.JSON(out, tokenJSON{tok.Term, tok.Position, tok.Start, tok.End, tok.Kind.String()}); err != nil {
				return err
			}
			continue
		}
		stop := ""
		if tok.Stop {
			stop = "stop"
		}
		t = append(t, []string{
			tok.Term, fmt.Sprint(tok.Position), fmt.Sprint(tok.Width),
			fmt.Sprintf("%d-%d", tok.Start, tok.End), tok.Kind.String(), stop,
		})
	}
	if !asJSON {
		out.PrintHeadedTable(t)
	}
	return nil
}

// A queryWordJSON is the JSON of a word of a query. Any lists the alternatives, each a
// sequence of terms.
type queryWordJSON struct {
	Start int        `json:"start"`
	End   int        `json:"end"`
	Any   [][]string `json:"any"`
	Stop  bool       `json:"stop"`
}

func printQueryWords(out *terminal.Output, l analyze.Language, text string, asJSON bool) error {
	t := terminal.Table{{"WORD", "BYTES", "ASKS FOR", "STOP"}}
	for _, w := range l.Query(text) {
		if asJSON {
			if err := render.JSON(out, queryWordJSON{w.Start, w.End, w.Any, w.Stop}); err != nil {
				return err
			}
			continue
		}
		var any []string
		for _, terms := range w.Any {
			any = append(any, strings.Join(terms, " "))
		}
		stop := ""
		if w.Stop {
			stop = "stop"
		}
		t = append(t, []string{text[w.Start:w.End], fmt.Sprintf("%d-%d", w.Start, w.End), strings.Join(any, " | "), stop})
	}
	if !asJSON {
		out.PrintHeadedTable(t)
	}
	return nil
}

// A detectedJSON is the JSON of the language of a text.
type detectedJSON struct {
	Language   string  `json:"language"`
	Name       string  `json:"name"`
	Confidence float64 `json:"confidence"`
}

func printDetected(out *terminal.Output, text string, asJSON bool) error {
	code, confidence := analyze.Detect(text, "")
	d := detectedJSON{code, analyze.For(code).Name, confidence}
	if asJSON {
		return render.JSON(out, d)
	}
	_, err := fmt.Fprintf(out, "%s  %s  %.2f\n", d.Language, d.Name, d.Confidence)
	return err
}
