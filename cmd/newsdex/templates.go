package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/newsdex/newsdex/cmd/newsdex/internal/render"
	"github.com/newsdex/newsdex/cmd/newsdex/internal/terminal"
	"github.com/newsdex/newsdex/ingest"
)

// A templatesJob is one run of newsdex templates.
type templatesJob struct {
	file   string
	index  string
	inputs []string
	outlet string
	asJSON bool

	pin, refuse, forget []string
}

func templatesCommand(s *session) *cobra.Command {
	r := newArticleReader(s)
	var job templatesJob
	c := &cobra.Command{
		Use:   "templates [-i INDEX | -f FILE] [INPUT...]",
		Short: "learn and list the lines that outlets put on all their pages",
		Long: `Templates lists the lines that outlets put on all their pages. With -i these are the
ones that newsdex index has learned for an index, and takes out.

Without -i it reads articles and lists the lines that are no part of them but of their
outlet's pages: what stands in many articles of one host (or of one outlet, where
articles have no URL) at its usual place. A line with other numbers is the same line.

With -f these are kept in FILE, and what it held before is built upon: learn from each
article once. Then --templates FILE of clean, index and search takes them out, from
articles that were read before they were known too, when those are read again.

--pin makes a line a template whatever was read, --refuse makes it none, --forget
takes that back; the line is one of the outlet that --outlet names, by its host or
its name. With -i the articles of the index that the line stands in are cleaned again.

Without INPUT the templates in FILE are listed.`,
		Example: `newsdex templates -i news.idx
newsdex templates -i news.idx --outlet example.com --refuse 'What we know:'
newsdex templates articles/
newsdex templates -f news.templates articles/
newsdex index -o news.idx --templates news.templates articles/`,
		RunE: func(c *cobra.Command, args []string) error {
			job.inputs = args
			if err := job.check(c); err != nil {
				return err
			}
			return job.run(c.Context(), s, r)
		},
	}
	f := c.Flags()
	f.SortFlags = false
	f.StringVarP(&job.index, "index", "i", "", "those of the index in the folder `INDEX`")
	f.StringVarP(&job.file, "file", "f", "", "keep them in `FILE`")
	f.StringVar(&job.outlet, "outlet", "", "list those of `OUTLET` alone; whose lines --pin, --refuse and --forget mean")
	f.StringArrayVar(&job.pin, "pin", nil, "make `LINE` a template")
	f.StringArrayVar(&job.refuse, "refuse", nil, "make `LINE` none")
	f.StringArrayVar(&job.forget, "forget", nil, "let what was read decide about `LINE` again")
	suggestFolders(c, "index")
	f.BoolVar(&job.asJSON, "json", false, "print a JSON object for each: outlet, text, articles, of, place, state")
	return c
}

// check returns the failure of a wrong command line.
func (j *templatesJob) check(c *cobra.Command) error {
	decides := len(j.pin)+len(j.refuse)+len(j.forget) > 0
	switch {
	case j.index != "" && j.file != "":
		return misused(c, "give an index or a file: -i or -f")
	case j.index != "" && len(j.inputs) > 0:
		return misused(c, "an index learns from the articles that newsdex index adds to it: newsdex index -o %s %s", j.index, j.inputs[0])
	case j.file == "" && j.index == "" && len(j.inputs) == 0:
		return misused(c, "give articles to learn from, or -i INDEX or -f FILE with what was learned")
	case decides && j.file == "" && j.index == "":
		return misused(c, "name the index or the file to keep it in: -i INDEX or -f FILE")
	case decides && j.outlet == "":
		return misused(c, "name the outlet that the line is of: --outlet HOST")
	}
	return nil
}

// run runs the command.
func (job templatesJob) run(ctx context.Context, s *session, r *articleReader) error {
	if job.index != "" {
		return job.ofIndex(ctx, s, r)
	}
	known := new(ingest.Templates)
	if job.file != "" {
		var err error
		known, err = readTemplates(job.file)
		if errors.Is(err, fs.ErrNotExist) && (len(job.inputs) > 0 || len(job.pin)+len(job.refuse) > 0) {
			known, err = new(ingest.Templates), nil
		}
		if err != nil {
			return err
		}
	}
	changed, err := job.decide(known)
	if err != nil {
		return err
	}
	bad, read := newProblems(s.stderr), 0
	if len(job.inputs) > 0 {
		r.cleaning.known = known
		known.Anew()
		line := terminal.StartProgress(ctx, s.stderr, "read", job.inputs)
		for art, err := range watch(line, r.articles(ctx, job.inputs)) {
			if err == nil {
				known.Observe(art)
				read++
			} else if ctx.Err() == nil {
				bad.tell(err)
			}
		}
		line.Stop()
		bad.sum()
		if ctx.Err() != nil {
			return interrupted("nothing was kept")
		}
		if read == 0 {
			return failed("no article could be read")
		}
		changed = true
	}
	if changed && job.file != "" {
		if err := writeTemplates(job.file, known); err != nil {
			return err
		}
	}
	if err := job.print(s, known); err != nil {
		return err
	}
	if bad.n > 0 {
		return errSomeUnread
	}
	return nil
}

