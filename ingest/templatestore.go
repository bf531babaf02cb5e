package ingest

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// templatesVersion is the version of the JSON format of templates:
//
//	1  the first
const templatesVersion = 1

// keptTemplates is the JSON of Templates.
type keptTemplates struct {
	Version int          `json:"version"`
	Outlets []keptOutlet `json:"outlets"`
}

type keptOutlet struct {
	Outlet   string     `json:"outlet"` // host, or name in lower case
	Name     string     `json:"name"`
	Articles int        `json:"articles"`
	Lines    []keptLine `json:"lines"`
}

type keptLine struct {
	Text     string        `json:"text"`
	Articles int           `json:"articles"`
	Placed   int           `json:"placed"` // articles in which its position is known
	Head     int           `json:"head"`
	Tail     int           `json:"tail"`
	Among    int           `json:"among"`
	State    TemplateState `json:"state"`
}

// MarshalJSON returns the lines of all outlets, in order, so the same knowledge gives
// the same bytes. Lines that were in only two articles are left out, and lines of one
// article are never kept: later reading counts them anew.
func (t *Templates) MarshalJSON() ([]byte, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.settle()
	kept := keptTemplates{Version: templatesVersion, Outlets: []keptOutlet{}}
	for _, key := range slices.Sorted(maps.Keys(t.outlets)) {
		o := t.outlets[key]
		k := keptOutlet{Outlet: key, Name: o.name, Articles: o.articles, Lines: []keptLine{}}
		for _, s := range o.lines {
			state := cmp.Or(s.state, Learned)
			if s.text != "" && (s.articles > 2 || state != Learned) {
				k.Lines = append(k.Lines, keptLine{s.text, s.articles, s.placed, s.head, s.tail, s.among, state})
			}
		}
		slices.SortFunc(k.Lines, func(a, b keptLine) int {
			return cmp.Or(cmp.Compare(b.Articles, a.Articles), cmp.Compare(a.Text, b.Text))
		})
		kept.Outlets = append(kept.Outlets, k)
	}
	return json.Marshal(kept)
}

// UnmarshalJSON replaces all that is known by the result of MarshalJSON. It returns an
// error, and changes nothing, if the data has another version or is invalid.
func (t *Templates) UnmarshalJSON(data []byte) error {
	var kept keptTemplates
	if err := json.Unmarshal(data, &kept); err != nil {
		return fmt.Errorf("templates: %w", err)
	}
	if kept.Version != templatesVersion {
		return fmt.Errorf("templates: they are of version %d, and this newsdex reads version %d", kept.Version, templatesVersion)
	}
	outlets := map[string]*outletLines{}
	for _, k := range kept.Outlets {
		o := &outletLines{name: k.Name, articles: k.Articles, lines: map[uint64]*lineStats{}}
		if k.Outlet == "" || outlets[k.Outlet] != nil || k.Articles < 0 {
			return fmt.Errorf("templates: the outlet %q has no name, stands twice or has fewer than 0 articles", k.Outlet)
		}
		for _, l := range k.Lines {
			state := l.State
			if state == Learned {
				state = ""
			}
			switch {
			case l.Text == "" || len(l.Text) > templateBytes || plain.OneLine(l.Text) != l.Text:
				return fmt.Errorf("templates of %s: %.40q is no line", k.Outlet, l.Text)
			case state != "" && state != Pinned && state != Refused:
				return fmt.Errorf("templates of %s: %.40q has the state %q; the states are %s, %s, %s", k.Outlet, l.Text, l.State, Learned, Pinned, Refused)
			case min(l.Articles, l.Placed, l.Head, l.Tail, l.Among) < 0 || max(l.Head, l.Tail, l.Among) > l.Placed || l.Placed > l.Articles:
				return fmt.Errorf("templates of %s: the numbers of %.40q make no sense", k.Outlet, l.Text)
			}
			o.lines[lineKey(l.Text)] = &lineStats{
				text: l.Text, is: kindOf(l.Text), articles: l.Articles, placed: l.Placed,
				head: l.Head, tail: l.Tail, among: l.Among, state: state,
			}
		}
		o.rebase()
		outlets[k.Outlet] = o
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.outlets, t.samples = outlets, TemplateSamples{}
	t.forget()
	return nil
}
