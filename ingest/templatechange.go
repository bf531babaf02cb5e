package ingest

import (
	"maps"
	"slices"
)

// A TemplateChange is the difference of two states of [Templates]: the lines of outlets
// that are templates in only one of them, or at different positions.
type TemplateChange struct {
	came, went map[string]map[uint64]bool // by outlet and lineKey
}

// Since returns the changes from old to t; nil stands for no templates.
func (t *Templates) Since(old *Templates) TemplateChange {
	now, then := t.positions(), old.positions()
	return TemplateChange{came: missing(now, then), went: missing(then, now)}
}

// positions returns the positions of the templates in force.
func (t *Templates) positions() map[string]map[uint64]linePosition {
	all := map[string]map[uint64]linePosition{}
	if t == nil {
		return all
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.settle()
	for outlet, o := range t.outlets {
		for key, s := range o.lines {
			position := s.position(o.articles)
			if position == nowhere {
				continue
			}
			if all[outlet] == nil {
				all[outlet] = map[uint64]linePosition{}
			}
			all[outlet][key] = position
		}
	}
	return all
}

// missing returns the lines of a that b does not have at the same position.
func missing(a, b map[string]map[uint64]linePosition) map[string]map[uint64]bool {
	all := map[string]map[uint64]bool{}
	for outlet, lines := range a {
		for key, position := range lines {
			if other, ok := b[outlet][key]; ok && other == position {
				continue
			}
			if all[outlet] == nil {
				all[outlet] = map[uint64]bool{}
			}
			all[outlet][key] = true
		}
	}
	return all
}

// IsEmpty reports whether nothing has changed.
func (c TemplateChange) IsEmpty() bool { return len(c.came)+len(c.went) == 0 }

// Outlets returns the keys of the outlets whose templates have changed
// ([TemplateOutlet]), sorted.
func (c TemplateChange) Outlets() []string {
	all := map[string]bool{}
	for outlet := range c.came {
		all[outlet] = true
	}
	for outlet := range c.went {
		all[outlet] = true
	}
	return slices.Sorted(maps.Keys(all))
}

// Concerns reports whether a clean article may come out differently when it is cleaned
// again: it contains a line that is now a template, or lost a line that no longer is.
func (c TemplateChange) Concerns(a *Article) bool {
	outlet, _ := outletOf(a)
	if came := c.came[outlet]; came != nil {
		for _, line := range append(a.Paragraphs(), a.Title, a.Deck) {
			if len(line) <= templateBytes && came[lineKey(line)] {
				return true
			}
		}
	}
	if went := c.went[outlet]; went != nil {
		for _, r := range a.Removed {
			if r.Rule == templateRule && went[lineKey(r.Text)] {
				return true
			}
		}
	}
	return false
}
