package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/newsdex/newsdex/analyze"
)

// A languageFlag is the code of a known language, or "" if none is given.
type languageFlag string

func (f *languageFlag) String() string { return string(*f) }

func (f *languageFlag) Type() string { return "the code of a language, such as en" }

func (f *languageFlag) Set(s string) error {
	code := analyze.For(s).Code
	if code == "und" && s != "und" {
		return fmt.Errorf("%q is not %s", s, f.Type())
	}
	*f = languageFlag(code)
	return nil
}

// languageFlag adds the flag --lang to a command.
func (r *articleReader) languageFlag(c *cobra.Command) {
	c.Flags().Var(&r.lang, "lang", "the language, as a `CODE`, of articles that do not say theirs and whose text leaves it open")
	suggest(c, "lang", languageCodes()...)
}

func languageCodes() []string {
	var codes []string
	for _, l := range analyze.Languages() {
		codes = append(codes, l.Code)
	}
	return codes
}

// detect returns the language of a text. If the text does not decide it, the language
// that the article or else --lang declares is returned.
func (r *articleReader) detect(text, declared string) string {
	if declared == "" {
		declared = string(r.lang)
	}
	code, _ := analyze.Detect(text, declared)
	return code
}
