package ingest

import (
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"
)

// revision is one text of the page u on a day, retrieved at an hour.
func revision(id, u, text string, day, hour int) Article {
	a := Article{ID: id, URL: "https://example.com/" + u, Title: "Of " + text, Body: text, Fingerprint: text, Lines: Lines{Body: []int{1}}}
	if day > 0 {
		a.Published, a.PublishedLayout = time.Date(2025, 2, day, 0, 0, 0, 0, time.UTC), time.DateOnly
	}
	if hour > 0 {
		a.Retrieved = time.Date(2025, 3, 1, hour, 0, 0, 0, time.UTC)
	}
	return a
}

// earlierOf writes the fingerprints of earlier revisions.
func earlierOf(rs []Revision) string {
	var fs []string
	for _, r := range rs {
		fs = append(fs, r.Fingerprint)
	}
	return strings.Join(fs, ",")
}

func TestRevisions(t *testing.T) {
	for _, c := range []struct {
		name       string
		known      []Article
		articles   []Article
		pass       string // id:text<earlier
		late       string
		superseded string
		count      int
		copies     int
	}{
		{name: "newer comes later", articles: []Article{revision("a", "u", "one", 1, 0), revision("a", "u", "two", 2, 0)},
			pass: "a:one< a:two<one", late: "map[]", superseded: "[]", count: 1},
		{name: "older comes later", articles: []Article{revision("a", "u", "two", 2, 0), revision("a", "u", "one", 1, 0)},
			pass: "a:two<", late: "map[a:one]", superseded: "[]", count: 1},
		{name: "equal days: the last that is read", articles: []Article{revision("a", "u", "two", 2, 0), revision("a", "u", "one", 2, 0)},
			pass: "a:two< a:one<two", late: "map[]", superseded: "[]", count: 1},
		{name: "no date", articles: []Article{revision("a", "u", "two", 2, 0), revision("a", "u", "one", 0, 0)},
			pass: "a:two< a:one<two", late: "map[]", superseded: "[]", count: 1},
		{name: "retrieved", articles: []Article{revision("a", "u", "two", 1, 9), revision("a", "u", "one", 2, 8)},
			pass: "a:two<", late: "map[a:one]", superseded: "[]", count: 1},
		{name: "other IDs", articles: []Article{revision("a", "u", "one", 1, 0), revision("b", "u", "three", 3, 0), revision("c", "u", "two", 2, 0)},
			pass: "a:one< b:three<one", late: "map[b:two,one]", superseded: "[a]", count: 2},
		{name: "copies", articles: []Article{revision("a", "u", "one", 1, 0), revision("b", "u", "one", 1, 0), revision("a", "u", "two", 2, 0), revision("a", "u", "one", 1, 0)},
			pass: "a:one< a:two<one", late: "map[]", superseded: "[]", count: 1, copies: 2},
		{name: "other pages", articles: []Article{revision("a", "u", "one", 1, 0), revision("b", "v", "one", 1, 0)},
			pass: "a:one< b:one<", late: "map[]", superseded: "[]"},
		{name: "held: older", known: []Article{revision("a", "u", "one", 1, 0)}, articles: []Article{revision("a", "u", "two", 2, 0)},
			pass: "a:two<one", late: "map[]", superseded: "[]", count: 1},
		{name: "held: newer", known: []Article{revision("a", "u", "two", 2, 0)}, articles: []Article{revision("a", "u", "one", 1, 0)},
			pass: "a:two<one", late: "map[]", superseded: "[]", count: 1},
		{name: "held: newer, which comes too", known: []Article{revision("a", "u", "two", 2, 0)}, articles: []Article{revision("a", "u", "one", 1, 0), revision("a", "u", "two", 2, 0)},
			pass: "a:two<one", late: "map[]", superseded: "[]", count: 1, copies: 1},
		{name: "held: the same", known: []Article{revision("a", "u", "two", 2, 0)}, articles: []Article{revision("a", "u", "two", 2, 0)},
			pass: "a:two<", late: "map[]", superseded: "[]"},
	} {
		r := Revisions{Known: func(id string) (Article, bool) {
			for _, a := range c.known {
				if a.ID == id {
					return a, true
				}
			}
			return Article{}, false
		}}
		var pass []string
		for a, err := range r.Watch(slice(c.articles).Articles(t.Context())) {
			if err != nil {
				t.Fatal(err)
			}
			pass = append(pass, a.ID+":"+a.Body+"<"+earlierOf(a.Earlier))
		}
		late := map[string]string{}
		for id, earlier := range maps.All(maps.Collect(r.Late())) {
			late[id] = earlierOf(earlier)
		}
		if got := strings.Join(pass, " "); got != c.pass || fmt.Sprint(late) != c.late || fmt.Sprint(r.Superseded()) != c.superseded || r.Count != c.count || r.Copies != c.copies {
			t.Errorf("%s: passed %q, late %v, superseded %v, %d revisions, %d copies\nwant %q, %s, %s, %d, %d", c.name,
				got, late, r.Superseded(), r.Count, r.Copies, c.pass, c.late, c.superseded, c.count, c.copies)
		}
	}
}

// TestRevisionsRecleaned checks that a text that is only cleaned differently from the
// one in the index is no revision.
func TestRevisionsRecleaned(t *testing.T) {
	held := revision("a", "u", "one", 1, 0)
	held.Earlier = []Revision{{ID: "a", Fingerprint: "zero"}}
	now := held
	now.Earlier, now.Body, now.Fingerprint = nil, "on", "another"
	now.Removed = []Removal{{Rule: "r", Text: "e", Line: 1, Column: 2}}
	r := Revisions{Known: func(string) (Article, bool) { return held, true }}
	a, pass := r.add(now)
	if !pass || a.Body != "on" || earlierOf(a.Earlier) != "zero" || r.Count != 0 {
		t.Errorf("passed %v %q with %v, %d revisions", pass, a.Body, a.Earlier, r.Count)
	}
}

// TestRevisionsAreFew checks that the number of listed revisions of a page is limited.
func TestRevisionsAreFew(t *testing.T) {
	var r Revisions
	var last Article
	for i := range 3 * maxEarlier {
		last, _ = r.add(revision("a", "u", fmt.Sprint("text ", i), 0, i+1))
	}
	if len(last.Earlier) != maxEarlier || r.Count != 3*maxEarlier-1 {
		t.Errorf("%d are listed of %d", len(last.Earlier), r.Count)
	}
}
