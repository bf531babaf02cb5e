package ingest

// A TemplateChange is what makes two states of [Templates] differ: the lines of
// outlets that are templates in one and not in the other, or at another position.
type TemplateChange struct {
	came, went map[string]map[uint64]bool // by outlet and lineKey
}

// Since returns what has changed since t was old; nil stands for no templates.
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

// missing returns the lines of a that b does not have at their places.
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

// Outlet reports whether templates of the article's outlet have changed.
func (c TemplateChange) Outlet(a *Article) bool {
	outlet, _ := outletOf(a)
	return c.came[outlet] != nil || c.went[outlet] != nil
}

// Concerns reports whether a clean article may come out otherwise when it is cleaned
// again: it has a line that came, or was rid of one that went.
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
