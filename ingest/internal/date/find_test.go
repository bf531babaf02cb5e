package date

import (
	"strings"
	"testing"
)

// TestFindDates reads the dates within lines. "p" stands before dates that the line
// labels as publication, "u" before dates that it labels as an update.
func TestFindDates(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{"Posted on September 21, 2020 by Ann Lee", "p 2020-09-21"},
		{"Ann Lee | Harbor News | 3 May 2020, 4:05 pm | 2 comments", "2020-05-03T16:05"},
		{"Von Ann Lee am 25.08.2015 um 22:30 Uhr", "2015-08-25T22:30"},
		{"Datum: 03.02.2022", "p 2022-02-03"},
		{"Erstellt am: 01.11.2023", "p 2023-11-01"},
		{"Written: 2023-11-07 15:03 / Updated: 2023-11-07 15:30", "p 2023-11-07T15:03 u 2023-11-07T15:30"},
		{"Diese Seite wurde zuletzt am 29. Januar 2020 um 13:22 Uhr geändert.", "u 2020-01-29T13:22"},
		{"Le 15 septembre 2009 par Ann Lee", "2009-09-15"},
		{"28.01.22", "2022-01-28"},
		{"4. 2. 2022", "2022-02-04"},
		{"23-Jan-2020", "2020-01-23"},
		{"12 lutego 2020", "2020-02-12"},
		{"07/05/2022", "2022-05-07"}, // with the day first
		{"26. - 27. Januar 2022", "2022-01-27"},
		{"from 3 May 2020 to 5 May 2020", "2020-05-03 2020-05-05"},
		{"In 1945 and in 2020", ""},
		{"8 May 1945", ""}, // earlier than the web
		{"Agenda 2030", ""},
		{"Tel. 030 / 76 88 80", ""},
		{"32 May 2020", ""},
		{strings.Repeat("a 3 May 2020 ", 40), ""},
	} {
		dates, _ := FindDates(c.line, true)
		var got []string
		for _, d := range dates {
			label := map[dateLabel]string{PublishedLabel: "p ", UpdatedLabel: "u "}[d.Label]
			got = append(got, label+DateString(d.At, d.Layout))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%q has %q, want %q", c.line, s, c.want)
		}
	}
}
