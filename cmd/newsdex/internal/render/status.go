package render

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/newsdex/newsdex/cmd/newsdex/internal/terminal"
	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/ingest"
)

// A Status is what is known of an index.
type Status struct {
	// Index is the folder of the index.
	Index string `json:"index"`
	// Articles is how many it holds.
	Articles int `json:"articles"`
	// Languages are the languages of the articles.
	Languages []postings.LanguageCount `json:"languages"`
	// Bytes is the size of the folder.
	Bytes int64 `json:"bytes"`
	// Generation is the name of the generation.
	Generation string `json:"generation"`
	// Segments is the number of its segments.
	Segments int `json:"segments"`
	// Created is when this generation was made.
	Created time.Time `json:"created"`
	// Version is that of the newsdex that wrote it.
	Version string `json:"version"`
	// Format is the version of the format on disk.
	Format int `json:"format"`
	// Cache is how this process uses the cache of derived lists: a program
	// that goes on searching fills it.
	Cache postings.CacheStats `json:"cache"`
	// Overview counts outlets, authors and dates, and the bytes by part.
	index.Overview
	// Generations is the number of folders of generations: more than one while a
	// run is at work, or was stopped.
	Generations int `json:"generations"`
	// Run is what the run did that made this generation.
	Run index.Stats `json:"run"`
	// Fingerprints are the versions of analysis, schema and cleaning.
	Fingerprints index.Fingerprints `json:"fingerprints"`
	// Libraries are the versions of the modules that wrote it.
	Libraries map[string]string `json:"libraries"`
	// Templates counts the lines of outlets that it takes out.
	Templates TemplateCount `json:"templates"`
	// Sources are the folders and files whose articles the index holds.
	Sources []index.Source `json:"sources"`
	// Stopped says that a run was stopped and can be gone on with.
	Stopped bool `json:"stopped"`
	// Sizes is what the bytes are for, if that was asked for.
	Sizes *index.Sizes `json:"sizes,omitempty"`
}

// Print writes the status as people read it.
func (s Status) Print(out *terminal.Output) {
	var languages []string
	for _, l := range s.Languages {
		languages = append(languages, l.Code+" "+terminal.Grouped(l.Articles))
	}
	day := func(t time.Time) string { return t.Format("2006-01-02") }
	dates := "none"
	if !s.First.IsZero() {
		dates = day(s.First) + " to " + day(s.Last)
	}
	if s.Undated > 0 {
		dates += fmt.Sprintf(", %s without", terminal.Grouped(s.Undated))
	}
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(s.Parts)) {
		parts = append(parts, name+" "+terminal.Size(s.Parts[name]))
	}
	cleaning := fmt.Sprintf("version %d", s.Fingerprints.Cleaning)
	if s.Fingerprints.Cleaning != ingest.CleaningVersion {
		cleaning += fmt.Sprintf(", and now it is %d: newsdex reclean -i %s", ingest.CleaningVersion, s.Index)
	}
	t := terminal.Table{
		{"index", s.Index},
		{"articles", terminal.Grouped(s.Articles)},
		{"languages", strings.Join(languages, ", ")},
		{"outlets", fmt.Sprintf("%s, and %s", terminal.Grouped(s.Outlets), terminal.Amount(s.Authors, "author"))},
		{"dates", dates},
		{"size", terminal.Size(s.Bytes)},
		{"parts", strings.Join(parts, ", ")},
		{"sources", s.sources()},
		{"generation", fmt.Sprintf("%s, %s", s.Generation, terminal.Amount(s.Segments, "segment"))},
		{"written", s.Created.Local().Format("2006-01-02 15:04:05 -07:00")},
		{"last run", fmt.Sprintf("%s added, %s replaced, %s unchanged, %s deleted, %s in %.1f s", terminal.Grouped(s.Run.Added), terminal.Grouped(s.Run.Replaced), terminal.Grouped(s.Run.Unchanged), terminal.Grouped(s.Run.Deleted), terminal.Amount(s.Run.Errors, "error"), s.Run.Elapsed.Seconds())},
		{"cleaning", cleaning},
		{"templates", s.Templates.String()},
		{"cache", fmt.Sprintf("%s of at most %s used, %s", terminal.Size(int64(s.Cache.Bytes)), terminal.Size(int64(s.Cache.Budget)), terminal.Amount(s.Cache.Lists, "list"))},
		{"by", fmt.Sprintf("newsdex %s, format %d", s.Version, s.Format)},
	}
	if s.Stopped {
		t = append(t, []string{"stopped", "a run, which the same command goes on with"})
	}
	out.PrintTable(t)
	if s.Sizes != nil {
		fmt.Fprintln(out)
		out.PrintTable(sizesTable(*s.Sizes))
	}
}

// maxSources is the limit of sources that are listed.
const maxSources = 10

// sources lists the sources for people: a name, and the place if that is another one.
func (s Status) sources() string {
	var all []string
	for _, k := range s.Sources[:min(len(s.Sources), maxSources)] {
		name := terminal.Visible(k.Name)
		if k.Place != k.Name && k.Place != "" {
			name += " at " + terminal.Visible(k.Place)
		}
		all = append(all, name+" ("+terminal.Amount(k.Files, "file")+")")
	}
	if n := len(s.Sources) - maxSources; n > 0 {
		all = append(all, "and "+terminal.Grouped(n)+" more")
	}
	return strings.Join(all, ", ")
}
