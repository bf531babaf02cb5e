package ingest

import "time"

// How far ahead of the clock a date may lie: zones reach from -12 to +14 hours,
// and clocks go wrong.
const dateAhead = 24 * time.Hour

// refusal says why no article was published at t, "" if one can have been. Year
// 1 and the first second of 1970 are what programs write that know no date.
func refusal(t, now time.Time) string {
	switch {
	case t.Year() <= 1:
		return "is in year 1, which programs write that know no date"
	case t.Unix() == 0:
		return "is the first second of 1970, which programs write that know no date"
	case t.After(now.Add(dateAhead)):
		return "lies in the future"
	}
	return ""
}

// refuseDates takes away dates that cannot be right, of whatever form the
// article came in, and notes them among what was found. The next candidate that
// can be right takes the place of a refused one.
func refuseDates(a Article, now time.Time) Article {
	if why := refusal(a.Published, now); !a.Published.IsZero() && why != "" {
		a.refuseDate("published", a.PublishedString(), why)
		a.Published, a.PublishedLayout = a.nextDate("published", now)
	}
	if why := refusal(a.Updated, now); !a.Updated.IsZero() && why != "" {
		a.refuseDate("updated", a.UpdatedString(), why)
		a.Updated, a.UpdatedLayout = a.nextDate("updated", now)
	}
	if !a.Updated.After(a.Published) {
		a.Updated, a.UpdatedLayout = time.Time{}, ""
	}
	return a
}

// refuseDate marks the chosen candidate of field as refused; where there is
// none the date came from a record or from the text.
func (a *Article) refuseDate(field, value, why string) {
	a.Found = append([]Candidate(nil), a.Found...)
	for i := range a.Found {
		if c := &a.Found[i]; c.Field == field && c.Chosen {
			c.Chosen, c.Refused = false, why
			return
		}
	}
	a.found(Candidate{Field: field, Value: value, Sources: []Provenance{{Kind: InArticle, Name: field}}, Refused: why})
}

// nextDate chooses the first candidate of field that can be right.
func (a *Article) nextDate(field string, now time.Time) (time.Time, string) {
	for i := range a.Found {
		c := &a.Found[i]
		if c.Field != field || c.Refused != "" {
			continue
		}
		at, layout := readDate(c.Value)
		if at.IsZero() {
			continue
		}
		if c.Refused = refusal(at, now); c.Refused == "" {
			c.Chosen = true
			return at, layout
		}
	}
	return time.Time{}, ""
}