// decide applies the user's decisions about lines to the templates, and reports whether
// there were any.
func (j *templatesJob) decide(known *ingest.Templates) (changed bool, err error) {
	for _, d := range []struct {
		lines []string
		set   func(outlet, line string) error
	}{{j.pin, known.Pin}, {j.refuse, known.Refuse}, {j.forget, known.Forget}} {
		for _, line := range d.lines {
			if err := d.set(j.outlet, line); err != nil {
				return changed, err
			}
			changed = true
		}
	}
	return changed, nil
}

// learnFirst learns from the articles of inputs and saves the result in the file of
// --templates. Errors are ignored, because they come again when the inputs are read
// again.
func learnFirst(ctx context.Context, r *articleReader, inputs []string) error {
	r.cleaning.known.Anew()
	line := terminal.StartProgress(ctx, r.stderr, "learned from", inputs)
	for art, err := range watch(line, ingest.Read(ctx, r.source(ctx, inputs), r.options())) {
		if err == nil {
			r.cleaning.known.Observe(art)
		}
	}
	line.Stop()
	if ctx.Err() != nil {
		return interrupted("nothing was kept")
	}
	return writeTemplates(r.cleaning.templates, r.cleaning.known)
}

// print lists templates, by outlet:
//
//	example.com, 57 articles
//	    41  end       The column is written by the editors.
func (job templatesJob) print(s *session, known *ingest.Templates) error {
	outlet, listed := "", 0
	for _, t := range known.List() {
		if job.outlet != "" && !strings.EqualFold(strings.TrimPrefix(job.outlet, "www."), t.Outlet) {
			continue
		}
		listed++
		if job.asJSON {
			if err := render.JSON(s.stdout, t); err != nil {
				return err
			}
			continue
		}
		if t.Outlet != outlet {
			outlet = t.Outlet
			fmt.Fprintf(s.stdout, "%s, %s\n", s.stdout.Style.Bold(terminal.Visible(outlet)), terminal.Amount(t.Of, "article"))
		}
		what := t.Place
		if t.State != ingest.Learned {
			what = string(t.State)
		}
		const gutter = 18
		limit := max(s.stdout.Width()-gutter, 0)
		lead := fmt.Sprintf("%6s  %-8s", terminal.Grouped(t.Articles), what)
		for _, line := range terminal.Wrap(terminal.Visible(t.Text), limit) {
			fmt.Fprintf(s.stdout, "%s%s\n", terminal.Padded(lead, gutter), line)
			lead = ""
		}
	}
	if listed == 0 {
		s.stderr.Say("no templates: a line is one where it stands in many articles of an outlet")
	}
	return nil
}

// maxTemplatesFile is the size limit of a file of templates, in bytes.
const maxTemplatesFile = 256 << 20

func readTemplates(file string) (*ingest.Templates, error) {
	fi, err := os.Stat(file)
	if err == nil && fi.Size() > maxTemplatesFile {
		return nil, fmt.Errorf("%s is no file of templates: it has %s", file, terminal.Size(fi.Size()))
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("%w; learn templates with newsdex templates -f FILE ARTICLES", err)
	}
	known := new(ingest.Templates)
	if err := json.Unmarshal(data, known); err != nil {
		return nil, fmt.Errorf("%s: %w; learn them anew with newsdex templates", file, err)
	}
	return known, nil
}

// writeTemplates writes a new file and renames it, so that the old one stays complete
// until then.
func writeTemplates(file string, known *ingest.Templates) error {
	data, err := json.Marshal(known)
	if err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(file), filepath.Base(file)+".*")
	if err != nil {
		return fmt.Errorf("keep the templates: %w", err)
	}
	_, err = tmp.Write(append(data, '\n'))
	if err = errors.Join(err, tmp.Chmod(0o644), tmp.Close()); err == nil {
		err = os.Rename(tmp.Name(), file)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("keep the templates: %w", err), os.Remove(tmp.Name()))
	}
	return nil
}
